/** The JSON answers about closed polls: `GET /polls/:poll/results` and `GET /rounds/:round/grades`. */
import type { LeaderRef } from "../../core/definition/frozen.ts";
import type { Dimension, FormScoring, OptionValue } from "../../core/definition/instrument.ts";
import type { Issued } from "../../core/results/form-sheets.ts";
import type { TextsByLink } from "../../core/release/release-texts.ts";
import type { Thresholds } from "../../core/round/round.ts";
import type { CategoryId } from "../../core/roster/unit.ts";
import type { Grade, IndicatorSource } from "../../core/scoring/scheme.ts";
import type { FirmnessVerdict } from "../../core/scoring/firmness/firmness.ts";
import type { LeftOut, ScoreNote } from "../../core/scoring/unit-score.ts";
import type { Source } from "../../core/tally/tally.ts";
import type { Exact } from "./answers.ts";
import type { SignalAnswer } from "./answers-signals.ts";
import type { ReviewAnswer } from "./answers-review.ts";
import type { Withdrawal } from "../../core/round/round.ts";

/** `GET /polls/:poll/results`; 409 `poll.results-while-open` before the poll is closed. */
export interface ResultsAnswer {
  readonly poll: string;
  readonly round: { readonly id: string; readonly title: string };
  readonly unit: {
    readonly id: string;
    readonly name: string;
    readonly unitType: string;
    readonly group: string;
  };
  readonly thresholds: Thresholds;
  /** 应参加: the unit's own people. */
  readonly eligible: number;
  /** 收回: the unit's people who have surely handed in a form, outside raters apart; exact after close at every level. */
  readonly returned: number;
  /** returned ÷ eligible in percent, one decimal; null when nobody of the unit fills a form. */
  readonly participation: Exact | null;
  /** When the office closed it, ISO 8601 UTC. */
  readonly closedAtUtc: string;
  /** SHA-256 of the closed file, hex. */
  readonly digest: string;
  readonly forms: readonly (FormAnswer & SheetsAnswer)[];
  /** The six radar dimensions over all forms with tables; a dimension without a scored item has no score. */
  readonly dimensions: readonly {
    readonly dimension: Dimension;
    readonly score: Exact | null;
    readonly items: number;
    /** Forms of the unit's own people that ask about it: with such a form and without a score it is withheld. */
    readonly askedBy: readonly string[];
  }[];
  /** Every label of 三个聚焦, 四个聚焦, 三大问题 and of the forms' own sets, reckoned as a dimension is. */
  readonly focus: readonly {
    readonly set: string;
    readonly code: string;
    readonly title: string;
    readonly score: Exact | null;
    readonly items: number;
  }[];
  readonly score: ScoreAnswer;
  /** 建议进一步了解的方面; empty for viewers. */
  readonly signals: readonly SignalAnswer[];
  /** Mean of the printed scores of the released units of the round (R10); null when the account may not see it. */
  readonly roundMean: { readonly printed: string; readonly units: number } | null;
}

/** Whose form it is, whether its rule makes a score of it, its numbers of people and sheets. */
export interface SheetsAnswer {
  readonly raters: "own" | "outside";
  readonly isScored: boolean;
  /** 应参加 of the form; null for a form of outside raters. */
  readonly eligible: number | null;
  /** 发出, tickets and paper; not-typed = there is no 登记表 yet, no-bag = an open link. */
  readonly issued: Issued;
  /** 参评率 and 回收率 of the form in percent, one decimal; null without 应参加 or 发出. */
  readonly participation: Exact | null;
  readonly recovery: Exact | null;
}

interface FormBase {
  readonly instrument: string;
  readonly version: string;
  readonly digest: string;
  readonly title: string;
  readonly shortTitle: string;
  readonly ballots: number;
  /** Names of outside categories with too few ballots: counted nowhere. */
  readonly excluded: readonly string[];
}

/** A released form. Levels below `tables` carry no counts at all. */
export type FormAnswer =
  | (FormBase & { readonly level: "none"; readonly score: null })
  | (FormBase & {
      readonly level: "score";
      readonly score: Exact | null;
      readonly blocks: readonly BlockAnswer[];
    })
  | (FormBase & TablesAnswer);

export interface TablesAnswer {
  readonly level: "tables";
  /** The rule by which the form's one score was made, from the frozen form. */
  readonly scoring: FormScoring;
  readonly score: Exact | null;
  readonly blocks: readonly BlockAnswer[];
  readonly bySource: { readonly [source in Source]?: number };
  readonly valid: number;
  readonly invalid: number;
  readonly parts: readonly {
    readonly id: string;
    readonly title: string;
    /** Exact ratio text in percent of the form. */
    readonly weight: string;
    readonly score: Exact | null;
  }[];
  readonly items: readonly ItemAnswer[];
  readonly multis: readonly MultiAnswer[];
  readonly counts: readonly {
    readonly leaf: string;
    readonly title: string;
    readonly values: { readonly [value: string]: number };
    readonly blank: number;
  }[];
  readonly leaders: readonly (LeaderRef & { readonly score: Exact | null })[];
  /** 问题反映率 in percent. */
  readonly problemRate: Exact | null;
}

