/** The score of one unit with its whole derivation: every number is exact and every omission has its reason. */
import type { Ratio } from "../ratio.ts";
import type { Grade, IndicatorSource } from "./scheme.ts";

/**
 * Why something is not in the score: withheld = too few ballots · unused = the round has no such form or question ·
 * not-entered = nobody has entered it yet · too-few-valid = fewer than `floor` valid answers · score-only = the form
 * has one score and no tables · recused = 回避 · extreme = the highest or lowest of a panel
 */
export type LeftOut =
  | "withheld"
  | "unused"
  | "not-entered"
  | "too-few-valid"
  | "score-only"
  | "recused"
  | "extreme";

/**
 * opinion-only = 仅测评问卷, judgement or facts missing or not part of the scheme · unscored = 测评不计分, no form has
 * a score · low-participation = below the scheme's least share, nothing is scored · warn-participation = below its
 * warning line · cap-open = a limit is proposed and not decided · capped = a confirmed limit lowered the grade
 */
export type ScoreNote =
  | "opinion-only"
  | "unscored"
  | "low-participation"
  | "warn-participation"
  | "cap-open"
  | "capped";

/** One step of the arithmetic. A score of ten thousand units is asked for its numbers, seldom for these texts. */
export type Formula =
  /** value × weight ÷ the weights that count */
  | { readonly kind: "share"; readonly value: Ratio; readonly weight: Ratio; readonly present: Ratio }
  /** value ÷ number of terms */
  | { readonly kind: "mean"; readonly value: Ratio; readonly terms: number }
  /** what a kind of cases leaves of its limit, in percent of the points */
  | {
      readonly kind: "kept";
      readonly most: Ratio;
      readonly perCase: string | number;
      readonly cases: number;
      readonly points: Ratio;
    }
  /** what counted facts add or take off, at most so much */
  | {
      readonly kind: "counted";
      readonly isLess: boolean;
      readonly each: Ratio;
      readonly count: number;
      readonly most: Ratio;
    }
  | { readonly kind: "fixed"; readonly value: Ratio };

/** One step below an indicator: an item, a leader, a dimension, a kind of case, a judge. */
export interface ScoreLine {
  readonly id: string;
  readonly title: string;
  /** Where its counts stand: `instrument#leaf` of the release; null for what people entered. */
  readonly reference: string | null;
  /** Share within the indicator, before anything was left out; 0 for what only adds or takes off. */
  readonly weight: Ratio;
  /** 0–100. */
  readonly value: Ratio | null;
  /** What it adds to the indicator's value, after renormalisation; the lines of an indicator add up to its value. */
  readonly contribution: Ratio | null;
  readonly formula: Formula | null;
  /** As people typed it: the judgement, the number of cases. */
  readonly entered: string | null;
  readonly reason: string;
  readonly leftOut: LeftOut | null;
}

/** 指标 */
export interface ScoredIndicator {
  readonly id: string;
  readonly title: string;
  readonly source: IndicatorSource["from"];
  /** The form it comes from, and the digest of the frozen form. */
  readonly instrument: string | null;
  readonly digest: string | null;
  /** Percent of the part, as the scheme says. */
  readonly weight: Ratio;
  /** 0–100. */
  readonly value: Ratio | null;
  /** What it adds to the part's value, after renormalisation. */
  readonly contribution: Ratio | null;
  readonly formula: Formula | null;
  readonly leftOut: LeftOut | null;
  readonly lines: readonly ScoreLine[];
}

export interface ScoredPart {
  readonly id: string;
  readonly title: string;
  readonly points: Ratio;
  /** 0–100. */
  readonly value: Ratio | null;
  /** Of 100: what goes into the total; null when there is no total. */
  readonly earned: Ratio | null;
  readonly formula: Formula | null;
  readonly leftOut: LeftOut | null;
  readonly indicators: readonly ScoredIndicator[];
}

/** 等次限制情形 that the facts call for; people confirm or reject it. */
export interface ProposedCap {
  readonly id: string;
  readonly title: string;
  readonly atMost: Grade;
  /** What called for it, numbers only: "1/3 ≥ 1/3"; "" for a fact that people entered. */
  readonly evidence: string;
  readonly confirmed: boolean | null;
  readonly reason: string;
}

export interface UnitScore {
  readonly scheme: { readonly id: string; readonly version: string; readonly title: string };
  /** returned ÷ eligible; null when nobody is eligible. */
  readonly participation: Ratio | null;
  readonly parts: readonly ScoredPart[];
  /** 测评问卷参考分, 0–100 over the indicators that come from forms and have a value. */
  readonly opinion: Ratio | null;
  /** 0–100 after deductions and bonus; null without judgement and facts or when nothing may be scored. */
  readonly total: Ratio | null;
  /** The total as printed, two decimals half up: the grade is decided on it. */
  readonly printed: string | null;
  readonly deductions: readonly { readonly points: Ratio; readonly reason: string }[];
  /** 专项扣分 after its limit. */
  readonly deducted: Ratio;
  readonly bonus: readonly { readonly points: Ratio; readonly reason: string }[];
  /** 加分 after its limit; it never lifts a grade. */
  readonly added: Ratio;
  readonly caps: readonly ProposedCap[];
  /** 测算等次, confirmed limits included. */
  readonly computed: Grade | null;
  readonly notes: readonly ScoreNote[];
}
