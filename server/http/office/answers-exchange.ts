/** The JSON answers about what passes between a city and its counties. */
import type { Change } from "../../core/definition/edit/changes.ts";

export interface NamedDefinition {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  /** SHA-256, hex. */
  readonly digest: string;
}

export interface DifferenceLine {
  readonly kind: "form" | "scheme";
  readonly id: string;
  readonly title: string;
  /** Versions; null: not there. */
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
