import type { TwoPeople } from "../../../server/http/office/answers.ts";
import type { TemplatesAnswer } from "../../../server/http/office/answers-exchange.ts";
import type { ParcelMadeAnswer } from "../../../server/http/office/answers-parcels.ts";
import { act, at, read } from "../api.ts";

export const templatesKey = ["templates"] as const;

export interface TemplateChoice {
  readonly title: string;
  /** Fingerprints. */
  readonly to: readonly string[];
  readonly forms: readonly { readonly instrument: string; readonly version: string }[];
  readonly schemes: readonly string[];
}

export const exchangeApi = {
  templates: () => read<TemplatesAnswer>("/templates"),
  makeTemplate: (template: TemplateChoice, people: TwoPeople) =>
    act<ParcelMadeAnswer>("POST", "/templates", { ...template, ...people }),
};

export const templateAddress = (parcel: string): string => `/api/office/templates/${at(parcel)}`;
