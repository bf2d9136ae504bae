/** P17: every act of the office is on record, who may do what, and respondents never appear. @source anonymity.md §4 */
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AuditAct } from "../../server/core/audit-act.ts";
import { verifyAudit } from "../../server/store/audit-chain.ts";
import { createApp } from "../../server/http/app.ts";
import type { AuditRow } from "../../server/store/office.ts";
import { seeded } from "../../server/cli/demo/simulated-answers.ts";
import { answerAll, httpPort } from "../../server/cli/demo/simulated-staff.ts";
import { OfficeClient } from "./office-client.ts";
import { replyOf } from "./phone-client.ts";
import { startTestServer, type TestServer, testUnit } from "./start-server.ts";

const FIRST = "县委第一巡察组";

let server: TestServer;
let office: OfficeClient;
let second: OfficeClient;
let group: OfficeClient;
let viewer: OfficeClient;
beforeAll(async () => {
  server = await startTestServer({
    units: [testUnit("water", "县水利局党组", [5, 10, 30]), testUnit("roads", "县交通局党组", [5, 10, 30])],
    opens: false,
  });
  office = await OfficeClient.signIn(server, "承办人");
  second = await OfficeClient.signIn(server, "审核人");
  group = await OfficeClient.signIn(server, "一组组长", "group", FIRST);
  viewer = await OfficeClient.signIn(server, "领导", "viewer");
  spoiled = (await server.tickets("water", "B", 1))[0]!;
});
afterAll(() => server.stop());

const poll = (unit = "water"): string => server.polls.get(unit)!;
const record = (): Promise<readonly AuditRow[]> => server.deps.office.inTransaction((o) => o.audit());

