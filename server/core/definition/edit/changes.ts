/** What differs between two versions of a form, as facts; `web/text/form-changes.ts` says each in words. */
import type { Dimension } from "../instrument.ts";

export type TextPlace = "title" | "shortTitle" | "introduction";
export type SettingPlace = "kind" | "minutes" | "anonymous" | "scoring" | "converted" | "survey";

interface Question {
  readonly question: string;
  readonly title: string;
}

interface BeforeAfter {
  readonly before: string;
  readonly after: string;
}

/** Texts and numbers stand as they are printed; "" = there was or is none. */
export type Change =
  | ({ readonly change: "text"; readonly place: TextPlace } & BeforeAfter)
  | ({ readonly change: "setting"; readonly place: SettingPlace } & BeforeAfter)
  | { readonly change: "part-added" | "part-removed"; readonly part: string; readonly weight: string }
  | ({ readonly change: "part-title" } & BeforeAfter)
  | ({ readonly change: "part-weight"; readonly part: string } & BeforeAfter)
  | { readonly change: "parts-order" }
  | { readonly change: "scale-added" | "scale-removed"; readonly scale: string }
  | {
      readonly change: "scale-option-added" | "scale-option-removed";
      readonly scale: string;
      readonly option: string;
    }
  | ({ readonly change: "scale-option-text"; readonly scale: string } & BeforeAfter)
  | ({ readonly change: "scale-points"; readonly scale: string; readonly option: string } & BeforeAfter)
  | { readonly change: "scale-order"; readonly scale: string }
  | {
      readonly change: "labels-added" | "labels-removed";
      readonly set: string;
      readonly labels: readonly string[];
    }
  | ({ readonly change: "labels-title" } & BeforeAfter)
  | { readonly change: "label-added" | "label-removed"; readonly set: string; readonly label: string }
  | ({ readonly change: "label-text"; readonly set: string } & BeforeAfter)
  | { readonly change: "group-added" | "group-removed"; readonly group: string }
  | ({ readonly change: "group-title" } & BeforeAfter)
  | { readonly change: "group-other"; readonly group: string }
  | ({ readonly change: "question-added" | "question-removed" | "question-moved" } & Question)
  | ({ readonly change: "question-title" | "question-description"; readonly question: string } & BeforeAfter)
  | ({ readonly change: "question-group" } & Question & BeforeAfter)
  | ({ readonly change: "question-required"; readonly isRequired: boolean } & Question)
  | ({ readonly change: "question-type" } & Question & BeforeAfter)
  | ({ readonly change: "question-condition" } & Question & BeforeAfter)
  | ({ readonly change: "option-added" | "option-removed"; readonly option: string } & Question)
  | ({ readonly change: "option-text" } & Question & BeforeAfter)
  | ({ readonly change: "options-order" } & Question)
  | ({ readonly change: "question-other"; readonly properties: readonly string[] } & Question)
  | ({ readonly change: "item-part" | "item-scale" | "item-weight" } & Question & BeforeAfter)
  | ({
      readonly change: "item-dimension";
      readonly before: Dimension | null;
      readonly after: Dimension | null;
    } & Question)
  /** Codes of the shipped sets, words of the form's own. */
  | ({
      readonly change: "item-focus";
      readonly before: readonly string[];
      readonly after: readonly string[];
    } & Question)
  | ({ readonly change: "item-tag"; readonly option: string } & Question & BeforeAfter)
  | ({
      readonly change: "option-dimension";
      readonly option: string;
      readonly before: Dimension | null;
      readonly after: Dimension | null;
    } & Question)
  | ({ readonly change: "item-optional"; readonly isOptional: boolean } & Question)
  | ({ readonly change: "item-other"; readonly properties: readonly string[] } & Question)
  /** Order of items, spelling of numbers: nothing that people see or that is counted. */
  | { readonly change: "layout" };
