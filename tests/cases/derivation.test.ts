/** The console's derivation tree against released forms of the worked examples: each level adds up to the one above. */
import { describe, expect, it } from "vitest";
import type { Instrument } from "../../server/core/definition/instrument.ts";
import { presentForm } from "../../server/http/office/results/present-form.ts";
import { deriveForm, weightText, type DerivationNode } from "../../web/office/results/derivation.ts";
import { parseRatio } from "../../server/core/ratio.ts";
import {
  exampleFiles,
  exampleFolders,
  instrumentFiles,
  readJson,
  releaseExample,
  type FormExample,
} from "./worked-example.ts";

const scorings = new Map(
  instrumentFiles().map((path) => {
    const { id, scoring } = readJson<Instrument>(path);
    return [id, scoring] as const;
  }),
);

const examples = exampleFolders()
  .flatMap((folder) => exampleFiles(folder))
  .map((path) => readJson<FormExample>(path))
  .filter((example) => example.form !== undefined)
  .map((example) => {
    const scoring = scorings.get(example.form)!;
    return { title: example.title, answer: presentForm(releaseExample(example), scoring) };
  })
  .filter(({ answer }) => answer.level === "tables" && answer.score !== null);

/** Each printed number is off by at most half a hundredth. */
function expectAddsUp(children: readonly DerivationNode[], value: string): void {
  const earned = children.flatMap((child) => (child.earned === null ? [] : [Number(child.earned)]));
  const sum = earned.reduce((total, one) => total + one, 0);
  expect(Math.abs(sum - Number(value))).toBeLessThanOrEqual(0.005 * (earned.length + 1) + 1e-9);
  for (const child of children) {
    if (child.children.length > 0 && child.value !== null) expectAddsUp(child.children, child.value);
  }
}

describe("deriveForm", () => {
  it("has examples of every rule of scoring", () => {
    const rules = examples.map(({ answer }) => (answer.level === "tables" ? answer.scoring.rule : ""));
    expect([...new Set(rules)].toSorted()).toEqual(["items", "leaders", "questionnaire"]);
  });

  it.each(examples)("adds up to the released score: $title", ({ answer }) => {
    if (answer.level !== "tables" || !answer.score) throw new Error("filtered above");
    const nodes = deriveForm(answer);
    expect(nodes.length).toBeGreaterThan(0);
    expectAddsUp(nodes, answer.score.printed);
  });
});

describe("weightText", () => {
  it("prints percent where it is exact, a plain part where it is one, and otherwise one decimal", () => {
    expect(["1/4", "1/3", "1/8", "2/3", "1"].map((share) => weightText(parseRatio(share)))).toEqual([
      "25%",
      "1/3",
      "12.5%",
      "66.7%",
      "100%",
    ]);
  });
});
