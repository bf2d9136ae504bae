/** Rows for the office's conformance suite. */
import type { RollSheetTyped } from "../core/results/roll-sheet.ts";
import type { FrozenForm } from "../core/definition/frozen.ts";
import { DEFAULT_THRESHOLDS, type PollState, type Round } from "../core/round/round.ts";
import type { Unit } from "../core/roster/unit.ts";
import type { Scheme } from "../core/scoring/scheme.ts";
import type { AccountRow, OfficeTransaction, PollRow, RoundRow, SessionRow } from "./office.ts";

export const round = (id: string): Round => ({
  id,
  title: "十五届县委第三轮巡察",
  authority: "县委",
  setUp: "onsite",
  period: "2023年以来",
  openUntil: "",
  contactPhone: "",
  thresholds: DEFAULT_THRESHOLDS,
  forms: [{ instrument: "team", categories: ["A", "B"], include: [] }],
  scheme: "political-ecology",
});

export const unit = (id: string, name = "县水利局党组"): Unit => ({
  id,
  name,
  parent: null,
  unitType: "党组",
  group: "县委第二巡察组",
  onRoll: 40,
  categories: [{ id: "A", name: "班子成员", weight: "20", eligible: 7, isOutside: false }],
  leaders: [{ name: "甲", post: "党组书记", since: "2021-03", isPrincipal: true }],
  eligibleBasis: "",
});

export const poll = (id: string, state: PollState = "draft"): PollRow => ({
  id,
  round: "r1",
  unit: "u1",
  state,
  plan: null,
  openedAtUtc: null,
  closingEndsAtUtc: null,
  closedAtUtc: null,
  closedDigest: null,
});

export const frozenRound = (id: string): RoundRow => ({
  round: round(id),
  frozen: {
    instruments: [],
    scheme: { digest: "d1", scheme: { formatVersion: 1, id: "political-ecology" } as Scheme },
    address: "http://192.168.8.1:8080",
  },
});

export const rollSheet: RollSheetTyped = {
  meeting: "",
  time: "",
  place: "",
  due: 45,
  present: 41,
  batches: [],
  note: "",
};

export const form = (title: string): FrozenForm =>
  ({ formatVersion: 1, instrument: "team", title }) as FrozenForm;

export const account = (id: string, name: string): AccountRow => ({
  id,
  name,
  role: "group",
  group: "县委第二巡察组",
  passwordHash: "$argon2id$…",
  mustChange: true,
});

export const session = (tokenHash: string, account: string, seenAtUtc: string): SessionRow => ({
  tokenHash,
  account,
  startedAtUtc: "2026-11-27T08:00:00.000Z",
  seenAtUtc,
});

export const line = (act: string): Parameters<OfficeTransaction["appendAudit"]>[0] => ({
  atUtc: "2026-11-27T08:00:00.000Z",
  who: "office",
  act,
  about: "p1",
  detail: '{"a":1}',
});