interface Act {
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

const two = () => office.withSecond(second);
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
const idOf = async (name: string): Promise<string> =>
  (await server.deps.office.inTransaction((o) => o.accountByName(name)))!.id;

let round = "";
let reset = "";
let spoiled = "";
let unitOfRound = "";
let rehearsal = "";
let exported = "";
let stack = "";
const ROLL_SHEET = {
  meeting: "专题汇报会",
  time: "",
  place: "",
  due: 45,
  present: 40,
  batches: [],
  note: "",
};

/** Every POST, PUT and DELETE of the office, in an order in which each succeeds. */
const ACTS: readonly Act[] = [
  {
    method: "POST",
    path: "/rounds",
    body: () => SETTINGS,
    act: "round.created",
    about: () => round,
    facts: { title: SETTINGS.title, before: null, after: expect.stringMatching(/^[0-9a-f]{64}$/) },
    roles: ["office"],
  },
  {
    method: "POST",
    path: "/rounds/:round/roster",
    body: () => "单位名称,单位类型,巡察组,A类应参加,B类应参加,C类应参加\n甲局,县直,县委第一巡察组,5,10,30\n",
    act: "units.saved",
    about: () => round,
    facts: { units: 1, after: expect.stringMatching(/^[0-9a-f]{64}$/) },
    roles: ["office"],
  },
  {
    method: "POST",
    path: "/rounds/:round/rehearsals",
    body: () => ({ unit: unitOfRound }),
    act: "rehearsal.started",
    about: () => rehearsal,
    facts: { unit: "甲局" },
    roles: ["office", "group"],
  },
  {
    method: "DELETE",
    path: "/polls/:rehearsal/rehearsal",
    act: "rehearsal.wiped",
    about: () => rehearsal,
    facts: { unit: "甲局" },
    roles: ["office", "group"],
  },
  {
    method: "POST",
    path: "/rounds/:round/seal",
    body: two,
    act: "round.sealed",
    about: () => round,
    facts: { polls: 1, second: expect.stringContaining("审核人") },
    roles: ["office"],
  },
  {
    method: "POST",
    path: "/accounts",
    body: () => ({ name: "二组组长", role: "group", group: "县委第二巡察组", ...two() }),
    act: "account.created",
    about: () => reset,
    facts: { role: "group", second: expect.stringContaining("审核人") },
    roles: ["office"],
  },
  {
    method: "POST",
    path: "/accounts/:account/password",
    body: two,
    act: "account.password-reset",
    about: () => reset,
    facts: { second: expect.stringContaining("审核人") },
    roles: ["office"],
  },
  {
    method: "PUT",
    path: "/profile",
    body: () => ({ hasKeepers: false, ...two() }),
    act: "profile.switched",
    about: () => "profile",
    facts: { keepers: false, keepersBefore: false, second: expect.stringContaining("审核人") },
    roles: ["office"],
  },
  {
    method: "POST",
    path: "/polls/:poll/tickets",
    body: () => ({ batch: "C", spare: 0 }),
    act: "tickets.minted",
    about: poll,
    facts: { batch: "C", count: 30 },
    roles: ["office", "group"],
  },
  {
    method: "POST",
    path: "/polls/:poll/exchange",
    body: () => ({ ticket: spoiled, ...two() }),
    act: "ticket.exchanged",
    about: poll,
    facts: { batch: "B", to: "B", exchanged: 1, second: expect.stringContaining("审核人") },
    roles: ["office", "group"],
  },
  {
    method: "PUT",
    path: "/polls/:poll/roll-sheet",
    body: () => ({ ...ROLL_SHEET, ...two() }),
    act: "roll-sheet.saved",
    about: poll,
    facts: { before: null, after: expect.stringMatching(/^[0-9a-f]{64}$/) },
    roles: ["office", "group"],
  },
  {
    method: "POST",
    path: "/polls/:poll/meeting/pack",
    body: () => ({ spare: 0 }),
    act: "tickets.minted",
    about: poll,
    roles: ["office", "group"],
  },
  {
    method: "POST",
    path: "/rounds/:round/exports",
    act: "documents.exported",
    about: () => round,
    roles: ["office"],
  },
  {
    method: "DELETE",
    path: "/rounds/:round/exports/:export",
    act: "documents.removed",
    about: () => round,
    roles: ["office"],
  },
  {
    method: "POST",
    path: "/polls/:poll/open",
    body: two,
    act: "poll.open",
    about: poll,
    facts: { from: "sealed", second: expect.stringContaining("审核人") },
    roles: ["office", "group"],
  },
  { method: "POST", path: "/polls/:poll/pause", act: "poll.paused", about: poll, roles: ["office", "group"] },
  { method: "POST", path: "/polls/:poll/resume", act: "poll.open", about: poll, roles: ["office", "group"] },
  {
    method: "POST",
    path: "/polls/:poll/stacks",
    body: () => ({ batch: "C", instrument: "leadership-team", sheets: 3 }),
    act: "paper.begun",
    about: poll,
    facts: { batch: "C", instrument: "leadership-team", sheets: 3 },
    roles: ["office", "group"],
  },
  {
    method: "DELETE",
    path: "/polls/:poll/stacks/:stack",
    body: () => ({ reason: "张数数错了" }),
    act: "paper.given-up",
    about: poll,
    facts: { batch: "C", sheets: 3, reason: "张数数错了" },
    roles: ["office", "group"],
  },
  {
    method: "POST",
    path: "/polls/:poll/close",
    body: two,
    act: "poll.closing",
    about: poll,
    facts: { from: "open", second: expect.stringContaining("审核人") },
    roles: ["office", "group"],
  },
  {
    method: "POST",
    path: "/polls/:void/void",
    body: () => ({ reason: "人数有误", ...two() }),
    act: "poll.void",
    about: () => poll("roads"),
    facts: { from: "sealed", reason: "人数有误", second: expect.stringContaining("审核人") },
    roles: ["office", "group"],
  },
];

/** These belong to whoever has signed in, whatever the role; tested apart. */
const OWN = [
  "POST /session",
  "DELETE /session",
  "PUT /password",
  "POST /second-factor",
  "PUT /second-factor",
];

/** Acts whose lines need a story of their own, and the test that tells it. */
const ELSEWHERE: Readonly<Record<string, { readonly test: string; readonly acts: readonly AuditAct[] }>> = {
  "POST /polls/:poll/stacks/:stack/join": { test: "paper", acts: ["paper.joined"] },
  "POST /polls/:poll/stacks/:stack/done": { test: "paper", acts: ["paper.compared"] },
  "POST /polls/:poll/stacks/:stack/merge": { test: "paper", acts: ["paper.merged"] },
  "PUT /polls/:poll/stacks/:stack/count": { test: "paper-corrections", acts: ["paper.count-corrected"] },
  "POST /polls/:poll/stacks/:stack/leave": { test: "paper-corrections", acts: ["paper.left"] },
  "DELETE /accounts/:account/second-factor": { test: "codes", acts: ["account.code-reset"] },
  "POST /library/schemes": { test: "copied-scheme", acts: ["scheme.copied"] },
  "POST /library": { test: "library", acts: ["form.saved"] },
  "POST /installation/backups": { test: "installation", acts: ["backup.made"] },
  "POST /register": { test: "register", acts: ["register.imported"] },
  "POST /rounds/:round/copies": { test: "copy-round", acts: ["round.created", "units.saved"] },
  "POST /polls/:poll/invalid": { test: "invalid", acts: ["poll.invalid"] },
  "POST /polls/:poll/repeat": { test: "invalid", acts: ["poll.repeated"] },
  "POST /polls/:poll/extend": { test: "extend-poll", acts: ["poll.extended"] },
  "POST /rounds/:round/assessments": { test: "import-assessments", acts: ["assessments.imported"] },
  "PUT /rounds/:round/units/:unit/assessment": { test: "review", acts: ["assessment.saved"] },
  "PUT /rounds/:round/units/:unit/caps/:cap": { test: "review", acts: ["review.cap-decided"] },
  "POST /rounds/:round/units/:unit/review": {
    test: "review",
    acts: ["review.judged", "review.proposed", "review.reviewed", "review.returned", "review.approved"],
  },
  "POST /rounds/:round/units/:unit/recount": { test: "review", acts: ["review.recounted"] },
  "POST /rounds/:round/units/:unit/reopen": { test: "review", acts: ["review.reopened"] },
  "POST /rounds/:round/freeze": { test: "review", acts: ["review.frozen"] },
};

/** Looks like a change by its method and is none. */
const ASKING = [
  "POST /library/check",
  "POST /rounds/:round/roster/preview",
  "POST /register/roster-template.xlsx",
];

/** The draft of a sheet of paper: on record is what comes of it. */
const DRAFT = "PUT /polls/:poll/stacks/:stack/sheets";

function fill(path: string): string {
  return path
    .replace(":round", round)
    .replace(":account", reset)
    .replace(":poll", poll())
    .replace(":void", poll("roads"))
    .replace(":rehearsal", rehearsal)
    .replace(":stack", stack)
    .replace(":export", exported);
}

async function send(who: { cookie: string }, { method, path, body }: Act): Promise<Response> {
  const content = body?.();
  return fetch(`${server.address}/api/office${fill(path)}`, {
    method,
    headers: {
      cookie: who.cookie,
      origin: server.address,
      "content-type": typeof content === "string" ? "text/csv" : "application/json",
    },
    ...(content !== undefined && { body: typeof content === "string" ? content : JSON.stringify(content) }),
  });
}

describe("the record", () => {
  it("is tested for every state-changing route there is", () => {
    const { routes } = createApp({
      deps: server.deps,
      pages: new Map(),
      exportsFolder: "",
      onFault: () => {},
    });
    const changing = routes
      .filter(
        ({ method, path }) => path.startsWith("/api/office/") && /^(POST|PUT|DELETE|PATCH)$/.test(method),
      )
      .map(({ method, path }) => `${method} ${path.replace("/api/office", "")}`);
    const tested = [
      ...ACTS.map(
        ({ method, path }) =>
          `${method} ${path.replace(/:(void|rehearsal)/, ":poll").replace(":export", ":id")}`,
      ),
      ...OWN,
      ...Object.keys(ELSEWHERE),
      ...ASKING,
      DRAFT,
    ];
    expect([...new Set(changing)].toSorted()).toEqual([...new Set(tested)].toSorted());
  });

  it.each(Object.entries(ELSEWHERE))("%s is told in a test of its own", async (_, { test, acts }) => {
    const text = await readFile(new URL(`${test}.test.ts`, import.meta.url), "utf8");
    expect(acts.filter((act) => !text.includes(`"${act}"`))).toEqual([]);
  });

  it("gets no line when a definition is only checked", async () => {
    const before = await record();
    const asked = { method: "POST", path: "/library/check", body: () => ({ definition: "{}" }) };
    expect((await send(office, asked as unknown as Act)).status).toBe(200);
    expect(await record()).toEqual(before);
  });

  it.each(ACTS.map((act) => [`${act.method} ${act.path}`, act] as const))(
    "%s is refused to whoever may not, and leaves who, what, when and the facts",
    async (_, act) => {
      const before = await record();
      const nobody = await replyOf(await send({ cookie: "" }, act));
      expect(nobody).toMatchObject({ status: 401, code: "account.signed-out" });
      expect(await replyOf(await send(viewer, act))).toMatchObject({
        status: 403,
        code: "account.not-allowed",
      });
      if (!act.roles.includes("group")) {
        expect(await replyOf(await send(group, act))).toMatchObject({
          status: 403,
          code: "account.not-allowed",
        });
      }
      expect(await record()).toEqual(before);
      const response = await send(office, act);
      expect(response.ok, `${response.status}`).toBe(true);
      if (act.path === "/rounds") round = ((await response.json()) as { id: string }).id;
      else if (act.path.endsWith("/rehearsals"))
        rehearsal = ((await response.json()) as { poll: string }).poll;
      else if (act.path.endsWith("/exports")) exported = ((await response.json()) as { id: string }).id;
      else if (act.path.endsWith("/stacks")) stack = ((await response.json()) as { id: string }).id;
      else await response.arrayBuffer();
      if (act.path.endsWith("/roster")) {
        unitOfRound = (await server.deps.office.inTransaction((o) => o.units(round)))[0]!.id;
      }
      if (act.path === "/accounts") reset = await idOf("二组组长");
      const added = (await record()).slice(before.length);
      const line = added.find((one) => one.act === act.act);
      expect(line, JSON.stringify(added)).toBeDefined();
      expect(line!.who).toBe(`${await idOf("承办人")} 承办人`);
      expect(line!.about).toBe(act.about());
      expect(JSON.parse(line!.detail)).toMatchObject(act.facts ?? {});
      expect(Math.abs(Date.now() - Date.parse(line!.atUtc))).toBeLessThan(600_000);
    },
  );

  it("keeps a person's own acts: sign-in, password, sign-out", async () => {
    const before = (await record()).length;
    const client = await OfficeClient.signIn(server, "过客", "viewer");
    await client.send("DELETE", "/session");
    const id = await idOf("过客");
    const acts = (await record()).slice(before).filter((line) => line.about === id);
    expect(acts.map(({ act }) => act)).toEqual([
      "account.created",
      "account.signed-in",
      "account.password-changed",
      "account.signed-out",
    ]);
    expect(await client.status("GET", "/session")).toBe(401);
  });

  it("keeps refused passwords, and not what was typed as a name that nobody has", async () => {
    const before = (await record()).length;
    const attempt = (name: string) =>
      fetch(`${server.address}/api/office/session`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: server.address },
        body: JSON.stringify({ name, password: "wrong-password" }),
      });
    expect((await attempt("领导")).status).toBe(401);
    for (const name of ["my-secret-password", "another-secret"])
      expect((await attempt(name)).status).toBe(401);
    const added = (await record()).slice(before);
    expect(added.map(({ act, about }) => [act, about])).toEqual([
      ["account.refused", await idOf("领导")],
      ["account.refused", "unknown"],
    ]);
    expect(JSON.stringify(added)).not.toContain("secret");
    expect(JSON.stringify(added)).not.toContain("wrong-password");
  });

