/** The 0–100 value of one indicator with the lines it is made of; one function per source. @source docs/scoring.md §4 */
import {
  div,
  HUNDRED,
  mul,
  ONE,
  parseRatio,
  ratio,
  type Ratio,
  storeRatio,
  sub,
  sum,
  ZERO,
} from "../ratio.ts";
import type { FormResult, Released } from "../release/released.ts";
import { countedLines } from "./counted-lines.ts";
import { formLines, leaderTerms, linesOf, type Term } from "./form-lines.ts";
import { panelLines, panelValue } from "./panel-lines.ts";
import { printScore } from "./grade-of.ts";
import type {
  Indicator,
  IndicatorSource,
  PanelEntry,
  PanelSheet,
  Selection,
  UnitAssessment,
} from "./scheme.ts";
import { judgementLines, supervisionLines } from "./entered-lines.ts";
import { multiRate, optionShare, selectedItems, selectedMultis } from "./selection.ts";
import type { LeftOut, ScoreLine } from "./unit-score.ts";

export interface IndicatorInputs {
  readonly forms: readonly Released<FormResult>[];
  readonly assessment: UnitAssessment;
}

export interface IndicatorValue {
  readonly digest: string | null;
  readonly value: Ratio | null;
  readonly leftOut: LeftOut | null;
  readonly lines: readonly ScoreLine[];
}

type Of<F extends IndicatorSource["from"]> = Extract<IndicatorSource, { from: F }>;
type Tables = Extract<FormResult, { level: "tables" }>;

/**
 * @param points of the part that the indicator belongs to
 * @throws Problem scoring.input when an entered number is out of range
 */
export function scoreIndicator(
  { id, source, weight }: Indicator,
  points: Ratio,
  { forms, assessment }: IndicatorInputs,
): IndicatorValue {
  switch (source.from) {
    case "judgement":
      return ofLines(judgementLines(source, assessment));
    case "supervision":
      return ofLines(supervisionLines(source, mul(points, div(parseRatio(weight), HUNDRED)), assessment));
    case "counted":
      return ofLines(countedLines(source, assessment));
    case "panel":
      return panelOf(source, assessment.panels?.[id] ?? [], assessment.panelSheets?.[id] ?? null);
    default:
      return ofForm(
        source,
        forms.find((one) => one.instrument === source.instrument),
      );
  }
}

/** Lines that add up to the value; one that nobody has entered and there is none. */
function ofLines(lines: readonly ScoreLine[]): IndicatorValue {
  const isComplete = lines.every(({ leftOut }) => leftOut === null);
  return {
    digest: null,
    value: isComplete ? sum(lines.map(({ contribution }) => contribution ?? ZERO)) : null,
    leftOut: isComplete ? null : "not-entered",
    lines,
  };
}

function panelOf(
  { dropFrom }: Of<"panel">,
  entries: readonly PanelEntry[],
  sheet: PanelSheet | null,
): IndicatorValue {
  const value = panelValue(entries, dropFrom);
  return {
    digest: null,
    value,
    leftOut: value === null ? "not-entered" : null,
    lines: panelLines(entries, dropFrom, sheet),
  };
}

type FormSource = Extract<IndicatorSource, { instrument: string }>;

function ofForm(source: FormSource, form: FormResult | undefined): IndicatorValue {
  if (!form) return without("unused", null);
  if (form.level === "none") return without("withheld", form.digest);
  const { digest } = form;
  if (source.from === "form") {
    return {
      digest,
      value: form.score,
      leftOut: form.score ? null : "too-few-valid",
      lines: formLines(form),
    };
  }
  if (form.level === "score") {
    return source.from === "members" && isOwnRule(source, form)
      ? { digest, value: form.score, leftOut: form.score ? null : "too-few-valid", lines: [] }
      : without("score-only", digest);
  }
  const terms = termsOf(source, form);
  const { mean: value, lines } = linesOf(form.instrument, terms);
  const leftOut = value ? null : terms.length === 0 ? "unused" : "too-few-valid";
  return { digest, value, leftOut, lines };
}

const without = (leftOut: LeftOut, digest: string | null): IndicatorValue => {
  return { digest, value: null, leftOut, lines: [] };
};

/** The form's one score is the members' mean by its own weights, so those can be used when there are no tables. */
function isOwnRule({ principal, others }: Of<"members">, { scoring }: FormResult): boolean {
  if (scoring.rule !== "leaders") return false;
  const same = (a: string | number, b: string | number): boolean =>
    storeRatio(parseRatio(a)) === storeRatio(parseRatio(b));
  return same(principal, scoring.principal) && same(others, scoring.others);
}

function termsOf(source: Exclude<FormSource, { from: "form" }>, form: Tables): readonly Term[] {
  switch (source.from) {
    case "members":
      return leaderTerms(form, parseRatio(source.principal), parseRatio(source.others));
    case "items":
      return itemTerms(form, source.select, (item) => item.score);
    case "positive": {
      const positive = new Set(source.positive);
      return itemTerms(form, source.select ?? {}, (item) =>
        percent(optionShare(item, form.blocks, positive)),
      );
    }
    case "problems":
      return problemTerms(form, source.select);
  }
}

/** Items weigh what they weigh in the form; when none of them has a weight, they weigh alike. */
function itemTerms(
  form: Tables,
  select: Selection,
  valueOf: (item: Tables["items"][number]) => Ratio | null,
): readonly Term[] {
  const items = selectedItems(form, select);
  const isWeighted = items.some(({ weight }) => weight !== null);
  return items.map((item) => ({
    id: item.leaf,
    title: item.title,
    leaf: item.leaf,
    weight: item.weight === null ? (isWeighted ? ZERO : ONE) : parseRatio(item.weight),
    value: valueOf(item),
  }));
}

const percent = (share: Ratio | null): Ratio | null => share && mul(HUNDRED, share);

function problemTerms(form: Tables, select: Selection | undefined): readonly Term[] {
  return selectedMultis(form, select).map((multi): Term => {
    const rate = multiRate(multi, select);
    const value = rate && sub(HUNDRED, mul(HUNDRED, rate));
    return {
      id: multi.leaf,
      title: multi.title,
      leaf: multi.leaf,
      weight: ONE,
      value,
      ...(rate ? { entered: `100 − ${printScore(mul(HUNDRED, rate))}` } : {}),
    };
  });
}

/** Mean over questions, for limits that look at the rate itself; 0–1. */
export function problemRateOf(form: FormResult, select: Selection | undefined): Ratio | null {
  if (form.level !== "tables") return null;
  const rates = selectedMultis(form, select).flatMap((multi) => multiRate(multi, select) ?? []);
  return rates.length === 0 ? null : div(sum(rates), ratio(rates.length));
}
