/**
 * P12: after `seal` no call there is changes forms, scheme, roster, thresholds or blocks, with bodies that would. The
 * same calls do change a round in preparation. @source anonymity.md §4
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../server/http/app.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { createRound } from "../../server/services/create-round.ts";
import { saveUnits } from "../../server/services/save-units.ts";
import { OfficeClient } from "./office-client.ts";
import { ROUND, startTestServer, type TestServer, testAssessment, testUnit } from "./start-server.ts";

const UNITS = [
  testUnit("water", "县水利局党组", [5, 10, 30]),
  testUnit("roads", "县交通局党组", [5, 10, 30]),
];
const ROSTER = "单位名称,单位类型,巡察组,A类应参加,B类应参加,C类应参加\n甲局,县直,县委第一巡察组,1,1,40\n";

const LAPTOP = "7K3M9QXD7K3M9QXD7K3M";
const FEWER = ROUND.forms.slice(0, 1);

let server: TestServer;
let office: OfficeClient;
let second: OfficeClient;
let draft: string;
beforeAll(async () => {
  server = await startTestServer({ units: UNITS, opens: false });
  office = await OfficeClient.signIn(server, "承办人");
  second = await OfficeClient.signIn(server, "审核人");
  // A round of members' cards takes no roster without leaders.
  draft = (await createRound(server.deps, KEEPER, { ...ROUND, forms: FEWER })).id;
  await saveUnits(server.deps, KEEPER, draft, UNITS);
});
afterAll(() => server.stop());

/** What a call is about, and what the calls before it have made. */
interface Target {
  readonly round: string;
  readonly polls: ReadonlyMap<string, string>;
  rehearsal: string;
  stack: string;
}

/** Strings are sent as a table, all else as JSON. */
type Bodies = (target: Target) => Promise<readonly unknown[]> | readonly unknown[];

const two = () => office.withSecond(second);
const nothing: Bodies = () => [{}];
const people: Bodies = () => [two()];
const reason: Bodies = () => [{ reason: "录入错误", ...two() }];
const LOWER = { floor: 1, table: 1, block: 1 };

