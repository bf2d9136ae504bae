/** The JSON answers about judgement, facts and the review of grades. */
import type { EntryField, PanelField } from "../../core/assessment/entry-fields.ts";
import type { Gap } from "../../core/assessment/find-gaps.ts";
import type { Inspection } from "../../core/assessment/inspection.ts";
import type { Counter } from "../../core/assessment/workload.ts";
import type { ReviewAct, ReviewState } from "../../core/review/review.ts";
import type { PollState } from "../../core/round/round.ts";
import type { Grade } from "../../core/scoring/scheme.ts";
import type { Exact, UnitChangesAnswer } from "./answers.ts";

/** Body of `PUT /rounds/:round/units/:unit/assessment`, with `basedOn`; what is not there was not entered. */
export interface AssessmentBody {
  /** dimension → 0–100 as written, and the reason */
  readonly judgement: { readonly [dimension: string]: { readonly score: string; readonly reason: string } };
  /** kind → number of cases */
  readonly supervision: { readonly [kind: string]: number };
  readonly deductions: readonly { readonly points: string; readonly reason: string }[];
  readonly bonus: readonly { readonly points: string; readonly reason: string }[];
  readonly facts: readonly string[];
  readonly workload: { readonly [counter: string]: number };
  /** Days as 2026-09-01; absent in a body: stays as it is. */
  readonly inspection?: Inspection | undefined;
  /** Indicator → judges' sheets; `score` 0–100 as written, null = has not scored. */
  readonly panels: {
    readonly [indicator: string]: readonly {
      readonly judge: string;
      readonly score: string | null;
      readonly isRecused: boolean;
      /** Item → points as written, of the panel's 评分表: `score` is then what they add up to, whatever is sent. */
      readonly points?: { readonly [item: string]: string } | undefined;
    }[];
  };
  /** Indicator → the 评分表 its judges fill in; absent in a body: stays as it is. */
  readonly panelSheets?:
    | {
        readonly [indicator: string]: {
          readonly instrument: string;
          readonly version: string;
          /** 0–100 as it was released, of the form that is converted. */
          readonly converted: string | null;
        };
      }
    | undefined;
}

/** A 评分表 that a panel can give points on. */
export interface SheetField {
  readonly instrument: string;
  readonly version: string;
  readonly title: string;
  readonly items: readonly {
    readonly id: string;
    readonly title: string;
    readonly max: number;
    readonly step: number | null;
  }[];
  /** Points that no judge gives; `released`: what this unit's own form has, null where it has none or may not be seen. */
  readonly converted: {
    readonly title: string;
    readonly points: number;
    readonly released: string | null;
  } | null;
}

/** `GET /rounds/:round/units/:unit/assessment`, and the answer to every act about it. */
export interface AssessmentAnswer {
  readonly unit: {
    readonly id: string;
    readonly name: string;
    readonly unitType: string;
    readonly group: string;
  };
  readonly poll: { readonly id: string; readonly state: PollState } | null;
  /** The round wants the judgement confirmed before the group sees scores. */
  readonly judgesFirst: boolean;
  /** true: this account sees no score yet, because its judgement is not confirmed. */
  readonly isBlind: boolean;
  readonly fields: {
    readonly dimensions: readonly EntryField[];
    readonly kinds: readonly EntryField[];
    readonly facts: readonly EntryField[];
    readonly panels: readonly PanelField[];
    /** What can be chosen for them, those that were chosen first; [] where there is no panel. */
    readonly sheets: readonly SheetField[];
    readonly workload: readonly Counter[];
    readonly inspection: readonly (EntryField & { readonly isDay: boolean })[];
    readonly more: readonly Counter[];
    /** 发现问题 by focus: set → counters. */
    readonly focus: { readonly [set: string]: readonly { readonly id: string; readonly focus: string }[] };
  };
  readonly entered: AssessmentBody;
  /** Of what is entered; whoever saves sends it as `basedOn`. */
  readonly version: string;
  /** What is missing, in the order in which people see to it; `workload` does not hold up the grade. */
  readonly gaps: readonly Gap[];
  /** Null until the poll is closed, and while `isBlind`. */
  readonly score: {
    readonly total: Exact | null;
    readonly computed: Grade | null;
    readonly caps: readonly {
      readonly id: string;
      readonly title: string;
      readonly atMost: Grade;
      readonly evidence: string;
      readonly confirmed: boolean | null;
      readonly reason: string;
    }[];
  } | null;
  /** Best to worst. */
  readonly grades: readonly Grade[];
  readonly state: ReviewState;
  /** Whether the judgement, and the rest, may be changed now. */
  readonly mayJudge: boolean;
  readonly mayEnter: boolean;
  /** The steps that stand. */
  readonly review: ReviewAnswer;
  readonly history: readonly ReviewLine[];
}

/** One line of the history: who, when, what. */
export interface ReviewLine {
  readonly sequence: number;
  readonly atUtc: string;
  readonly by: string;
  readonly second: string | null;
  /** The other installation where it was taken; null: here. */
  readonly origin: string | null;
  readonly act: ReviewAct;
}

/** Where a unit stands in the grade table: five stations with who and when. */
export interface ReviewAnswer {
  readonly state: ReviewState;
  readonly steps: readonly ReviewLine[];
  /** A grade that was moved, and the reason: from computed to proposed, from proposed to approved. */
  readonly moved: readonly {
    readonly step: "proposed" | "approved";
    readonly way: "up" | "down";
    readonly reason: string;
  }[];
}

/** `POST /rounds/:round/freeze` */
export interface FrozenAnswer {
  readonly frozen: number;
}

/** `POST /rounds/:round/assessments`: units taken over. */
export interface AssessmentsAnswer {
  readonly units: number;
}

/** `POST /rounds/:round/assessments/preview`: what an import would change; 422 as for the import. */
export type AssessmentsPreviewAnswer = readonly UnitChangesAnswer[];
