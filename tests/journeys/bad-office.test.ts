/** What the office may not do: from elsewhere, alone, too early, too late, as somebody else. @source anonymity.md §6, P9 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Role } from "../../server/core/access/role.ts";
import { createApp } from "../../server/http/app.ts";
import { OfficeClient } from "./office-client.ts";
import { replyOf, type Reply } from "./phone-client.ts";
import { startTestServer, type TestServer, testUnit } from "./start-server.ts";

const FIRST = "县委第一巡察组";
const SECOND = "县委第二巡察组";

let server: TestServer;
let office: OfficeClient;
let group: OfficeClient;
let viewer: OfficeClient;
beforeAll(async () => {
  server = await startTestServer({
    units: [
      testUnit("water", "县水利局党组", [5, 10, 30]),
      { ...testUnit("roads", "县交通局党组", [5, 10, 30]), group: SECOND },
      { ...testUnit("parks", "县林业局党组", [5, 10, 30]), group: SECOND },
    ],
  });
  office = await OfficeClient.signIn(server);
  group = await OfficeClient.signIn(server, "二组组长", "group", SECOND);
  viewer = await OfficeClient.signIn(server, "领导", "viewer");
});
afterAll(() => server.stop());

const poll = (unit: string): string => server.polls.get(unit)!;
const reply = async (who: OfficeClient, method: string, path: string, body?: unknown): Promise<Reply> =>
  replyOf(await who.send(method, path, body));
const others = (): OfficeClient[] => [office, group, viewer];

/** Every act of the office, with a body it would take. */
const ACTS = (): readonly (readonly [method: string, path: string, body?: unknown])[] => [
  ["POST", "/rounds", {}],
  ["POST", `/rounds/${server.round}/roster`],
  ["POST", `/rounds/${server.round}/seal`],
  ["POST", `/polls/${poll("water")}/tickets`, { batch: "C", spare: 0 }],
  ["POST", `/polls/${poll("water")}/open`],
  ["POST", `/polls/${poll("water")}/pause`],
  ["POST", `/polls/${poll("water")}/resume`],
  ["POST", `/polls/${poll("water")}/close`, { own: "z", second: { name: "x", password: "y" } }],
  [
    "POST",
    `/polls/${poll("water")}/void`,
    { own: "z", second: { name: "x", password: "y" }, reason: "重来" },
  ],
];

/** What acts change: every round with its settings and units, and how each poll stands. */
const standing = (): Promise<unknown> =>
  server.deps.office.inTransaction(async (store) => {
    const rounds = await store.rounds();
    const polls = await Promise.all(rounds.map(({ round }) => store.polls(round.id)));
    const units = await Promise.all(rounds.map(({ round }) => store.units(round.id)));
    return { rounds, polls, units };
  });