/** Every call that is no GET, in an order in which a poll lives as long as it can; `unit` names whose poll it is. */
const CALLS: readonly (readonly [call: string, bodies: Bodies, unit?: string])[] = [
  [
    "POST /api/office/rounds",
    ({ round: id }) => [
      { ...ROUND, id, forms: FEWER },
      { ...ROUND, id, scheme: "opinion-only" },
      { ...ROUND, id, thresholds: LOWER },
      { ...ROUND, id, judgesFirst: true, openCategories: ["C"] },
      { ...ROUND, id, smallBlocks: true, keyBits: 3072 },
      { ...ROUND, id, title: "改名", forms: FEWER },
    ],
  ],
  ["PUT /api/office/rounds/:round/span", () => [{ from: "2026-09-01", to: "" }]],
  ["POST /api/office/rounds/:round/roster", () => [ROSTER]],
  ["POST /api/office/rounds/:round/roster/preview", () => [ROSTER]],
  ["POST /api/office/rounds/:round/copies", () => [{ title: "照搬", openUntil: "", take: "roster" }]],
  [
    "POST /api/office/rounds/:round/rehearsals",
    () => [{ unit: "water", thresholds: LOWER }, { unit: "water" }],
  ],
  ["DELETE /api/office/polls/:poll/rehearsal", nothing, "rehearsal"],
  ["DELETE /api/office/polls/:poll/rehearsal", nothing],
  ["POST /api/office/library", libraryBodies],
  ["POST /api/office/library/check", libraryBodies],
  [
    "POST /api/office/library/schemes",
    () => [{ scheme: ROUND.scheme, title: "本县办法", replace: { "leadership-team": "leadership-team" } }],
  ],
  ["POST /api/office/register", () => ["单位名称,届次,年度,轮次\n县水利局党组,15,2024,1\n"]],
  ["POST /api/office/register/preview", () => ["单位名称,届次,年度,轮次\n县水利局党组,15,2024,1\n"]],
  ["POST /api/office/register/roster-template.xlsx", () => [{ units: ["县水利局党组"] }]],
  ["POST /api/office/rounds/:round/assessments", () => ["单位名称\n县水利局党组\n"]],
  ["POST /api/office/rounds/:round/assessments/preview", () => ["单位名称\n县水利局党组\n"]],
  [
    "PUT /api/office/rounds/:round/units/:unit/assessment",
    async ({ round }) => [{ ...testAssessment, basedOn: "0".repeat(64) }, await ownAssessment(round)],
  ],
  ["PUT /api/office/rounds/:round/units/:unit/caps/:cap", () => [{ confirmed: true, reason: "属实" }]],
  ["POST /api/office/rounds/:round/units/:unit/review", () => [{ step: "judged" }]],
  ["POST /api/office/rounds/:round/units/:unit/recount", nothing],
  ["POST /api/office/rounds/:round/units/:unit/reopen", () => [{ reason: "重评", ...two() }]],
  ["POST /api/office/rounds/:round/freeze", people],
  ["POST /api/office/rounds/:round/archive", people],
  [
    "POST /api/office/rounds/:round/trials",
    () => [{ points: { team: "100" }, from: { 良好: "1", 较好: "0.5", 较差: "0" } }],
  ],
  ["POST /api/office/rounds/:round/exports", nothing],
  ["DELETE /api/office/rounds/:round/exports/:id", nothing],
  ["POST /api/office/rounds/:round/seal", () => [{ ...two(), thresholds: LOWER }, two()]],
  [
    "POST /api/office/installations",
    () => [{ name: "一组的笔记本", fingerprint: LAPTOP, isCity: true, ...two() }],
  ],
  ["POST /api/office/rounds/:round/parcels", () => [{ group: UNITS[0]?.group, to: LAPTOP, ...two() }]],
  [
    "POST /api/office/rounds/:round/parcels/reissue",
    () => [{ group: UNITS[0]?.group, to: LAPTOP, reason: "电脑丢失", ...two() }],
  ],
  [
    "POST /api/office/rounds/:round/parcels/holder",
    () => [{ group: UNITS[0]?.group, by: LAPTOP, reason: "电脑恢复过", ...two() }],
  ],
  [
    "POST /api/office/rounds/:round/parcels/missing",
    () => [{ groups: [{ group: UNITS[0]?.group, reason: "确实交不回" }], ...two() }],
  ],
  ["POST /api/office/rounds/:round/parcels/authorised", () => [{ group: UNITS[0]?.group, ...two() }]],
  ["POST /api/office/rounds/:round/parcels/sealed", () => [{ units: ["water"], ...two() }]],
  ["POST /api/office/parcels", () => ["no parcel"]],
  ["POST /api/office/rounds/:round/results-made", () => [{ to: LAPTOP, ...two() }]],
  [
    "POST /api/office/templates",
    () => [
      {
        title: "全市模板",
        to: [LAPTOP],
        forms: [{ instrument: "leadership-team", version: "2026.1" }],
        schemes: [],
        ...two(),
      },
    ],
  ],
  ["PUT /api/office/rounds/:round/keeping", () => [{ days: 1 }]],
  ["POST /api/office/rounds/:round/volumes", people],
  ["POST /api/office/rounds/:round/volumes/stop", nothing],
  ["POST /api/office/rounds/:round/destroy", reason],
  ["PUT /api/office/installations/:fingerprint/city", () => [{ isCity: true, ...two() }]],
  ["DELETE /api/office/installations/:fingerprint", reason],
  [
    "POST /api/office/polls/:poll/tickets",
    () => [
      { batch: "C", spare: 0, thresholds: LOWER },
      { batch: "C", spare: 0, blocks: {} },
      { batch: "C", spare: 0 },
    ],
  ],
  [
    "POST /api/office/polls/:poll/reprint",
    () => [
      { batch: "C", spare: 0, thresholds: LOWER, ...two() },
      { batch: "C", spare: 0, ...two() },
    ],
  ],
  ["POST /api/office/polls/:poll/meeting/pack", () => [{ spare: 0, plan: null }, { spare: 0 }]],
  [
    "POST /api/office/polls/:poll/exchange",
    async ({ polls }) => [
      { ticket: polls.size > 0 ? (await server.tickets("water", "C", 1))[0] : "none", batch: "A", ...two() },
    ],
  ],
  [
    "PUT /api/office/polls/:poll/roll-sheet",
    () => [
      { meeting: "", time: "", place: "", due: 1, present: 1, batches: [], note: "", eligible: 1, ...two() },
      { meeting: "", time: "", place: "", due: 1, present: 1, batches: [], note: "", ...two() },
    ],
  ],
  ["POST /api/office/polls/:poll/extend", () => [{ openUntil: "另一天" }]],
  ["POST /api/office/polls/:poll/open", () => [{ ...two(), plan: { forms: [], batches: [] } }, two()]],
  ["POST /api/office/polls/:poll/pause", nothing],
  ["POST /api/office/polls/:poll/resume", nothing],
  ["POST /api/entry", () => [{ h: "A".repeat(43) }]],
  ["POST /api/redeem", () => [{ a: "A".repeat(43), blinded: {} }]],
  ["POST /api/links", ({ polls }) => [{ poll: polls.get("water"), link: "D", blinded: {} }]],
  ["POST /api/ballots", ({ polls }) => [{ poll: polls.get("water"), instrument: "leadership-team" }]],
  [
    "POST /api/ballots/check",
    () => [{ keyId: "A".repeat(43), message: "A".repeat(43), signature: "A".repeat(342) }],
  ],
  [
    "POST /api/office/polls/:poll/stacks",
    () => [
      { batch: "C", instrument: "leadership-team", sheets: 3, block: "A" },
      { batch: "C", instrument: "leadership-team", sheets: 3 },
    ],
  ],
  ["POST /api/office/polls/:poll/stacks/:stack/join", nothing],
  [
    "PUT /api/office/polls/:poll/stacks/:stack/sheets",
    () => [{ at: 0, way: "put", sheet: { isVoid: true, marks: [] } }],
  ],
  ["POST /api/office/polls/:poll/stacks/:stack/done", nothing],
  ["POST /api/office/polls/:poll/stacks/:stack/merge", people],
  ["PUT /api/office/polls/:poll/stacks/:stack/count", () => [{ sheets: 2, reason: "张数数错了" }]],
  ["POST /api/office/polls/:poll/stacks/:stack/leave", nothing],
  ["DELETE /api/office/polls/:poll/stacks/:stack", () => [{ reason: "张数数错了" }]],
  ["POST /api/office/polls/:poll/close", people],
  ["POST /api/office/polls/:poll/invalid", reason],
  ["POST /api/office/polls/:poll/repeat", people],
  ["POST /api/office/polls/:poll/void", reason, "roads"],
  ["POST /api/office/accounts", () => [{ name: "另一人", role: "office", group: null, ...two() }]],
  ["POST /api/office/accounts/:account/password", people],
  ["DELETE /api/office/accounts/:account/second-factor", people],
  ["PUT /api/office/profile", () => [{ hasKeepers: false, ...two() }]],
  ["POST /api/office/installation/backups", nothing],
  ["POST /api/office/second-factor", nothing],
  ["PUT /api/office/second-factor", () => [{ code: "000000" }]],
  ["POST /api/office/session", () => [{ name: "承办人", password: "wrong-password" }]],
  ["PUT /api/office/password", () => [{ old: "wrong-password", next: "another-password" }]],
  ["DELETE /api/office/session", nothing],
];