  it("says nothing when people scan and answer", async () => {
    const other = await startTestServer();
    const urls = await other.tickets("water", "C", 6);
    const lines = () => other.deps.office.inTransaction((o) => o.audit());
    const before = await lines();
    const people = urls.map((url) => ({ url, climate: 0.9 }));
    expect(await answerAll(httpPort(other.address), people, seeded(3), () => {})).toBe(18);
    for (const url of urls) expect(JSON.stringify(before)).not.toContain(url.slice(-20));
    expect(await lines()).toEqual(before);
    await other.stop();
  });
});

describe("reading the record", () => {
  it("is for the office only, newest first, in pages, with the result of the check", async () => {
    for (const who of [group, viewer]) {
      for (const path of ["/audit", "/audit.csv", "/accounts"])
        expect(await who.status("GET", path)).toBe(403);
    }
    const all = await record();
    const page = await office.get("/audit?count=5");
    expect(page).toMatchObject({ total: all.length, verdict: { ok: true }, digest: all.at(-1)!.digest });
    expect(page.lines.map((line: { sequence: number }) => line.sequence)).toEqual(
      all
        .slice(-5)
        .map(({ sequence }) => sequence)
        .toReversed(),
    );
    const seen: number[] = [];
    for (let next: number | null = null, path = "/audit?count=7"; ; path = `/audit?count=7&before=${next}`) {
      const part = await office.get(path);
      seen.push(...part.lines.map((line: { sequence: number }) => line.sequence));
      next = part.next;
      if (next === null) break;
    }
    expect(seen).toEqual(all.map(({ sequence }) => sequence).toReversed());
    for (const query of ["before=0", "count=0", "count=501", "count=x", "order=1"])
      expect(await office.status("GET", `/audit?${query}`), query).toBe(400);
  });

  it("exports every line as CSV, in words, safe in a spreadsheet", async () => {
    const text = await (await office.send("GET", "/audit.csv")).text();
    const lines = text.trimEnd().split("\r\n");
    expect(lines.length).toBe((await record()).length + 1);
    expect(text).toContain("作废本次测评");
    expect(text).toContain("理由 人数有误");
    for (const line of lines.slice(1)) expect(line).toMatch(/^\d+,/);
  });

  it("names the first line that somebody changed", async () => {
    const rows = await record();
    expect(verifyAudit(rows)).toEqual({ ok: true, lines: rows.length });
    const changed = rows.with(2, { ...rows[2]!, detail: "{}" });
    expect(verifyAudit(changed)).toMatchObject({ ok: false, sequence: 3 });
    expect(verifyAudit(rows.toSpliced(4, 1))).toMatchObject({ ok: false, sequence: 5, reason: "gap" });
  });
});

