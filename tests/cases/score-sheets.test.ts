/** Worked examples of the judges' sheets: points given on the shipped definitions, totals, who is left out, the mean. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compileChecker } from "../../server/core/definition/checker.ts";
import { freezeForm } from "../../server/core/definition/freeze-form.ts";
import type { Instrument } from "../../server/core/definition/instrument.ts";
import { parseRatio, printRatio, ratio, storeRatio, sum, type Ratio } from "../../server/core/ratio.ts";
import { panelLines, panelValue } from "../../server/core/scoring/panel-lines.ts";
import { exampleFiles, instrumentFiles, readJson, surveysFolder } from "./worked-example.ts";

interface SheetExample {
  readonly title: string;
  /** Id of the instrument. */
  readonly sheet: string;
  /** Points of every sheet that no judge gives: 群众满意度 from its own form. */
  readonly converted: string;
  /** `answers` null: 回避. */
  readonly judges: readonly {
    readonly judge: string;
    readonly answers: Readonly<Record<string, number>> | null;
  }[];
  readonly expected: unknown;
}

/** From so many scores on one highest and one lowest are left out. @source domain.md §2.9 */
const DROP_FROM = 7;

const sheets = new Map(
  instrumentFiles()
    .map((path) => readJson<Instrument>(path))
    .filter(({ kind }) => kind === "scoresheet")
    .map((one) => [one.id, one] as const),
);
const examples = exampleFiles(join(surveysFolder, "score-sheets")).map((path) =>
  readJson<SheetExample>(path),
);
const checkerOf = (sheet: string) =>
  compileChecker(
    freezeForm(sheets.get(sheet)!, { leaders: [], variables: {}, include: [], kindsInRound: [] }),
  );

function totalOf({ sheet, converted }: SheetExample, answers: Readonly<Record<string, number>>): Ratio {
  const given = checkerOf(sheet)(answers).answers;
  return sum([parseRatio(converted), ...given.map((points) => ratio(points as number))]);
}

describe("worked examples of the judges' sheets", () => {
  it("are there for both", () => {
    expect(examples.map(({ sheet }) => sheet).toSorted()).toEqual([...sheets.keys()].toSorted());
  });

  it.each(examples.map((example) => [example.title, example] as const))("%s", (_title, example) => {
    const totals = example.judges.map(({ answers }) => answers && totalOf(example, answers));
    const entries = example.judges.map(({ judge }, at) => {
      const total = totals[at] ?? null;
      return { judge, score: total && storeRatio(total), isRecused: total === null };
    });
    expect({
      totals: totals.map((total) => total && printRatio(total, 2)),
      leftOut: panelLines(entries, DROP_FROM).map(({ leftOut }) => leftOut),
      score: printRatio(panelValue(entries, DROP_FROM)!, 2),
    }).toEqual(example.expected);
  });

  it.each(examples.map((example) => [example.sheet, example] as const))(
    "%s takes no more than its points, and no sheet with a gap",
    (sheet, { judges }) => {
      const check = checkerOf(sheet);
      const answers = judges[0]!.answers!;
      for (const name of Object.keys(answers)) {
        expect(() => check({ ...answers, [name]: 61 })).toThrow("ballot.invalid");
        expect(() => check({ ...answers, [name]: -1 })).toThrow("ballot.invalid");
        const { [name]: _gap, ...others } = answers;
        expect(() => check(others)).toThrow("ballot.invalid");
      }
    },
  );
});
