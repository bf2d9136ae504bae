/** A scheme (评估办法): how released results, judgement and facts become one score and a grade. */
import type { Dimension } from "../definition/instrument.ts";

export type Decimal = string | number;

export type Grade = "良好" | "较好" | "较差";

/** Where a part's 0–100 value comes from. */
export type PartSource =
  /** The released score of one form. */
  | { readonly from: "form"; readonly instrument: string }
  /** Six dimensions, each 0–100 by consensus, equally weighted. */
  | {
      readonly from: "judgement";
      readonly dimensions: readonly { readonly id: Dimension; readonly title: string }[];
    }
  /** Starts full; each kind of case deducts `perCase` points up to `limit`; limits add up to the part's points. */
  | {
      readonly from: "supervision";
      readonly kinds: readonly {
        readonly id: string;
        readonly title: string;
        readonly perCase: Decimal;
        readonly limit: Decimal;
      }[];
    };

export interface SchemePart {
  readonly id: string;
  readonly title: string;
  readonly points: Decimal;
  readonly source: PartSource;
}

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
      };
}

export interface Scheme {
  readonly formatVersion: 1;
  readonly id: string;
  readonly version: string;
  readonly title: string;
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
  };
}

/** What people enter about one unit: numbers and reasons only, no names, no case numbers. */
export interface UnitAssessment {
  /** dimension → 0–100 and the reason; null until the group has judged. */
  readonly judgement: {
    readonly [dimension: string]: { readonly score: Decimal; readonly reason: string };
  } | null;
  /** kind → number of cases; null until entered. */
  readonly supervision: { readonly [kind: string]: number } | null;
  readonly deductions: readonly { readonly points: Decimal; readonly reason: string }[];
  readonly bonus: readonly { readonly points: Decimal; readonly reason: string }[];
  /** Facts of `Cap.when.fact` that hold. */
  readonly facts: readonly string[];
  /** Caps a person has confirmed or rejected. */
  readonly capDecisions: { readonly [cap: string]: { readonly confirmed: boolean; readonly reason: string } };
  /** Hand-entered workload counters of the report paragraph (谈话, 座谈 …); absent = not entered, printed as __. */
  readonly workload: { readonly [counter: string]: number };
  readonly proposedGrade: { readonly grade: Grade; readonly reason: string } | null;
  readonly approvedGrade: Grade | null;
}

export const EMPTY_ASSESSMENT: UnitAssessment = {
  judgement: null,
  supervision: null,
  deductions: [],
  bonus: [],
  facts: [],
  capDecisions: {},
  workload: {},
  proposedGrade: null,
  approvedGrade: null,
};
