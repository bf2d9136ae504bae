/** Calls for the meeting itself. */
import type { RollSheetTyped } from "../../../server/core/results/roll-sheet.ts";
import type { PollStateAnswer, TwoPeople } from "../../../server/http/office/answers.ts";
import type { RehearsalsAnswer, RollSheetAnswer } from "../../../server/http/office/answers-records.ts";
import { act, at, read, send } from "../api.ts";
import type { Withdrawal } from "../../../server/core/round/round.ts";

/** What two people do to a whole poll. */
export type PollAct = Withdrawal | "repeat";

export const onSiteApi = {
  exchange: (poll: string, ticket: string, batch: string | null, people: TwoPeople) =>
    send("POST", `/polls/${at(poll)}/exchange`, { ticket, ...(batch && { batch }), ...people }),
  rollSheet: (poll: string) => read<RollSheetAnswer>(`/polls/${at(poll)}/roll-sheet`),
  saveRollSheet: (poll: string, typed: RollSheetTyped, people: TwoPeople) =>
    act<RollSheetAnswer>("PUT", `/polls/${at(poll)}/roll-sheet`, { ...typed, ...people }),
  screen: (poll: string) => read<{ readonly path: string }>(`/polls/${at(poll)}/screen`),
  extend: (poll: string, openUntil: string) =>
    act<PollStateAnswer>("POST", `/polls/${at(poll)}/extend`, { openUntil }),
  actOn: (poll: string, way: PollAct, request: TwoPeople & { readonly reason?: string }) =>
    act<PollStateAnswer>("POST", `/polls/${at(poll)}/${way}`, request),
  rehearsals: (round: string) => read<RehearsalsAnswer>(`/rounds/${at(round)}/rehearsals`),
  rehearse: (round: string, unit: string) =>
    act<PollStateAnswer>("POST", `/rounds/${at(round)}/rehearsals`, { unit }),
  wipe: async (poll: string) => void (await send("DELETE", `/polls/${at(poll)}/rehearsal`)),
};

export const rollSheetAddress = (poll: string): string => `/api/office/polls/${at(poll)}/roll-sheet.html`;
/** What there is of an open link: `qr.svg`, `screen.html`, `poster.pdf?size=…` */
export const linkAddress = (poll: string, link: string, file: string): string =>
  `/api/office/polls/${at(poll)}/links/${at(link)}/${file}`;
