/** What a 模板包 holds: forms, schemes and the words of the label sets that the forms' items carry. */
import { z } from "zod";
import { canonicalJson } from "../definition/canonical.ts";
import { FOCUS_NAMES, FOCUS_SETS } from "../definition/focus-names.ts";
import type { Instrument } from "../definition/instrument.ts";
import { DIMENSION_NAMES } from "../results/dimension-names.ts";
import type { Scheme } from "../scoring/scheme.ts";
import { utf8Bytes } from "../ticket/bytes.ts";
import type { Parcel } from "./parcel.ts";
import { readPart } from "./read-part.ts";

/** Definitions with their SHA-256 over canonical JSON, hex. */
export interface Definitions {
  readonly forms: readonly { readonly digest: string; readonly instrument: Instrument }[];
  readonly schemes: readonly { readonly digest: string; readonly scheme: Scheme }[];
}

/** Names by code; the codes stand in the forms. */
export type Labels = { readonly [set in "dimensions" | "focus" | "focusSets"]: { [code: string]: string } };

/** One version of each form and scheme. */
export interface TemplateContents extends Definitions {
  readonly labels: Labels;
}

/** The label sets of this release. */
export const OWN_LABELS: Labels = { dimensions: DIMENSION_NAMES, focus: FOCUS_NAMES, focusSets: FOCUS_SETS };

const FORMS_FILE = "forms.json";
const SCHEMES_FILE = "schemes.json";
const LABELS_FILE = "labels.json";

export const writeTemplate = ({
  forms,
  schemes,
  labels,
}: TemplateContents): ReadonlyMap<string, Uint8Array> =>
  new Map([
    [FORMS_FILE, utf8Bytes(canonicalJson(forms.map(({ digest, instrument }) => ({ digest, instrument }))))],
    [SCHEMES_FILE, utf8Bytes(canonicalJson(schemes.map(({ digest, scheme }) => ({ digest, scheme }))))],
    [LABELS_FILE, utf8Bytes(canonicalJson(labels))],
  ]);

const named = { id: z.string().min(1), version: z.string(), title: z.string() };
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const formsShape = z.array(z.strictObject({ digest, instrument: z.looseObject(named) })).max(200);
const schemesShape = z.array(z.strictObject({ digest, scheme: z.looseObject(named) })).max(200);
const names = z.record(z.string(), z.string());
const labelsShape = z.strictObject({ dimensions: names, focus: names, focusSets: names });

/** Only what could not be read at all is refused; definitions pass the checkers later. @throws Problem parcel.refused (damaged) */
export function readTemplate({ parts }: Pick<Parcel, "parts">): TemplateContents {
  const forms = readPart(parts, FORMS_FILE, formsShape);
  const schemes = readPart(parts, SCHEMES_FILE, schemesShape);
  return {
    forms: forms as unknown as TemplateContents["forms"],
    schemes: schemes as unknown as TemplateContents["schemes"],
    labels: readPart(parts, LABELS_FILE, labelsShape),
  };
}
