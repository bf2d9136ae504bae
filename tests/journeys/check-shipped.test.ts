/** `plumbline answers check` and `statistics --definition` on every form that ships, as it lies in `surveys/`. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileChecker } from "../../server/core/definition/checker.ts";
import { freezeForm } from "../../server/core/definition/freeze-form.ts";
import type { Question } from "../../server/core/definition/question.ts";
import { readQuestions } from "../../server/core/definition/read-questions.ts";
import { sampleContext } from "../../server/core/round/sample-context.ts";
import { readInstrument } from "../../server/definitions/read-instrument.ts";
import { SURVEYS_FOLDER } from "../../server/places.ts";
import { answerForm, seeded } from "../definitions/random-answers.ts";
import { runCommand } from "./run-command.ts";

const DEFINITIONS = readdirSync(SURVEYS_FOLDER, { withFileTypes: true })
  .filter((one) => one.isDirectory() && !/^(?:schemes|example-round)$/.test(one.name))
  .flatMap(({ name }) => readdirSync(join(SURVEYS_FOLDER, name)).map((file) => `${name}/${file}`))
  .filter((file) => file.endsWith(".json"));

const MEMBERS = "leadership-members/definition.json";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "plumbline-shipped-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

type Sample = Parameters<typeof sampleContext>[0];

async function frozen(file: string, sample: Sample = {}) {
  const { instrument } = await readInstrument(readFileSync(join(SURVEYS_FOLDER, file), "utf8"));
  return freezeForm(instrument, sampleContext(sample));
}

/** Numbers made at random are rarely on the step of a score sheet. */
const leastOf = (questions: readonly Question[]): Record<string, number> =>
  Object.fromEntries(
    questions.flatMap((one) =>
      one.shape === "single" && one.cell.kind === "number" ? [[one.name, one.cell.min ?? 0]] : [],
    ),
  );

/** An answer document that the checker takes. */
async function goodAnswers(file: string, sample?: Sample): Promise<Record<string, unknown>> {
  const form = await frozen(file, sample);
  const [questions, check] = [readQuestions(form.survey), compileChecker(form)];
  for (let seed = 1; seed <= 500; seed++) {
    const answers = { ...answerForm(questions, seeded(seed), 1), ...leastOf(questions) };
    try {
      check(answers);
      return answers;
    } catch {
      // Another one.
    }
  }
  throw new Error(`no good answers of ${file}`);
}

const check = (file: string, documents: readonly object[], ...more: string[]) =>
  runCommand([
    "answers",
    "check",
    "--definition",
    join(SURVEYS_FOLDER, file),
    "--answers",
    write("answers.json", JSON.stringify(documents)),
    "--json",
    ...more,
  ]);

describe("answers check", () => {
  it("goes over more than one form", () => expect(DEFINITIONS.length).toBeGreaterThanOrEqual(10));

  it.each(DEFINITIONS)("takes what people fill in and refuses the rest, with %s", async (file) => {
    const { code, out, error } = await check(file, [await goodAnswers(file), { nobody: "asked" }]);
    expect({ code, error }).toEqual({ code: 1, error: "" });
    const verdicts = JSON.parse(out) as readonly { readonly valid: boolean }[];
    expect(verdicts.map(({ valid }) => valid)).toEqual([true, false]);
  });

  it("asks of as many leaders, and the optional items, that are named", async () => {
    const two = await goodAnswers(MEMBERS, { leaders: 2, include: ["m06"] });
    expect(Object.keys(two).filter((name) => name.startsWith("m06"))).toHaveLength(1);
    expect((await check(MEMBERS, [two])).code).toBe(1);
    expect((await check(MEMBERS, [two], "--leaders", "2", "--include", "m06")).code).toBe(0);
  });

  it.each([
    [["--leaders", "11"], "--leaders 应为 0 到 10 的整数"],
    [["--leaders", "-1"], "--leaders 应为 0 到 10 的整数"],
    [["--include", "m00"], "--include 里的“m00”不是这份表的选用题"],
  ])("refuses %j", async (more, sentence) => {
    const { code, error } = await check(MEMBERS, [], ...more);
    expect(code).not.toBe(0);
    expect(error).toContain(sentence);
  });
});

describe("statistics of a table", () => {
  it("has a column for each leader, and needs no variables", async () => {
    const table = write("answers.csv", "m00__1,m00__2\nexcellent,competent\ncompetent,competent\n");
    const { code, out, error } = await runCommand([
      "statistics",
      "--definition",
      join(SURVEYS_FOLDER, MEMBERS),
      "--answers",
      table,
      "--leaders",
      "2",
      "--json",
    ]);
    expect({ code, error }).toEqual({ code: 0, error: "" });
    expect(out).toContain("m00__2");
  });
});
