/** Answers of `/library`: the forms of `surveys/` and those the office made. */
import type { FrozenForm } from "../../core/definition/frozen.ts";
import type { InstrumentKind, LabelSet } from "../../core/definition/instrument.ts";

/** One version of a form. */
export interface LibraryLine {
  readonly id: string;
  readonly version: string;
  readonly kind: InstrumentKind;
  readonly title: string;
  readonly shortTitle: string;
  /** Of its own, besides 三个聚焦, 四个聚焦, 三大问题. */
  readonly labelSets: readonly LabelSet[];
  /** SHA-256 over the canonical JSON of the definition, hex. */
  readonly digest: string;
  /** Null for a form of `surveys/`. */
  readonly made: { readonly atUtc: string; readonly by: string } | null;
  /** Only sealed rounds still carry it, after an update replaced it; no further round can choose it. */
  readonly isFormer: boolean;
  /** Rounds that use this version; a sealed one carries its own copy. */
  readonly uses: readonly { readonly round: string; readonly title: string; readonly isSealed: boolean }[];
}

/** `GET /library`: the versions of a form beside each other: former ones, that of `surveys/`, then as they were made. */
export type LibraryAnswer = readonly LibraryLine[];

/** `GET /library/:form/:version`, `POST /library` */
export interface LibraryFormAnswer extends LibraryLine {
  /** JSON text of the definition. */
  readonly definition: string;
  /** As people would see it in a sample unit with three leaders. */
  readonly preview: FrozenForm;
}

/** `line` and `column` count from 1; null where the place is not one of the text. */
export interface PlacedFault {
  readonly path: string;
  readonly sentence: string;
  readonly line: number | null;
  readonly column: number | null;
}

/** `POST /library/check`: 200 whether there are faults or not; they are what was asked for. */
export interface FormCheckAnswer {
  readonly faults: readonly PlacedFault[];
  readonly warnings: readonly PlacedFault[];
  /** Null with faults. */
  readonly checked: {
    /** The text itself; for plain SurveyJS JSON the envelope around it. */
    readonly definition: string;
    readonly preview: FrozenForm;
  } | null;
}
