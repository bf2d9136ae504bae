/** A score with its derivation as lines of text. */
import { LEFT_OUT, NOTES } from "../core/documents/score-words.ts";
import { deriveUnit, type DerivationNode } from "../core/scoring/derivation.ts";
import { totalFormula } from "../core/scoring/formula.ts";
import { printScore } from "../core/scoring/grade-of.ts";
import type { Scheme } from "../core/scoring/scheme.ts";
import type { GivenScore } from "../core/scoring/score-given.ts";
import { cli } from "../../web/text/cli.ts";

export const scoreLines = (
  unit: string,
  scheme: Scheme,
  { result, score }: GivenScore,
): readonly string[] => [
  cli.scored(unit, score.printed ?? "", score.computed ?? "", score.opinion ? printScore(score.opinion) : ""),
  ...(score.printed === null ? [] : [`  ${totalFormula(score)} = ${score.printed}`]),
  ...score.notes.map((note) => `  ${NOTES[note]}`),
  ...score.caps.map(
    ({ title, evidence, atMost, confirmed, reason }) =>
      `  ${cli.scoredCap(title, evidence, atMost, confirmed, reason)}`,
  ),
  ...deriveUnit(score, result.forms, scheme).flatMap((node) => linesOf(node, 1)),
];

function linesOf(node: DerivationNode, depth: number): readonly string[] {
  const { kind, title, reason, value, contribution, formula, entered, leftOut, children } = node;
  if (kind === "deduction" || kind === "bonus") {
    const points = `${kind === "deduction" ? "−" : "＋"}${value ? printScore(value) : ""}`;
    return [
      `${"  ".repeat(depth)}${cli.scoredAdjustment[kind]}：${[reason, points].filter(Boolean).join("　")}`,
    ];
  }
  const figures =
    formula && contribution
      ? `${formula} = ${printScore(contribution).replace("-", "−")}`
      : (entered ?? (value && printScore(value)) ?? "");
  const words = [title, figures, leftOut ? LEFT_OUT[leftOut] : ""].filter(Boolean).join("　");
  return [`${"  ".repeat(depth)}${words}`, ...children.flatMap((child) => linesOf(child, depth + 1))];
}
