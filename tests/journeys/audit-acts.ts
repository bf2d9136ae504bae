/** Acts of the office over HTTP, each with the line it leaves, by noun and in an order in which each succeeds. */
import { expect } from "vitest";
import type { AuditDesk } from "./audit-desk.ts";

export interface Act {
  readonly method: string;
  readonly path: string;
  readonly body?: () => unknown;
  /** What stands on record afterwards, and about what. */
  readonly act: string;
  readonly about: () => string;
  readonly facts?: object;
  /** Roles that may do it, signed in and by themselves or with a second person. */
  readonly roles: readonly ("office" | "group")[];
}

const SETTINGS = {
  title: "十五届县委第四轮巡察",
  authority: "县委",
  setUp: "online",
  period: "近三年",
  openUntil: "",
  contactPhone: "",
  scheme: "political-ecology",
  forms: [{ instrument: "leadership-team", categories: ["A", "B", "C"], include: [] }],
};

const ROLL_SHEET = {
  meeting: "专题汇报会",
  time: "",
  place: "",
  due: 45,
  present: 40,
  batches: [],
  note: "",
};

export const roundActs = (desk: AuditDesk): readonly Act[] => [
  {
    method: "POST",
    path: "/rounds",
    body: () => SETTINGS,
    act: "round.created",
    about: () => desk.named.round,
    facts: {
      title: SETTINGS.title,
      before: null,
      after: expect.stringMatching(/^[0-9a-f]{64}$/),
      changes: expect.arrayContaining([
        { field: "title", from: null, to: SETTINGS.title },
        { field: "scheme", from: null, to: "被巡察党组织政治生态现实状况评估办法" },
        { field: "formCategories", of: "领导班子民主测评表", from: null, to: "A、B、C" },
      ]),
    },
    roles: ["office"],
  },
  {
    method: "PUT",
    path: "/rounds/:round/span",
    body: () => ({ from: "2026-09-01", to: "2026-10-31" }),
    act: "round.dated",
    about: () => desk.named.round,
    facts: {
      before: null,
      changes: [
        { field: "spanFrom", from: null, to: "2026-09-01" },
        { field: "spanTo", from: null, to: "2026-10-31" },
      ],
    },
    roles: ["office"],
  },
  {
    method: "POST",
    path: "/rounds/:round/roster",
    body: () => "单位名称,单位类型,巡察组,A类应参加,B类应参加,C类应参加\n甲局,县直,县委第一巡察组,5,10,30\n",
    act: "units.saved",
    about: () => desk.named.round,
    facts: {
      units: 1,
      after: expect.stringMatching(/^[0-9a-f]{64}$/),
      changes: [{ field: "unit", of: "甲局", from: null, to: 45 }],
    },
    roles: ["office"],
  },
  {
    method: "POST",
    path: "/rounds/:round/rehearsals",
    body: () => ({ unit: desk.named.unit }),
    act: "rehearsal.started",
    about: () => desk.named.rehearsal,
    facts: { unit: "甲局" },
    roles: ["office", "group"],
  },
  {
    method: "DELETE",
    path: "/polls/:rehearsal/rehearsal",
    act: "rehearsal.wiped",
    about: () => desk.named.rehearsal,
    facts: { unit: "甲局" },
    roles: ["office", "group"],
  },
  {
    method: "POST",
    path: "/rounds/:round/seal",
    body: desk.two,
    act: "round.sealed",
    about: () => desk.named.round,
    facts: { polls: 1, second: expect.stringContaining("审核人") },
    roles: ["office"],
  },
  {
    method: "POST",
    path: "/rounds/:round/exports",
    act: "documents.exported",
    about: () => desk.named.round,
    roles: ["office"],
  },
  {
    method: "DELETE",
    path: "/rounds/:round/exports/:export",
    act: "documents.removed",
    about: () => desk.named.round,
    roles: ["office"],
  },
];

