import type { InstallationsAnswer } from "../../../server/http/office/answers-parcels.ts";
import type { TwoPeople } from "../../../server/http/office/answers.ts";
import { act, at, read } from "../api.ts";

export const installationsKey = ["installations"] as const;

export const installationsApi = {
  all: () => read<InstallationsAnswer>("/installations"),
  trust: (
    other: { readonly name: string; readonly fingerprint: string; readonly isCity: boolean },
    people: TwoPeople,
  ) => act<InstallationsAnswer>("POST", "/installations", { ...other, ...people }),
  setCity: (fingerprint: string, isCity: boolean, people: TwoPeople) =>
    act<InstallationsAnswer>("PUT", `/installations/${at(fingerprint)}/city`, { isCity, ...people }),
  revoke: (fingerprint: string, reason: string, people: TwoPeople) =>
    act<InstallationsAnswer>("DELETE", `/installations/${at(fingerprint)}`, { reason, ...people }),
};
