/**
 * What an instrument file (`surveys/<name>/definition.json`) says: an envelope of ours around plain SurveyJS JSON.
 *
 * `survey` is whatever SurveyJS Creator exports; `items` says what each question means to the tally.
 * A question that is not listed in `items` is collected and counted, but not scored.
 */

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** evaluation = 民主测评, questionnaire = 问卷, appraisal = 民主评议, scoresheet = 评委评分表 */
export type InstrumentKind = "evaluation" | "questionnaire" | "appraisal" | "scoresheet";

export type OptionValue = string | number | boolean;

/** `points` null = 不了解: an answer that leaves the base of every mean and is counted in its own column. */
export interface ScaleOption {
  readonly value: OptionValue;
  readonly text: string;
  readonly points: string | number | null;
}

export interface Scale {
  readonly options: readonly ScaleOption[];
}

/** A weighted section of the form ("一、政治思想建设", 25 %); its weight is shared equally by its items. */
export interface Part {
  readonly id: string;
  readonly title: string;
  /** Exact decimal or fraction, in whole or part percent of the form. */
  readonly weight: string | number;
}

/** leader = one copy of the question per leader of the roster, principal = per 正职 only */
export type Repeat = "leader" | "principal";

export interface Item {
  /** Name of a scale of this instrument; absent for text and for questions that are only counted. */
  readonly scale?: string;
  /** Part whose weight the item shares. */
  readonly part?: string;
  /** Own weight, when the item belongs to no part. No part and no weight: counted, not scored (不计分). */
  readonly weight?: string | number;
  readonly dimension?: Dimension;
  /** Codes of the label sets 三个聚焦 (f1–f3), 四个聚焦 (g1–g4), 三大问题 (b1–b3), and of the form's own ones. */
  readonly focus?: readonly string[];
  /** Multi-select: tag per option value (形式主义, 政治纪律 …). */
  readonly tags?: { readonly [optionValue: string]: string };
  /** Multi-select: dimension of single options, where it is not the question's. */
  readonly dimensions?: { readonly [optionValue: string]: Dimension };
  /** Multi-select: option values that exclude all others, with their meaning. */
  readonly exclusive?: { readonly none?: string; readonly unknown?: string };
  readonly repeat?: Repeat;
  /** Part of the form only when the round asks for it (选用). */
  readonly optional?: boolean;
  /** Left out of a round that also uses an instrument of this kind (q20 beside 民主评议). */
  readonly omitBeside?: InstrumentKind;
}

/** 优秀 ≤ 30 %: of the places these items have on one ballot, at most `percent` may get one of `options`. */
export interface Quota {
  /** What is limited, as people call it: 优秀. */
  readonly title: string;
  /** Choices with these options; an item that repeats has a place per leader, a matrix one per row. */
  readonly items: readonly string[];
  readonly options: readonly OptionValue[];
  /** Rounded down to whole places. */
  readonly percent: string | number;
  /** Allowed in any case, for units with few leaders; 0 when absent. */
  readonly atLeast?: number;
}

/** A label set of an office's own, with its words: whoever has the form has them. */
export interface LabelSet {
  /** One letter, with which its codes begin; not f, g, b. */
  readonly id: string;
  readonly title: string;
  readonly labels: readonly { readonly code: string; readonly title: string }[];
}

export type Dimension = "discipline" | "leading" | "duties" | "style" | "life" | "staffing";

/** How the form's one score is made of its items. @source domain.md §4, forms.zh.md */
export type FormScoring =
  | { readonly rule: "none" }
  /** Σ w·score ÷ Σ w over the items that have a score. */
  | { readonly rule: "items" }
  /** Mean of all 正职 and mean of the others, combined by these weights; without 正职 the others count 100 %. */
  | { readonly rule: "leaders"; readonly principal: string | number; readonly others: string | number }
  /** positive × weighted item mean + problems × (100 − 问题反映率), the rate averaged over `problemItems`. */
  | {
      readonly rule: "questionnaire";
      readonly positive: string | number;
      readonly problems: string | number;
      readonly problemItems: readonly string[];
    };

/** Points of a 评分表 that no judge gives: the score of a form, converted (群众满意度). */
export interface Converted {
  readonly title: string;
  readonly points: number;
  /** The form whose score of 100 it is. */
  readonly instrument: string;
}

export interface Instrument {
  readonly formatVersion: 1;
  readonly id: string;
  readonly version: string;
  readonly kind: InstrumentKind;
  readonly title: string;
  /** Short name for table heads and the phone's progress line ("领导班子表"). */
  readonly shortTitle: string;
  /** 导语 shown above the first question; variables allowed. */
  readonly introduction: string;
  /** Shown on the landing page ("约 2 分钟"). For forms that repeat per leader: per leader. */
  readonly minutes: number;
  /** false for score sheets that are signed in and named, and say so. */
  readonly anonymous: boolean;
  readonly scales: { readonly [name: string]: Scale };
  readonly parts: readonly Part[];
  readonly items: { readonly [question: string]: Item };
  readonly scoring: FormScoring;
  readonly quotas?: readonly Quota[];
  readonly labelSets?: readonly LabelSet[];
  /** Only of a scoresheet. */
  readonly converted?: Converted;
  readonly survey: JsonObject;
}