/** 计票组 */
export interface BlockAnswer {
  readonly id: string;
  readonly name: string;
  readonly categories: readonly CategoryId[];
  /** Exact ratio text, in percent. */
  readonly weight: string;
  readonly ballots: number;
  readonly isOutside: boolean;
}

export interface OptionAnswer {
  readonly value: OptionValue;
  readonly text: string;
  readonly points: string | null;
  readonly dontKnow: boolean;
  readonly tag?: string;
  /** Of a single option, where it is not the question's. */
  readonly dimension?: Dimension;
}

export interface ItemAnswer {
  readonly leaf: string;
  readonly item: string;
  readonly title: string;
  readonly part: string | null;
  readonly weight: string | null;
  readonly dimension: Dimension | null;
  readonly focus: readonly string[];
  /** Position of the leader it is about. */
  readonly leader: number | null;
  readonly options: readonly OptionAnswer[];
  readonly score: Exact | null;
  readonly valid: number;
  readonly abstained: number;
  readonly dontKnow: number;
  readonly blank: number;
  /** Per option, 不了解 included; null when fewer than `floor` people rated it. */
  readonly counts: readonly number[] | null;
  readonly isPooled: boolean;
  readonly blocks: readonly {
    readonly block: string;
    readonly counts: readonly number[];
    readonly mean: Exact | null;
  }[];
}

export interface MultiAnswer {
  readonly leaf: string;
  readonly item: string;
  readonly title: string;
  readonly dimension: Dimension | null;
  readonly focus: readonly string[];
  readonly options: readonly OptionAnswer[];
  /** Index of 没有发现 and of 不了解. */
  readonly none: number | null;
  readonly unknown: number | null;
  readonly base: number;
  readonly counts: readonly number[] | null;
  readonly reported: number | null;
  readonly dontKnow: number;
  readonly blank: number;
}

/** The score of one unit with its derivation. Every number was rounded once, here. */
export interface ScoreAnswer {
  /** Out of 100; null without judgement and facts, or when the unit may not be scored. */
  readonly total: Exact | null;
  /** 测评问卷参考分, out of 100; null below the floor. */
  readonly opinion: Exact | null;
  /** 测算等次; null whenever `total` is. */
  readonly computed: Grade | null;
  /** 建议等次 and 审定等次; null until entered. */
  readonly proposed: Grade | null;
  readonly approved: Grade | null;
  /** true: this account reads total and grades once they are approved; until then `parts` has those of forms alone. */
  readonly awaitsApproval: boolean;
  readonly parts: readonly ScorePartAnswer[];
  readonly deductions: readonly { readonly points: string; readonly reason: string }[];
  readonly bonus: readonly { readonly points: string; readonly reason: string }[];
  readonly caps: readonly {
    readonly id: string;
    readonly title: string;
    readonly atMost: Grade;
    readonly confirmed: boolean | null;
    readonly reason: string;
  }[];
  readonly notes: readonly ScoreNote[];
  /** Null without a grade, or when no form could move it. */
  readonly firmness: FirmnessAnswer | null;
  /** Grades of the scheme, best to worst, with the least printed score of each. */
  readonly grades: readonly { readonly grade: Grade; readonly from: string }[];
}

/** 稳固 or 接近分界 */
export interface FirmnessAnswer {
  readonly verdict: FirmnessVerdict;
  /** Fewest ballots that would have to change to move the grade; the office alone, never printed. */
  readonly ballots: BallotsAnswer | null;
}

export type BallotsAnswer =
  | { readonly kind: "exact"; readonly ballots: number }
  | { readonly kind: "bound"; readonly atLeast: number }
  | { readonly kind: "never" };

export interface ScorePartAnswer {
  readonly id: string;
  readonly title: string;
  /** Points of the part in the scheme, exact decimal text. */
  readonly points: string;
  /** 0–100; null when it is not there (withheld or not entered). */
  readonly value: Exact | null;
  /** Points that go into the total. */
  readonly earned: Exact | null;
  /** The form whose one score it is; null for everything else. */
  readonly instrument: string | null;
  readonly missing: LeftOut | null;
  /** One line per dimension or kind of case; of a part of several indicators one line each. */
  readonly lines: readonly { readonly title: string; readonly value: string; readonly reason: string }[];
  readonly indicators: readonly IndicatorAnswer[];
}