/** What a round in preparation is changed by; sealing again what is sealed is answered and does nothing. */
const CONTROL = [
  "POST /api/office/rounds",
  "POST /api/office/rounds/:round/roster",
  "POST /api/office/rounds/:round/seal",
];

/** A form that is in the round, changed under its own version and under another. */
function libraryBodies(): readonly unknown[] {
  const { instrument } = server.deps.library.instruments.get("leadership-team")!;
  return [{}, { version: "9" }].map((change) => ({
    definition: JSON.stringify({ ...instrument, title: "另一张表", ...change }),
  }));
}

async function ownAssessment(round: string): Promise<unknown> {
  const found = await office.get(`/rounds/${round}/units/water/assessment`).catch(() => ({}));
  return { ...testAssessment, basedOn: found.basedOn ?? "" };
}

/** What P12 is about, of the polls that there were. */
async function frozen(round: string, polls: ReadonlySet<string>) {
  return server.deps.office.inTransaction(async (o) => {
    const rows = await Promise.all([...polls].map(async (id) => (await o.poll(id))!));
    // The days of the round stand in its report, those of keeping decide nothing of it: they are typed when they are known.
    const { span: _, keepDays: __, ...settled } = (await o.round(round))!;
    const digests = rows.flatMap(({ plan }) => plan?.forms.map(({ digest }) => digest) ?? []);
    return {
      round: settled,
      units: await o.units(round),
      plans: rows.map(({ id, unit, plan }) => ({ id, unit, plan })),
      forms: await Promise.all(digests.map((digest) => o.form(digest))),
    };
  });
}

