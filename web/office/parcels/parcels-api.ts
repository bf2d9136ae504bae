import type {
  ParcelMadeAnswer,
  ReturnsAnswer,
  TakenAnswer,
} from "../../../server/http/office/answers-parcels.ts";
import type { TwoPeople } from "../../../server/http/office/answers.ts";
import { act, at, read, send } from "../api.ts";
import { saveAnswer } from "../parts/save-file.ts";

export const parcelsKey = (round: string) => ["parcels", round] as const;

export interface TaskRequest {
  readonly group: string;
  /** Fingerprint of the installation that it is for. */
  readonly to: string;
  /** 交叉巡察: fingerprint of the other office. */
  readonly with?: string;
}

export interface MissingGroup {
  readonly group: string;
  readonly reason: string;
}

export const parcelsApi = {
  of: (round: string) => read<ReturnsAnswer>(`/rounds/${at(round)}/parcels`),
  take: (file: File) => act<TakenAnswer>("POST", "/parcels", file),
  make: (round: string, task: TaskRequest, people: TwoPeople) =>
    act<ParcelMadeAnswer>("POST", `/rounds/${at(round)}/parcels`, { ...task, ...people }),
  reissue: (round: string, task: TaskRequest & { readonly reason: string }, people: TwoPeople) =>
    act<ParcelMadeAnswer>("POST", `/rounds/${at(round)}/parcels/reissue`, { ...task, ...people }),
  holder: (
    round: string,
    { group, to: by, reason }: TaskRequest & { readonly reason: string },
    people: TwoPeople,
  ) => act<ReturnsAnswer>("POST", `/rounds/${at(round)}/parcels/holder`, { group, by, reason, ...people }),
  missing: (round: string, groups: readonly MissingGroup[], people: TwoPeople) =>
    act<ReturnsAnswer>("POST", `/rounds/${at(round)}/parcels/missing`, { groups, ...people }),
  authorise: async (round: string, group: string, people: TwoPeople) =>
    saveAnswer(await send("POST", `/rounds/${at(round)}/parcels/authorised`, { group, ...people })),
  seal: async (round: string, units: readonly string[], people: TwoPeople) =>
    saveAnswer(await send("POST", `/rounds/${at(round)}/parcels/sealed`, { units, ...people })),
};

export const parcelAddress = (round: string, parcel: string): string =>
  `/api/office/rounds/${at(round)}/parcels/${at(parcel)}`;