/** 指标 with the lines it is made of. */
export interface IndicatorAnswer {
  readonly id: string;
  readonly title: string;
  readonly source: IndicatorSource["from"];
  readonly instrument: string | null;
  /** Percent of the part, exact ratio text. */
  readonly weight: string;
  readonly value: Exact | null;
  /** What it adds to the part. */
  readonly contribution: Exact | null;
  /** Numbers and signs only. */
  readonly formula: string;
  readonly missing: LeftOut | null;
  readonly lines: readonly {
    readonly title: string;
    /** `instrument#leaf`: its counts stand in `forms`. */
    readonly reference: string | null;
    readonly weight: string;
    readonly value: Exact | null;
    readonly contribution: Exact | null;
    readonly formula: string;
    readonly entered: string | null;
    readonly reason: string;
    readonly missing: LeftOut | null;
  }[];
}

/** `GET /rounds/:round/grades` */
export interface GradeTableAnswer {
  readonly round: { readonly id: string; readonly title: string };
  readonly scheme: { readonly title: string; readonly version: string; readonly digest: string };
  readonly parts: readonly { readonly id: string; readonly title: string; readonly points: string }[];
  /** Best to worst. */
  readonly grades: readonly { readonly grade: Grade; readonly from: string }[];
  /** By group, then unit type; never by score. */
  readonly rows: readonly GradeRow[];
  /** The round paragraph, [] for a group, and for a viewer until every grade is approved; a piece that is `missing` is a number nobody entered yet, printed as __. */
  readonly paragraph: readonly { readonly text: string; readonly missing: boolean }[];
}

export interface GradeRow {
  readonly unit: {
    readonly id: string;
    readonly name: string;
    readonly unitType: string;
    readonly group: string;
  };
  readonly poll: string | null;
  readonly eligible: number;
  /** 有效; null while the poll is open or withheld. */
  readonly valid: number | null;
  /** open = not closed yet, none = fewer ballots than the floor. */
  readonly level: "open" | "none" | "score" | "tables";
  /** The poll was voided or declared invalid: there is no result and will be none. */
  readonly withdrawn: Withdrawal | null;
  /** Per part of `parts`, as printed (0–100); null = not there. */
  readonly values: readonly (string | null)[];
  /** 扣分 less 加分 as printed, "" when none. */
  readonly deduction: string;
  readonly total: Exact | null;
  readonly opinion: Exact | null;
  readonly computed: Grade | null;
  readonly proposed: Grade | null;
  readonly approved: Grade | null;
  readonly notes: readonly ScoreNote[];
  /** true: this account reads total and grades once they are approved. */
  readonly awaitsApproval: boolean;
  /** The five stations with who and when; for a viewer none of them, only whether the grade is approved. */
  readonly review: ReviewAnswer;
  /** true: a group that has not confirmed its judgement yet sees no score of this unit. */
  readonly isBlind: boolean;
}

/** One form of `GET /rounds/:round/totals`: several units together, by the roll-up rules. */
export interface TotalAnswer {
  readonly instrument: string;
  readonly title: string;
  readonly shortTitle: string;
  readonly scoring: FormScoring;
  readonly units: number;
  readonly ballots: number;
  /** Units that are too small to be counted, and their ballots. */
  readonly leftOut: { readonly units: number; readonly ballots: number };
  /** Ballot-weighted mean of the units' printed scores. */
  readonly score: Exact | null;
  readonly blocks: readonly {
    readonly id: string;
    readonly name: string;
    readonly ballots: number;
    readonly weight: string;
  }[];
  /** `leftOut`: ballots of the total of which this item is not counted: too few of their units answered it. */
  readonly items: readonly (ItemAnswer & { readonly leftOut: number })[];
}

/** One form of `GET /polls/:poll/texts`. */
export interface TextsAnswer {
  readonly instrument: string;
  readonly title: string;
  /** Per question, in an order that says nothing; null below the threshold of tables. */
  readonly questions:
    | readonly { readonly leaf: string; readonly title: string; readonly texts: readonly string[] }[]
    | null;
  /** Whether some or all may have come by an open link, where nobody is checked. */
  readonly byLink: TextsByLink;
}

/** One form of `GET /polls/:poll/unit-copy`: scores from 10 ballots, tables without block columns from 30. */
export interface UnitCopyAnswer {
  readonly instrument: string;
  readonly title: string;
  readonly score: Exact | null;
  readonly tables: {
    readonly valid: number;
    readonly items: readonly ItemAnswer[];
    readonly multis: readonly MultiAnswer[];
    readonly leaders: TablesAnswer["leaders"];
  } | null;
}
