/** The JSON answers about what passes between a city and its counties. */
import type { Dimension } from "../../core/definition/instrument.ts";
import type { Grade } from "../../core/scoring/scheme.ts";
import type { Change } from "../../core/definition/edit/changes.ts";

export interface NamedDefinition {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  /** SHA-256, hex. */
  readonly digest: string;
}

export interface DifferenceLine {
  readonly kind: "form" | "scheme" | "labels";
  readonly id: string;
  readonly title: string;
  /** Versions, of a label set its labels; null: not there. */
  readonly before: string | null;
  readonly after: string | null;
  /** What differs inside a form that both have. */
  readonly changes: readonly Change[];
}

export interface TemplateLine {
  readonly id: string;
  readonly title: string;
  readonly edition: number;
  readonly atUtc: string;
  readonly isIncoming: boolean;
  /** Who gave it out, as this office calls it; null: this installation, or one that is not on the list any more. */
  readonly issuer: string | null;
  readonly isInForce: boolean;
  /** Of one that was made here: the counties, as this office calls them. */
  readonly to: readonly string[];
  readonly forms: readonly NamedDefinition[];
  readonly schemes: readonly NamedDefinition[];
  /** Own ones that its forms carry. */
  readonly labelSets: readonly {
    readonly id: string;
    readonly title: string;
    readonly labels: readonly string[];
  }[];
  /** From the edition before it; null: it is the first. */
  readonly sinceEarlier: readonly DifferenceLine[] | null;
  /** What the library here has beside it, while it is in force here. */
  readonly here: {
    readonly added: readonly DifferenceLine[];
    readonly changed: readonly DifferenceLine[];
  } | null;
}

/** `GET /templates` */
export interface TemplatesAnswer {
  /** Newest first. */
  readonly templates: readonly TemplateLine[];
  /** Installations that one can be made for. */
  readonly trusted: readonly { readonly fingerprint: string; readonly name: string }[];
  /** What one can be made of: the newest version of each form, every scheme. */
  readonly library: {
    readonly forms: readonly NamedDefinition[];
    readonly schemes: readonly NamedDefinition[];
  };
}

export interface HandedInLine {
  readonly id: string;
  readonly round: string;
  readonly edition: number;
  readonly atUtc: string;
  readonly units: number;
  /** Latest edition of the city's template that has what the round was frozen with; null: none has. */
  readonly templateEdition: number | null;
  /** Where none has: titles of forms and scheme that are not those of the latest. */
  readonly differs: readonly string[];
  /** Another county has handed in the same round, and it is counted under that one; null: it is counted here. */
  readonly countedOf: string | null;
}

export interface CombinedLine {
  readonly county: string;
  readonly round: string;
  readonly unit: string;
  readonly unitType: string;
  readonly eligible: number;
  /** Null: withheld, or no result. */
  readonly valid: number | null;
  /** Of each part of the scheme, two decimals. */
  readonly parts: readonly (string | null)[];
  /** 扣分 less 加分. */
  readonly deducted: string | null;
  readonly total: string | null;
  readonly approved: Grade | null;
  /** One decimal; those that have a score. */
  readonly dimensions: readonly { readonly dimension: Dimension; readonly score: string }[];
  readonly note: string;
}

/** `GET /county-results` */
export interface CountyResultsAnswer {
  readonly template: { readonly title: string; readonly edition: number } | null;
  readonly counties: readonly {
    readonly name: string;
    readonly hasHandedIn: boolean;
    readonly results: readonly HandedInLine[];
  }[];
  readonly unitTypes: readonly string[];
  /** One of each scheme. */
  readonly tables: readonly {
    readonly scheme: { readonly title: string; readonly version: string; readonly digest: string };
    readonly parts: readonly { readonly title: string; readonly points: string }[];
    readonly rows: readonly CombinedLine[];
    /** One of each county, then of all (null). */
    readonly means: readonly {
      readonly county: string | null;
      readonly total: string | null;
      readonly scored: number;
      readonly units: number;
    }[];
  }[];
}

/** `GET /rounds/:round/results-made`, newest first. */
export interface ResultsMadeAnswer {
  readonly made: readonly {
    readonly id: string;
    readonly edition: number;
    readonly atUtc: string;
    /** The city, as this office calls it. */
    readonly to: string;
  }[];
  /** Offices above this one: nobody else is given a result. */
  readonly cities: readonly { readonly fingerprint: string; readonly name: string }[];
}
