/** A scheme (评估办法): how released results, judgement and facts become one score and a grade. */
import type { Inspection } from "../assessment/inspection.ts";
import type { Converted, Dimension } from "../definition/instrument.ts";

export type Decimal = string | number;

export type Grade = "良好" | "较好" | "较差";

/**
 * Questions of one form: all conditions that are given must hold. Without any, all that can be meant.
 *
 * `tag` is of an option of a multi-select; items about single leaders are never selected.
 */
export interface Selection {
  readonly dimension?: Dimension;
  /** f1–f3, g1–g4, b1–b3 */
  readonly focus?: string;
  /** 类别 of the form */
  readonly part?: string;
  readonly items?: readonly string[];
  readonly tag?: string;
}

/** A kind of case; `perCase` and `limit` in points of the part. */
export interface CaseKind {
  readonly id: string;
  readonly title: string;
  readonly perCase: Decimal;
  readonly limit: Decimal;
}

/** Something counted: `each` is added per piece (below 0: taken off), together at most `limit`. */
export interface CountedKind {
  readonly id: string;
  readonly title: string;
  readonly each: Decimal;
  readonly limit: Decimal;
}

/** Where an indicator's 0–100 value comes from. @source docs/scoring.md §4 */
export type IndicatorSource =
  /** The released score of one form: team evaluation, 民主评议, satisfaction, questionnaire as a whole. */
  | { readonly from: "form"; readonly instrument: string }
  /** Leaders: mean of all 正职 and mean of the others by weights of the scheme's own. */
  | {
      readonly from: "members";
      readonly instrument: string;
      readonly principal: Decimal;
      readonly others: Decimal;
    }
  /** Weighted mean of some rated items of a form. */
  | { readonly from: "items"; readonly instrument: string; readonly select: Selection }
  /** Share of the positive options among the valid answers, in percent. */
  | {
      readonly from: "positive";
      readonly instrument: string;
      readonly select?: Selection;
      readonly positive: readonly string[];
    }
  /** 100 − 100 × 问题反映率 over some multi-selects, or over the options of one tag. */
  | { readonly from: "problems"; readonly instrument: string; readonly select?: Selection }
  /** Dimensions, each 0–100 by consensus, equally weighted. */
  | {
      readonly from: "judgement";
      readonly dimensions: readonly { readonly id: Dimension; readonly title: string }[];
    }
  /** Starts full; each kind of case deducts `perCase` points up to `limit`; limits add up to the points. */
  | { readonly from: "supervision"; readonly kinds: readonly CaseKind[] }
  /** `base` and what counted facts add and take off, then into 0–100. */
  | { readonly from: "counted"; readonly base: Decimal; readonly counts: readonly CountedKind[] }
  /** Mean of judges' scores; from `dropFrom` scores on without one highest and one lowest. */
  | { readonly from: "panel"; readonly dropFrom: number };

/** 指标 */
export interface Indicator {
  readonly id: string;
  readonly title: string;
  /** Percent of the part; the weights of a part add up to 100. */
  readonly weight: Decimal;
  readonly source: IndicatorSource;
}

/** A part is made of indicators, or of one `source`, which is short for one indicator of the whole part. */
export interface SchemePart {
  readonly id: string;
  readonly title: string;
  readonly points: Decimal;
  readonly source?: IndicatorSource;
  readonly indicators?: readonly Indicator[];
}

/** The indicators of a part; `checkScheme` sees to it that there is one at least. */
export const indicatorsOf = ({ id, title, source, indicators }: SchemePart): readonly Indicator[] =>
  indicators ?? (source ? [{ id, title, weight: 100, source }] : []);

/** 等次限制情形: proposed by the system, confirmed by people. */
export interface Cap {
  readonly id: string;
  readonly title: string;
  readonly atMost: Grade;
  readonly when:
    /** A fact a person enters. */
    | { readonly fact: string }
    | { readonly judgementBelow: Decimal }
    /** Share of one option among the valid ratings of a form's overall item or of its items together. */
    | {
        readonly optionRate: {
          readonly instrument: string;
          readonly option: string;
          readonly atLeast: Decimal;
        };
      }
    /** 问题反映率 of a form, or of some of its multi-selects. */
    | {
        readonly problemRate: {
          readonly instrument: string;
          readonly select?: Selection;
          readonly atLeast: Decimal;
        };
      }
    | { readonly partBelow: { readonly part: string; readonly below: Decimal } };
}