describe("acts", () => {
  it("are not done by GET: 405 at every path that only acts", async () => {
    const before = await standing();
    const { routes } = createApp({
      deps: server.deps,
      pages: new Map(),
      exportsFolder: "",
      onFault: () => {},
    });
    const own = routes.filter(({ path, method }) => path.startsWith("/api/") && method !== "ALL");
    const readable = own.filter(({ method }) => method === "GET").map(({ path }) => path);
    const isRead = (path: string): boolean =>
      readable.some((one) => new RegExp(`^${one.replace(/:\w+/g, "[^/]+")}$`).test(path));
    const acting = [...new Set(own.map(({ path }) => path.replace(/:\w+/g, "x")))].filter(
      (path) => !isRead(path),
    );
    expect(acting.length).toBeGreaterThan(30);
    for (const path of acting) {
      const answer = await fetch(`${server.address}${path}`, { headers: { cookie: office.cookie } });
      expect(await replyOf(answer), path).toMatchObject({ status: 405, code: "request.method" });
    }
    expect(await standing()).toEqual(before);
  });

  it("are not done by GET: 405 with a poll that is there", async () => {
    for (const [, path] of ACTS().filter(([, path]) => path !== "/rounds")) {
      const found = await reply(office, "GET", path);
      expect(found, path).toMatchObject({ status: 405, code: "request.method" });
    }
    for (const path of ["redeem", "entry", "ballots", "ballots/check"]) {
      expect(await replyOf(await fetch(`${server.address}/api/${path}`))).toMatchObject({ status: 405 });
    }
  });

  it.each(["http://elsewhere.example", "null", "", "http://127.0.0.1", "not an address"])(
    "do not come from another page: 403 for origin “%s”",
    async (origin) => {
      const before = await standing();
      for (const [method, path, body] of [
        ...ACTS(),
        ["POST", "/session", {}],
        ["DELETE", "/session"],
      ] as const) {
        const response = await fetch(`${server.address}/api/office${path}`, {
          method: method!,
          headers: { cookie: office.cookie, origin, "content-type": "application/json" },
          body: JSON.stringify(body ?? {}),
        });
        expect(await replyOf(response), path).toMatchObject({ status: 403, code: "request.wrong-origin" });
      }
      expect(await standing()).toEqual(before);
      // Nobody was signed out either.
      expect(await office.status("GET", "/rounds")).toBe(200);
    },
  );

  it("need somebody who has signed in: 401 for all, reading too", async () => {
    const paths = [
      ...ACTS(),
      ["GET", "/rounds"],
      ["GET", `/rounds/${server.round}`],
      ["GET", "/definitions"],
    ];
    for (const [method, path, body] of paths) {
      for (const cookie of ["", "plumbline=", "plumbline=AAAA", "plumbline=%00"]) {
        const response = await fetch(`${server.address}/api/office${path}`, {
          method: method as string,
          headers: { cookie, origin: server.address, "content-type": "application/json" },
          ...(method !== "GET" && { body: JSON.stringify(body ?? {}) }),
        });
        expect(await replyOf(response), `${path}`).toMatchObject({ status: 401, code: "account.signed-out" });
      }
    }
  });

  it("need a password of one's own first: 403 with the first one", async () => {
    const { name, password } = await server.account("新来的");
    const session = await fetch(`${server.address}/api/office/session`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: server.address },
      body: JSON.stringify({ name, password }),
    });
    const cookie = session.headers.getSetCookie()[0]!.split(";")[0]!;
    const rounds = await fetch(`${server.address}/api/office/rounds`, { headers: { cookie } });
    expect(await replyOf(rounds)).toMatchObject({ status: 403, code: "account.not-allowed" });
  });

  it("are not for viewers: 403", async () => {
    for (const [method, path, body] of ACTS()) {
      const found = await reply(viewer, method, path, body);
      expect(found, path).toMatchObject({ status: 403, code: "account.not-allowed" });
    }
  });

  it("of a group are on its own units only", async () => {
    for (const [method, path, body] of ACTS()) {
      const found = await reply(group, method, path, body);
      const wanted = path.startsWith("/rounds")
        ? { status: 403, code: "account.not-allowed" }
        : { status: 404, code: "poll.unknown" };
      expect(found, path).toMatchObject(wanted);
    }
    expect(await reply(group, "POST", `/polls/${poll("roads")}/pause`)).toMatchObject({ status: 200 });
    expect(await reply(group, "POST", `/polls/${poll("roads")}/resume`)).toMatchObject({ status: 200 });
  });

  it("on what is not there are refused with 404", async () => {
    for (const path of ["/polls/p0/open", "/rounds/r0/seal", "/polls/__proto__/open", "/nothing"])
      expect(await office.status("POST", path), path).toBe(404);
    const tickets = await reply(office, "POST", `/polls/${poll("water")}/tickets`, { batch: "Z", spare: 0 });
    expect(tickets).toMatchObject({ status: 404, code: "unit.unknown" });
  });

  it.each([
    { batch: "C", spare: -1 },
    { batch: "C", spare: 1.5 },
    { batch: "C", spare: 1e9 },
    { batch: "C" },
    {},
  ])("tickets for %j are refused with 400", async (body) => {
    expect(await office.status("POST", `/polls/${poll("water")}/tickets`, body)).toBe(400);
  });

  it("in the wrong state are refused with 409", async () => {
    for (const act of ["open", "resume"])
      expect(await reply(office, "POST", `/polls/${poll("water")}/${act}`)).toMatchObject({
        status: 409,
        code: "poll.wrong-state",
      });
  });
});

describe("while polls are open", () => {
  it("nobody sees results: 409 for the office, a group and a viewer; none of the tables says anything", async () => {
    for (const who of others()) {
      expect(await reply(who, "GET", `/polls/${poll("roads")}/results`)).toMatchObject({
        status: 409,
        code: "poll.results-while-open",
      });
      const totals = await reply(who, "GET", `/rounds/${server.round}/totals`);
      expect(totals.status).toBe(who === office ? 409 : 403);
      const table = await who.get(`/rounds/${server.round}/grades`);
      for (const row of table.rows) {
        expect(row).toMatchObject({ level: "open", valid: null, total: null, opinion: null, computed: null });
        expect(row.values.every((value: unknown) => value === null)).toBe(true);
      }
    }
  });

  it("nothing of a sealed round changes: 409 for its settings, its roster and a second seal changes nothing", async () => {
    const before = await office.get(`/rounds/${server.round}`);
    const settings = {
      id: server.round,
      title: "另一个名称",
      authority: "县委",
      setUp: "online",
      period: "近一年",
      openUntil: "",
      contactPhone: "",
      scheme: "political-ecology",
      forms: [{ instrument: "leadership-team", categories: ["A"], include: [] }],
    };
    expect(await reply(office, "POST", "/rounds", settings)).toMatchObject({
      status: 409,
      code: "round.frozen",
    });
    const roster = await fetch(`${server.address}/api/office/rounds/${server.round}/roster`, {
      method: "POST",
      headers: { cookie: office.cookie, origin: server.address, "content-type": "text/csv" },
      body: "单位名称,单位类型,巡察组,A类应参加,B类应参加,C类应参加\n甲局,县直,一组,5,10,30\n",
    });
    expect(await replyOf(roster)).toMatchObject({ status: 409, code: "round.frozen" });
    const second = await OfficeClient.signIn(server);
    expect(await office.status("POST", `/rounds/${server.round}/seal`, office.withSecond(second))).toBe(200);
    expect(await office.get(`/rounds/${server.round}`)).toEqual(before);
  });
});

