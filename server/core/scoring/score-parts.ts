/** The 0–100 value of each part of a scheme, with the lines it is made of. @source docs/scoring.md §4 */
import { Problem } from "../problem.ts";
import {
  compare,
  div,
  HUNDRED,
  mul,
  parseRatio,
  ratio,
  type Ratio,
  storeRatio,
  sub,
  sum,
  ZERO,
} from "../ratio.ts";
import type { FormResult, Released } from "../release/released.ts";
import { formLines } from "./form-lines.ts";
import { printScore } from "./grade-of.ts";
import type { PartSource, SchemePart, UnitAssessment } from "./scheme.ts";
import type { ScoredPart, ScoreLine } from "./unit-score.ts";

export type PartValue = Omit<ScoredPart, "earned" | "formula">;

export interface PartInputs {
  readonly forms: readonly Released<FormResult>[];
  readonly assessment: UnitAssessment;
}

export function scorePart(part: SchemePart, { forms, assessment }: PartInputs): PartValue {
  const { source } = part;
  switch (source.from) {
    case "form":
      return formPart(part, source.instrument, forms);
    case "judgement":
      return linesPart(part, source.from, judgementLines(source, assessment));
    case "supervision":
      return linesPart(part, source.from, supervisionLines(source, parseRatio(part.points), assessment));
  }
}

function formPart(part: SchemePart, instrument: string, forms: PartInputs["forms"]): PartValue {
  const form = forms.find((one) => one.instrument === instrument);
  return {
    id: part.id,
    title: part.title,
    points: parseRatio(part.points),
    source: "form",
    instrument,
    digest: form?.digest ?? null,
    value: form?.score ?? null,
    leftOut: !form
      ? "unused"
      : form.score !== null
        ? null
        : form.level === "none"
          ? "withheld"
          : "too-few-valid",
    lines: form ? formLines(form) : [],
  };
}

/** A part whose lines add up to its value; one missing line and the part is not entered yet. */
function linesPart(
  part: SchemePart,
  source: "judgement" | "supervision",
  lines: readonly ScoreLine[],
): PartValue {
  const contributions = lines.flatMap((line) => line.contribution ?? []);
  const isComplete = contributions.length === lines.length;
  return {
    id: part.id,
    title: part.title,
    points: parseRatio(part.points),
    source,
    instrument: null,
    digest: null,
    value: isComplete ? sum(contributions) : null,
    leftOut: isComplete ? null : "not-entered",
    lines,
  };
}

/** 研判: each dimension 0–100 by consensus, all of equal weight. */
function judgementLines(
  { dimensions }: Extract<PartSource, { from: "judgement" }>,
  { judgement }: UnitAssessment,
): readonly ScoreLine[] {
  const weight = div(HUNDRED, ratio(dimensions.length));
  return dimensions.map(({ id, title }): ScoreLine => {
    const entered = judgement?.[id];
    const value = entered ? within(entered.score, HUNDRED, id) : null;
    return {
      id,
      title,
      reference: null,
      weight,
      value,
      contribution: value && div(value, ratio(dimensions.length)),
      formula: value ? `${printScore(value)} ÷ ${dimensions.length}` : "",
      entered: entered ? String(entered.score) : null,
      reason: entered?.reason ?? "",
      leftOut: value ? null : "not-entered",
    };
  });
}

/** 监督情况: starts full; each kind deducts per case up to its limit. A number that nobody entered is not 0. */
function supervisionLines(
  { kinds }: Extract<PartSource, { from: "supervision" }>,
  points: Ratio,
  { supervision }: UnitAssessment,
): readonly ScoreLine[] {
  return kinds.map(({ id, title, perCase, limit }): ScoreLine => {
    const most = parseRatio(limit);
    const weight = div(mul(HUNDRED, most), points);
    const base = { id, title, reference: null, weight, reason: "" };
    const cases = supervision && Object.hasOwn(supervision, id) ? supervision[id]! : null;
    if (cases === null) {
      return { ...base, value: null, contribution: null, formula: "", entered: null, leftOut: "not-entered" };
    }
    if (!Number.isSafeInteger(cases) || cases < 0) throw new Problem("scoring.input", { reason: id });
    const full = mul(parseRatio(perCase), ratio(cases));
    const left = sub(most, compare(full, most) > 0 ? most : full);
    return {
      ...base,
      value: mul(HUNDRED, div(left, most)),
      contribution: mul(HUNDRED, div(left, points)),
      formula: `${storeRatio(most)} − min(${perCase} × ${cases}, ${storeRatio(most)})`,
      entered: String(cases),
      leftOut: null,
    };
  });
}

/** @throws Problem scoring.input outside 0–`most` */
function within(value: string | number, most: Ratio, place: string): Ratio {
  const exact = parseRatio(value);
  if (compare(exact, ZERO) < 0 || compare(exact, most) > 0) {
    throw new Problem("scoring.input", { reason: `${place}: ${value}` });
  }
  return exact;
}

/** @throws Problem scoring.input below 0 */
export function atLeastZero(value: string | number, place: string): Ratio {
  const exact = parseRatio(value);
  if (compare(exact, ZERO) < 0) throw new Problem("scoring.input", { reason: `${place}: ${value}` });
  return exact;
}

/** The share that all parts with a value have of the whole, for formulas and rescaling. */
export const presentPoints = (parts: readonly PartValue[]): Ratio =>
  parts.reduce((total, part) => (part.value === null ? total : sum([total, part.points])), ZERO);