describe("two people", () => {
  const act = (body: unknown) => office.send("POST", "/accounts", body).then(replyOf);
  const account = { name: "又一个", role: "viewer", group: null };

  it("are two: the same person is refused with 409", async () => {
    expect(await act({ ...account, ...office.withSecond(office) })).toMatchObject({
      status: 409,
      code: "account.same-person",
    });
  });

  it("both type their own password: whose was wrong is said", async () => {
    expect(await act({ ...account, ...two(), own: "wrong-password" })).toMatchObject({
      status: 401,
      code: "account.own-password",
    });
    const wrong = { own: office.password, second: { name: second.name, password: "wrong-password" } };
    expect(await act({ ...account, ...wrong })).toMatchObject({ status: 401, code: "account.refused" });
  });

  it("could both have acted: a group, a viewer and a first password do not count", async () => {
    const fresh = await server.account("刚建的");
    for (const other of [group, viewer, fresh]) {
      expect(await act({ ...account, ...office.withSecond(other) })).toMatchObject({
        status: 403,
        code: "account.not-allowed",
      });
    }
  });

  it("are asked for: a body without them is refused with 400", async () => {
    expect(await act(account)).toMatchObject({ status: 400 });
    expect(await act({ ...account, ...two(), extra: 1 })).toMatchObject({ status: 400 });
  });

  it("sign everybody out whose password they reset", async () => {
    const guest = await OfficeClient.signIn(server, "访客", "viewer");
    expect(await guest.status("GET", "/session")).toBe(200);
    const reply = await replyOf(await office.send("POST", `/accounts/${await idOf("访客")}/password`, two()));
    expect(reply).toMatchObject({ status: 200, body: { name: "访客" } });
    expect(await guest.status("GET", "/session")).toBe(401);
  });

  it("do not make an account of a name that is taken, or of a group without a name", async () => {
    expect(await act({ ...account, name: "领导", ...two() })).toMatchObject({
      status: 409,
      code: "account.taken",
    });
    for (const bad of [{ role: "group", group: null }, { role: "office", group: FIRST }, { name: "=1+1" }])
      expect(await act({ ...account, ...bad, ...two() }), JSON.stringify(bad)).toMatchObject({ status: 400 });
  });
});