describe("a group", () => {
  it("sees its own units only, in every list", async () => {
    const round = await group.get(`/rounds/${server.round}`);
    expect(round.units.map((unit: { id: string }) => unit.id)).toEqual(["roads", "parks"]);
    const [line] = await group.get("/rounds");
    expect(line).toMatchObject({ id: server.round, units: 2 });
    const table = await group.get(`/rounds/${server.round}/grades`);
    expect(table.rows.map((row: { unit: { id: string } }) => row.unit.id)).toEqual(["roads", "parks"]);
    expect(table.paragraph).toEqual([]);
    expect(JSON.stringify([round, line, table])).not.toContain("县水利局");
    expect(await reply(group, "GET", `/polls/${poll("water")}/results`)).toMatchObject({
      status: 404,
      code: "poll.unknown",
    });
    expect(await group.status("GET", `/rounds/${server.round}/documents/grade-table.xlsx`)).toBe(403);
    const { documents, units } = await group.get(`/rounds/${server.round}/documents`);
    expect(documents).toEqual([]);
    expect(units.map(({ unit }: { unit: { id: string } }) => unit.id)).toEqual(["roads", "parks"]);
  });
});

describe("closing", () => {
  const close = (second: { name: string; password: string }, who = office) =>
    reply(who, "POST", `/polls/${poll("parks")}/close`, who.withSecond(second));
  const stateOfPoll = async (): Promise<string> =>
    (await office.get(`/rounds/${server.round}`)).units.find((unit: { id: string }) => unit.id === "parks")
      .state;

  it("by the same person twice is refused with 409", async () => {
    expect(await close(office)).toMatchObject({ status: 409, code: "account.same-person" });
    expect(await stateOfPoll()).toBe("open");
  });

  it("with a wrong password of the second person is refused with 401", async () => {
    const found = await close({ name: group.name, password: "wrong-password" });
    expect(found).toMatchObject({ status: 401, code: "account.refused" });
    expect(await stateOfPoll()).toBe("open");
  });

  it.each<[string, Role, string | null, boolean]>([
    ["a viewer", "viewer", null, true],
    ["another group", "group", FIRST, true],
    ["somebody whose first password the maker of the account knows", "office", null, false],
  ])("with %s as the second person is refused with 403", async (_, role, of, hasOwnPassword) => {
    const name = `第二人-${role}-${String(hasOwnPassword)}`;
    const second = hasOwnPassword
      ? await OfficeClient.signIn(server, name, role, of)
      : await server.account(name, role, of);
    expect(await close(second)).toMatchObject({ status: 403, code: "account.not-allowed" });
    expect(await stateOfPoll()).toBe("open");
  });

  it("by two people closes; then results are shown and nothing opens again", async () => {
    let isClosing = true;
    const watched = (async () => {
      const seen: number[] = [];
      while (isClosing) seen.push(await viewer.status("GET", `/rounds/${server.round}`));
      return new Set(seen);
    })();
    expect(await close(group)).toMatchObject({ status: 200, body: { state: "closed" } });
    isClosing = false;
    expect([...(await watched)], "the round can be looked at all the while").toEqual([200]);
    office = await office.signInAgain();
    // Whoever of office and group was signed in before the close is asked to sign in anew.
    expect(await reply(group, "GET", `/polls/${poll("parks")}/results`)).toMatchObject({
      status: 403,
      code: "account.sign-in-again",
    });
    group = await group.signInAgain();
    for (const who of others()) {
      expect(await reply(who, "GET", `/polls/${poll("parks")}/results`)).toMatchObject({ status: 200 });
    }
    for (const act of ["open", "pause", "resume"])
      expect(await office.status("POST", `/polls/${poll("parks")}/${act}`)).toBe(409);
    expect(await close(group)).toMatchObject({ status: 409, code: "poll.wrong-state" });
    expect(await office.status("POST", `/polls/${poll("parks")}/tickets`, { batch: "C", spare: 0 })).toBe(
      410,
    );
  });
});
