/** 归档, and trying other points and lines on an archived round. */
import type { ArchivedAnswer, TrialAnswer } from "../../../server/http/office/answers-trial.ts";
import type { TwoPeople } from "../../../server/http/office/answers.ts";
import { act, at } from "../api.ts";

/** Numbers as they were typed. */
export interface Choice {
  readonly points: { readonly [part: string]: string };
  readonly from: { readonly [grade: string]: string };
}

export const trialApi = {
  archive: (round: string, people: TwoPeople) =>
    act<ArchivedAnswer>("POST", `/rounds/${at(round)}/archive`, people),
  attempt: (round: string, choice: Choice) => act<TrialAnswer>("POST", `/rounds/${at(round)}/trials`, choice),
};