export interface Scheme {
  /** 1 has parts of one source and no more; what a sealed round carries is read as it was sealed. */
  readonly formatVersion: 1 | 2;
  readonly id: string;
  readonly version: string;
  readonly title: string;
  /** What the points of the parts add up to; 100 unless said. Totals and grades are out of 100 all the same. */
  readonly fullMarks?: Decimal;
  /** Instrument → option → points, in place of the form's own; used when the form is frozen. */
  readonly prices?: { readonly [instrument: string]: { readonly [option: string]: Decimal } };
  readonly parts: readonly SchemePart[];
  /** 专项扣分: at most this many points in all. */
  readonly deductionLimit: Decimal;
  /** 加分: at most this many points; never lifts a grade. */
  readonly bonusLimit: Decimal;
  readonly caps: readonly Cap[];
  /** Best to worst; `from` is the least printed score of the grade. */
  readonly grades: readonly { readonly grade: Grade; readonly from: Decimal }[];
  readonly validity: {
    /** No scoring below this share of those eligible (exact decimal or fraction). */
    readonly participationAtLeast: Decimal;
    /** A warning below it. */
    readonly participationWarn: Decimal;
    /** Units of up to this many people are warned of unless everybody took part. */
    readonly everybodyUpTo?: number;
  };
}

/** One judge's score, 0–100; null = has not scored. 回避: does not count, whatever was entered. */
export interface PanelEntry {
  readonly judge: string;
  readonly score: Decimal | null;
  readonly isRecused: boolean;
  /** What the judge gave by the panel's sheet, which add up to `score`; absent: only a total was handed in. */
  readonly points?: { readonly [item: string]: Decimal };
}

/** One line of a 评分表: 0 to `max` points; `step` null: whatever two decimals say. */
export interface SheetItem {
  readonly id: string;
  readonly title: string;
  readonly max: number;
  readonly step: number | null;
}

/** The 评分表 of a panel, as it was when it was chosen: its maxima and what is converted are 100 together. */
export interface PanelSheet {
  readonly instrument: string;
  readonly version: string;
  /** SHA-256 over the canonical JSON of the definition, hex. */
  readonly digest: string;
  readonly title: string;
  readonly items: readonly SheetItem[];
  /** `score`: 0–100 as it was released; null until somebody has entered it. */
  readonly converted: (Converted & { readonly score: string | null }) | null;
}

/** A decision on a limit. It counts only while the limit is called for by the same evidence, from the same poll. */
export interface CapDecision {
  readonly confirmed: boolean;
  readonly reason: string;
  /** `ProposedCap.evidence` that was decided upon; absent where it was not recorded: then any counts. */
  readonly evidence?: string;
  /** Poll whose closed file was scored; absent where it was not recorded: then any counts. */
  readonly poll?: string;
}

/** What people enter about one unit: numbers and reasons only, no names, no case numbers. */
export interface UnitAssessment {
  /** dimension → 0–100 and the reason; null until the group has judged. */
  readonly judgement: {
    readonly [dimension: string]: { readonly score: Decimal; readonly reason: string };
  } | null;
  /** kind → number of cases, or of whatever an indicator counts; null until entered. */
  readonly supervision: { readonly [kind: string]: number } | null;
  readonly deductions: readonly { readonly points: Decimal; readonly reason: string }[];
  readonly bonus: readonly { readonly points: Decimal; readonly reason: string }[];
  /** Indicator of a panel → its judges' sheets; they are signed-in entries and say so. */
  readonly panels?: { readonly [indicator: string]: readonly PanelEntry[] };
  /** Indicator of a panel → the sheet its judges fill in; absent: only totals are entered. */
  readonly panelSheets?: { readonly [indicator: string]: PanelSheet };
  /** Facts of `Cap.when.fact` that hold. */
  readonly facts: readonly string[];
  /** Caps a person has confirmed or rejected. */
  readonly capDecisions: { readonly [cap: string]: CapDecision };
  /** Hand-entered workload counters of the report paragraph (谈话, 座谈 …); absent = not entered, printed as __. */
  readonly workload: { readonly [counter: string]: number };
  /** When and how the unit was inspected, for the same paragraph. */
  readonly inspection?: Inspection;
}

export const EMPTY_ASSESSMENT: UnitAssessment = {
  judgement: null,
  supervision: null,
  deductions: [],
  bonus: [],
  facts: [],
  capDecisions: {},
  workload: {},
};
