import type { TwoPeople } from "../../../server/http/office/answers.ts";
import type {
  CountyResultsAnswer,
  ResultsMadeAnswer,
  TemplatesAnswer,
} from "../../../server/http/office/answers-exchange.ts";
import type { ParcelMadeAnswer } from "../../../server/http/office/answers-parcels.ts";
import { act, at, read } from "../api.ts";

export const templatesKey = ["templates"] as const;
export const countyResultsKey = (unitType: string) => ["county-results", unitType] as const;
export const resultsMadeKey = (round: string) => ["results-made", round] as const;

export interface TemplateChoice {
  readonly title: string;
  /** Fingerprints. */
  readonly to: readonly string[];
  readonly forms: readonly { readonly instrument: string; readonly version: string }[];
  readonly schemes: readonly string[];
}

/** "" = all. */
const typed = (unitType: string): string => (unitType === "" ? "" : `?type=${at(unitType)}`);

export const exchangeApi = {
  templates: () => read<TemplatesAnswer>("/templates"),
  makeTemplate: (template: TemplateChoice, people: TwoPeople) =>
    act<ParcelMadeAnswer>("POST", "/templates", { ...template, ...people }),
  countyResults: (unitType: string) => read<CountyResultsAnswer>(`/county-results${typed(unitType)}`),
  resultsMade: (round: string) => read<ResultsMadeAnswer>(`/rounds/${at(round)}/results-made`),
  makeResult: (round: string, to: string, people: TwoPeople) =>
    act<ParcelMadeAnswer>("POST", `/rounds/${at(round)}/results-made`, { to, ...people }),
};

export const templateAddress = (parcel: string): string => `/api/office/templates/${at(parcel)}`;

export const resultAddress = (round: string, parcel: string): string =>
  `/api/office/rounds/${at(round)}/results-made/${at(parcel)}`;

export const countyFileAddress = (format: string, unitType: string): string =>
  `/api/office/county-results/county-table.${format}${typed(unitType)}`;
