/** Questions of a form in our own words: what a person may answer, whatever the SurveyJS type is called. */
import type { OptionValue } from "./instrument.ts";

export interface Option {
  readonly value: OptionValue;
  readonly text: string;
  /** Cannot be combined with others (checkbox only). */
  readonly isExclusive: boolean;
  /** 其他 …: needs a comment. */
  readonly isOther: boolean;
  /** Shown only when this holds; `{item}` in it is the option's own value. */
  readonly visibleIf?: string;
}

/** One place where one answer goes. */
export type Cell = ChoiceCell | MultiCell | NumberCell | BooleanCell | TextCell;

export interface ChoiceCell {
  readonly kind: "choice";
  readonly options: readonly Option[];
}

export interface MultiCell {
  readonly kind: "multi";
  readonly options: readonly Option[];
  /** Least and most number of ticks; 0 = no bound. An option that excludes others alone satisfies the least. */
  readonly min: number;
  readonly max: number;
}

export interface NumberCell {
  readonly kind: "number";
  readonly min: number | null;
  readonly max: number | null;
  readonly step: number | null;
  /** Steps are counted from here; null = from 0, as an input field counts them. */
  readonly base: number | null;
}

export interface BooleanCell {
  readonly kind: "boolean";
  readonly yes: OptionValue;
  readonly no: OptionValue;
}

export type TextFormat = "free" | "email" | "date" | "datetime-local" | "time" | "month" | "week";

export interface TextCell {
  readonly kind: "text";
  /** In code points. */
  readonly lengthMax: number;
  readonly format: TextFormat;
  /** Earliest and latest, as written in the form; dates and times only. */
  readonly min: string | null;
  readonly max: string | null;
}

export type Validator =
  | { readonly kind: "regex"; readonly pattern: string; readonly ignoreCase: boolean }
  | { readonly kind: "length"; readonly min: number; readonly max: number; readonly allowDigits: boolean }
  | { readonly kind: "count"; readonly min: number; readonly max: number }
  | { readonly kind: "email" };

export interface Named {
  readonly id: string;
  readonly title: string;
}

export interface Column extends Named {
  readonly cell: Cell;
  readonly isRequired: boolean;
  readonly isUnique: boolean;
  readonly validators: readonly Validator[];
}

export interface Comment {
  readonly title: string;
  /** other: only together with 其他, and then it must be written; always: an optional field of its own. */
  readonly when: "other" | "always";
  readonly lengthMax: number;
}

interface QuestionBase {
  readonly name: string;
  readonly title: string;
  /** `visibleIf` of the question and of everything around it. */
  readonly conditions: readonly string[];
  /** `visible: false` on the question or around it: never shown, never answered. */
  readonly isHidden: boolean;
  readonly isRequired: boolean;
  readonly requiredIf: string | null;
  readonly validators: readonly Validator[];
  readonly comment: Comment | null;
}

export interface SingleQuestion extends QuestionBase {
  readonly shape: "single";
  readonly cell: Cell;
}

/** matrix: the same cell for every row. */
export interface RowsQuestion extends QuestionBase {
  readonly shape: "rows";
  readonly rows: readonly Named[];
  readonly cell: Cell;
  readonly eachRowRequired: boolean;
  readonly eachRowUnique: boolean;
}

/** matrixdropdown: rows × columns. */
export interface GridQuestion extends QuestionBase {
  readonly shape: "grid";
  readonly rows: readonly Named[];
  readonly columns: readonly Column[];
}

/** multipletext: several fields under one title. */
export interface FieldsQuestion extends QuestionBase {
  readonly shape: "fields";
  readonly fields: readonly Column[];
}

/** ranking: the options in the order a person gives them. */
export interface RankingQuestion extends QuestionBase {
  readonly shape: "ranking";
  readonly options: readonly Option[];
  /** Only those that matter are ranked, at least `min` and at most `max` of them (0 = no bound). */
  readonly isPartial: boolean;
  readonly min: number;
  readonly max: number;
}

/** slider with two handles: from … to. */
export interface SpanQuestion extends QuestionBase {
  readonly shape: "span";
  readonly cell: NumberCell;
  readonly lengthMin: number | null;
  readonly lengthMax: number | null;
}

/** matrixdynamic, paneldynamic: as many rows as a person adds, each with the same cells. */
export interface ListQuestion extends QuestionBase {
  readonly shape: "list";
  readonly columns: readonly Column[];
  readonly rowsMin: number;
  readonly rowsMax: number;
  /** Of a required one at least `rowsMin` rows must hold something; panels may be blank. */
  readonly countsFilled: boolean;
  /** Rows that nobody can take out; blank, their required cells are still required. */
  readonly rowsAlways: number;
  /** Id of the column whose answers must differ from row to row. */
  readonly key: string | null;
}

/** expression: shown and computed on both sides, not collected. A calculated value is one that is not shown. */
export interface ComputedQuestion extends QuestionBase {
  readonly shape: "computed";
  readonly expression: string;
  readonly isShown: boolean;
}

export type Question =
  | SingleQuestion
  | RowsQuestion
  | GridQuestion
  | FieldsQuestion
  | RankingQuestion
  | SpanQuestion
  | ListQuestion
  | ComputedQuestion;

/** Longest text where the form says nothing, in code points. */
export const TEXT_LENGTH_MAX = 2000;
export const COMMENT_LENGTH_MAX = 500;
/** Most rows of a list that a person adds to. */
export const ROWS_MAX = 20;