export const accountActs = (desk: AuditDesk): readonly Act[] => [
  {
    method: "POST",
    path: "/accounts",
    body: () => ({ name: "二组组长", role: "group", group: "县委第二巡察组", ...desk.two() }),
    act: "account.created",
    about: () => desk.named.account,
    facts: { role: "group", second: expect.stringContaining("审核人") },
    roles: ["office"],
  },
  {
    method: "POST",
    path: "/accounts/:account/password",
    body: desk.two,
    act: "account.password-reset",
    about: () => desk.named.account,
    facts: { second: expect.stringContaining("审核人") },
    roles: ["office"],
  },
  {
    method: "PUT",
    path: "/profile",
    body: () => ({ hasKeepers: false, ...desk.two() }),
    act: "profile.switched",
    about: () => "profile",
    facts: { keepers: false, keepersBefore: false, second: expect.stringContaining("审核人") },
    roles: ["office"],
  },
];

export const pollActs = (desk: AuditDesk): readonly Act[] => [
  {
    method: "POST",
    path: "/polls/:poll/tickets",
    body: () => ({ batch: "C", spare: 0 }),
    act: "tickets.minted",
    about: () => desk.poll(),
    facts: { batch: "C", count: 30 },
    roles: ["office", "group"],
  },
  {
    method: "POST",
    path: "/polls/:poll/reprint",
    body: () => ({ batch: "C", spare: 1, ...desk.two() }),
    act: "tickets.minted",
    about: () => desk.poll(),
    facts: { batch: "C", count: 31, second: expect.stringContaining("审核人") },
    roles: ["office", "group"],
  },
  {
    method: "POST",
    path: "/polls/:poll/exchange",
    body: () => ({ ticket: desk.spoiled, ...desk.two() }),
    act: "ticket.exchanged",
    about: () => desk.poll(),
    facts: { batch: "B", to: "B", exchanged: 1, second: expect.stringContaining("审核人") },
    roles: ["office", "group"],
  },
  {
    method: "PUT",
    path: "/polls/:poll/roll-sheet",
    body: () => ({ ...ROLL_SHEET, ...desk.two() }),
    act: "roll-sheet.saved",
    about: () => desk.poll(),
    facts: { second: expect.stringContaining("审核人") },
    roles: ["office", "group"],
  },
  {
    method: "POST",
    path: "/polls/:poll/meeting/pack",
    body: () => ({ spare: 0 }),
    act: "tickets.minted",
    about: () => desk.poll(),
    roles: ["office", "group"],
  },
  {
    method: "POST",
    path: "/polls/:poll/open",
    body: desk.two,
    act: "poll.open",
    about: () => desk.poll(),
    facts: { from: "sealed", second: expect.stringContaining("审核人") },
    roles: ["office", "group"],
  },
  {
    method: "POST",
    path: "/polls/:poll/pause",
    act: "poll.paused",
    about: () => desk.poll(),
    roles: ["office", "group"],
  },
  {
    method: "POST",
    path: "/polls/:poll/resume",
    act: "poll.open",
    about: () => desk.poll(),
    roles: ["office", "group"],
  },
  {
    method: "POST",
    path: "/polls/:poll/stacks",
    body: () => ({ batch: "C", instrument: "leadership-team", sheets: 3 }),
    act: "paper.begun",
    about: () => desk.poll(),
    facts: { batch: "C", instrument: "leadership-team", sheets: "0–4" },
    roles: ["office", "group"],
  },
  {
    method: "DELETE",
    path: "/polls/:poll/stacks/:stack",
    body: () => ({ reason: "张数数错了" }),
    act: "paper.given-up",
    about: () => desk.poll(),
    facts: { batch: "C", sheets: "0–4", reason: "张数数错了" },
    roles: ["office", "group"],
  },
  {
    method: "POST",
    path: "/polls/:poll/close",
    body: desk.two,
    act: "poll.closing",
    about: () => desk.poll(),
    facts: { from: "open", second: expect.stringContaining("审核人") },
    roles: ["office", "group"],
  },
  {
    method: "POST",
    path: "/polls/:void/void",
    body: () => ({ reason: "人数有误", ...desk.two() }),
    act: "poll.void",
    about: () => desk.poll("roads"),
    facts: { from: "sealed", reason: "人数有误", second: expect.stringContaining("审核人") },
    roles: ["office", "group"],
  },
];
