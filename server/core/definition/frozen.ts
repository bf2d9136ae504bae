/**
 * A frozen form: an instrument as one unit's people see it. Variables are filled in, questions that repeat are
 * expanded over the unit's leaders, optional questions decided. It is made once, at `seal`, and named by its digest.
 */
import type { Dimension, FormScoring, InstrumentKind, JsonObject, OptionValue } from "./instrument.ts";

/** One place of the positional answer array of a ballot, in the order of the form. */
export type Leaf = ChoiceLeaf | MultiLeaf | NumberLeaf | BooleanLeaf | TextLeaf | ListLeaf;

interface LeafBase {
  /** Unique in the form: `question`, `question/row`, `question/row/column`, or `question#comment`. */
  readonly id: string;
  readonly question: string;
  /** What a person saw above it, for refusals and tables. */
  readonly title: string;
}

/** radiogroup, dropdown, rating, matrix row, single cell of a matrixdropdown: index of the option. */
export interface ChoiceLeaf extends LeafBase {
  readonly kind: "choice";
  readonly options: readonly LeafOption[];
}

/** checkbox: ascending indices of the options. */
export interface MultiLeaf extends LeafBase {
  readonly kind: "multi";
  readonly options: readonly LeafOption[];
  /** Indices of 没有发现 and 不了解, when the question has them. */
  readonly none: number | null;
  readonly unknown: number | null;
}

export interface NumberLeaf extends LeafBase {
  readonly kind: "number";
}

export interface BooleanLeaf extends LeafBase {
  readonly kind: "boolean";
}

/** text, comment: `true` in the array, the content in `texts`. */
export interface TextLeaf extends LeafBase {
  readonly kind: "text";
}

/**
 * matrixdynamic, paneldynamic: the rows as checked JSON, in each row one entry per column, written texts as `true`.
 * What is counted of them are the rows here, and per column a leaf of its own: the options that occur in any row.
 */
export interface ListLeaf extends LeafBase {
  readonly kind: "list";
  /** Ids of the columns, in the order of the entries of a row. */
  readonly columns: readonly string[];
}

export interface LeafOption {
  readonly value: OptionValue;
  readonly text: string;
  /** Exact decimal or fraction in points; null = 不了解 or a question without a scale. */
  readonly points: string | null;
  /** true for the option that leaves the base (不了解). */
  readonly dontKnow: boolean;
  readonly tag?: string;
  /** Where it is not the question's. */
  readonly dimension?: Dimension;
}

/** The leader a repeated item is about; `position` is the 班子排序, from 1. */
export interface LeaderRef {
  readonly position: number;
  readonly name: string;
  readonly post: string;
  readonly isPrincipal: boolean;
}

/** What one leaf means to scoring; `weight` is an exact ratio text, null = counted, not scored. */
export interface FrozenItem {
  readonly leaf: string;
  readonly part: string | null;
  readonly weight: string | null;
  readonly dimension: Dimension | null;
  readonly focus: readonly string[];
  /** The item of the instrument it comes from (t01, m00 …). */
  readonly item: string;
  readonly leader: number | null;
}

/** One ballot's answer to one leaf. */
export type Answer = null | boolean | number | readonly number[] | readonly ListRow[];

/** One row of a list, an entry per column. */
export type ListRow = readonly (null | boolean | number | readonly number[])[];

export interface FrozenPart {
  readonly id: string;
  readonly title: string;
  readonly weight: string;
}

/** At most `max` of these leaves may get one of these options on one ballot. */
export interface FrozenQuota {
  readonly title: string;
  readonly leaves: readonly string[];
  readonly options: readonly OptionValue[];
  readonly max: number;
}

export interface FrozenForm {
  readonly formatVersion: 1;
  readonly instrument: string;
  readonly version: string;
  readonly kind: InstrumentKind;
  readonly title: string;
  readonly shortTitle: string;
  readonly introduction: string;
  readonly minutes: number;
  readonly anonymous: boolean;
  readonly parts: readonly FrozenPart[];
  readonly leaders: readonly LeaderRef[];
  readonly leaves: readonly Leaf[];
  readonly items: readonly FrozenItem[];
  readonly scoring: FormScoring;
  /** Absent when nothing is limited. */
  readonly quotas?: readonly FrozenQuota[];
  /** Pure SurveyJS JSON as the phone renders it. */
  readonly survey: JsonObject;
}
