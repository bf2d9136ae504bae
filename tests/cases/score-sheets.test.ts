/** Worked examples of the judges' sheets: points given on the shipped definitions, totals, who is left out, the mean. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compileChecker } from "../../server/core/definition/checker.ts";
import { freezeForm } from "../../server/core/definition/freeze-form.ts";
import type { Instrument } from "../../server/core/definition/instrument.ts";
import { parseRatio, printRatio } from "../../server/core/ratio.ts";
import { panelLines, panelValue } from "../../server/core/scoring/panel-lines.ts";
import { sheetOf, withTotals } from "../../server/core/scoring/score-sheet.ts";
import type { PanelEntry, PanelSheet } from "../../server/core/scoring/scheme.ts";
import { sheetTotal } from "../../server/core/scoring/sheet-total.ts";
import { exampleFiles, instrumentFiles, readJson, surveysFolder } from "./worked-example.ts";

interface SheetExample {
  readonly title: string;
  /** Id of the instrument. */
  readonly sheet: string;
  /** The score that no judge gives, 0–100: 群众满意度 from its own form. */
  readonly converted: string | null;
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

/** The sheet as the console offers it, with the converted score entered. */
function sheetFor({ sheet, converted }: SheetExample): PanelSheet {
  const { converted: asked, ...rest } = sheetOf(sheets.get(sheet)!, "0".repeat(64))!;
  return { ...rest, converted: asked && { ...asked, score: converted } };
}

describe("worked examples of the judges' sheets", () => {
  it("are there for both", () => {
    expect(examples.map(({ sheet }) => sheet).toSorted()).toEqual([...sheets.keys()].toSorted());
  });

  it.each(examples.map((example) => [example.title, example] as const))("%s", (_title, example) => {
    const given = example.judges.map(({ judge, answers }) => {
      return { judge, score: null, isRecused: answers === null, ...(answers && { points: answers }) };
    });
    const entry = withTotals({ panels: { panel: given }, panelSheets: { panel: sheetFor(example) } });
    const entries: readonly PanelEntry[] = entry.panels.panel;
    expect({
      totals: entries.map(({ score }) => score && printRatio(parseRatio(score), 2)),
      leftOut: panelLines(entries, DROP_FROM).map(({ leftOut }) => leftOut),
      score: printRatio(panelValue(entries, DROP_FROM)!, 2),
    }).toEqual(example.expected);
  });

  it.each(examples.map((example) => [example.sheet, example] as const))(
    "%s takes no more than its points, and no sheet with a gap, as a form and as the sheet of a panel",
    (sheet, example) => {
      const check = checkerOf(sheet);
      const answers = example.judges[0]!.answers!;
      const panel = sheetFor(example);
      expect(panel.items.map(({ id }) => id)).toEqual(Object.keys(answers));
      expect(check(answers).answers).toEqual(Object.values(answers));
      for (const name of Object.keys(answers)) {
        const { [name]: _gap, ...others } = answers;
        for (const wrong of [{ ...answers, [name]: 61 }, { ...answers, [name]: -1 }, others]) {
          expect(() => check(wrong)).toThrow("ballot.invalid");
          expect(sheetTotal(panel, wrong)).toBeNull();
        }
      }
    },
  );
});