/** Sends calls. @returns those after which something frozen was not what it had been, and those that were done */
async function tryAll(target: Target, calls: typeof CALLS) {
  const polls = new Set(target.polls.values());
  const changed = new Set<string>();
  const done = new Set<string>();
  for (const [call, bodies, unit] of calls) {
    for (const body of await bodies(target)) {
      const before = await frozen(target.round, polls);
      const response = await send(call, target, body, unit ?? "water");
      const made = await response.text();
      if (response.ok && call.endsWith("/stacks")) target.stack = JSON.parse(made).id;
      if (response.ok && call.endsWith("/rehearsals")) target.rehearsal = JSON.parse(made).poll;
      if (response.ok) done.add(call);
      const after = await frozen(target.round, polls);
      if (JSON.stringify(after) !== JSON.stringify(before)) changed.add(call);
    }
  }
  return { changed, done };
}

function send(call: string, target: Target, body: unknown, unit: string): Promise<Response> {
  const [method, path] = call.split(" ") as [string, string];
  const names: Readonly<Record<string, string>> = {
    round: target.round,
    poll: unit === "rehearsal" ? target.rehearsal : (target.polls.get(unit) ?? "none"),
    unit: "water",
    stack: target.stack,
  };
  const isTable = typeof body === "string";
  return fetch(`${server.address}${path.replace(/:(\w+)/g, (_, name: string) => names[name] || "none")}`, {
    method,
    headers: {
      cookie: office.cookie,
      origin: server.address,
      "content-type": isTable ? "text/csv" : "application/json",
    },
    body: isTable ? body : JSON.stringify(body),
  });
}

describe("every call that is no GET", () => {
  it("is tried here", () => {
    const { routes } = createApp({
      deps: server.deps,
      pages: new Map(),
      exportsFolder: "",
      onFault: () => {},
    });
    const changing = routes.filter(
      ({ method, path }) => path.startsWith("/api/") && !/^(?:GET|ALL)$/.test(method),
    );
    expect([...new Set(CALLS.map(([call]) => call))].toSorted()).toEqual(
      [...new Set(changing.map(({ method, path }) => `${method} ${path}`))].toSorted(),
    );
  });

  it("leaves a sealed round as it is, while what people need is done", async () => {
    const sealed = { round: server.round, polls: server.polls, rehearsal: "", stack: "" };
    const { changed, done } = await tryAll(sealed, CALLS);
    expect([...changed]).toEqual([]);
    const acts = [
      "tickets",
      "reprint",
      "exchange",
      "extend",
      "open",
      "stacks",
      "close",
      "invalid",
      "repeat",
      "void",
    ];
    expect(acts.filter((act) => !done.has(`POST /api/office/polls/:poll/${act}`))).toEqual([]);
    expect(CONTROL.filter((call) => done.has(call))).toEqual(["POST /api/office/rounds/:round/seal"]);
  });

  it("positive control: changes a round in preparation", async () => {
    // The last call of the others was to sign out.
    office = await OfficeClient.signIn(server, "第三人");
    const preparing = { round: draft, polls: new Map(), rehearsal: "", stack: "" };
    const { changed } = await tryAll(
      preparing,
      CALLS.filter(([call]) => /\/rounds|\/rehearsal/.test(call)),
    );
    expect([...changed]).toEqual(CONTROL);
  });
});
