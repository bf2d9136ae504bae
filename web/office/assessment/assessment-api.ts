/** Calls about judgement, facts, limits and the review of grades. */
import type {
  AssessmentAnswer,
  AssessmentBody,
  AssessmentsAnswer,
  AssessmentsPreviewAnswer,
  FrozenAnswer,
} from "../../../server/http/office/answers-review.ts";
import type { TwoPeople } from "../../../server/http/office/answers.ts";
import type { Grade } from "../../../server/core/scoring/scheme.ts";
import { act, at, read } from "../api.ts";

export type Step =
  | { readonly step: "judged" }
  | { readonly step: "proposed"; readonly grade: Grade; readonly reason: string }
  | { readonly step: "reviewed"; readonly opinion: string }
  | { readonly step: "returned"; readonly reason: string }
  | { readonly step: "approved"; readonly grade: Grade; readonly meeting: string; readonly reason: string };

const of = (round: string, unit: string): string => `/rounds/${at(round)}/units/${at(unit)}`;

export const assessmentTemplateAddress = (round: string): string =>
  `/api/office/rounds/${at(round)}/assessments-template.xlsx`;

export const recountSheetAddress = (poll: string, sequence: number, format: string): string =>
  `/api/office/polls/${at(poll)}/documents/recount.${sequence}.${format}`;

export const assessmentApi = {
  read: (round: string, unit: string) => read<AssessmentAnswer>(`${of(round, unit)}/assessment`),
  save: (round: string, unit: string, body: AssessmentBody, basedOn: string) =>
    act<AssessmentAnswer>("PUT", `${of(round, unit)}/assessment`, { ...body, basedOn }),
  decideCap: (
    round: string,
    unit: string,
    cap: string,
    decision: { readonly confirmed: boolean; readonly reason: string; readonly basedOn: string },
  ) => act<AssessmentAnswer>("PUT", `${of(round, unit)}/caps/${at(cap)}`, decision),
  take: (round: string, unit: string, step: Step) =>
    act<AssessmentAnswer>("POST", `${of(round, unit)}/review`, step),
  reopen: (round: string, unit: string, reason: string, people: TwoPeople) =>
    act<AssessmentAnswer>("POST", `${of(round, unit)}/reopen`, { reason, ...people }),
  importAll: (round: string, file: File) =>
    act<AssessmentsAnswer>("POST", `/rounds/${at(round)}/assessments`, file),
  previewAll: (round: string, file: File) =>
    act<AssessmentsPreviewAnswer>("POST", `/rounds/${at(round)}/assessments/preview`, file),
  recount: (round: string, unit: string) => act<AssessmentAnswer>("POST", `${of(round, unit)}/recount`),
  freeze: (round: string, people: TwoPeople) =>
    act<FrozenAnswer>("POST", `/rounds/${at(round)}/freeze`, people),
};
