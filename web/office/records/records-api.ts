/** Calls about the office's own doings. */
import type {
  AccountMadeAnswer,
  AccountsAnswer,
  AuditAnswer,
  ProfileAnswer,
} from "../../../server/http/office/answers-records.ts";
import type { TwoPeople } from "../../../server/http/office/answers.ts";
import { act, at, read, send } from "../api.ts";

export interface NewAccount {
  readonly name: string;
  readonly role: AccountsAnswer[number]["role"];
  readonly group: string | null;
}

/** Absent or "" asks for nothing. */
export type AuditFilter = {
  readonly [part in "who" | "act" | "round" | "from" | "until" | "parcel"]?: string;
};

export const recordsApi = {
  audit: (before: number | null, filter: AuditFilter) =>
    read<AuditAnswer>(`/audit${queryOf({ ...filter, ...(before !== null && { before: String(before) }) })}`),
  accounts: () => read<AccountsAnswer>("/accounts"),
  profile: () => read<ProfileAnswer>("/profile"),
  switchProfile: (change: Partial<ProfileAnswer>, people: TwoPeople) =>
    act<ProfileAnswer>("PUT", "/profile", { ...change, ...people }),
  addAccount: (account: NewAccount, people: TwoPeople) =>
    act<AccountMadeAnswer>("POST", "/accounts", { ...account, ...people }),
  resetPassword: (account: string, people: TwoPeople) =>
    act<AccountMadeAnswer>("POST", `/accounts/${at(account)}/password`, people),
  resetCode: async (account: string, people: TwoPeople) =>
    void (await send("DELETE", `/accounts/${at(account)}/second-factor`, people)),
};

export const auditFileAddress = (filter: AuditFilter): string => `/api/office/audit.csv${queryOf(filter)}`;

function queryOf(parts: { readonly [name: string]: string | undefined }): string {
  const given = Object.entries(parts).flatMap(([name, value]) => (value ? [`${name}=${at(value)}`] : []));
  return given.length > 0 ? `?${given.join("&")}` : "";
}
