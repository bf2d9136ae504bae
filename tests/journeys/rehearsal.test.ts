/** 试填 → one-key wipe → 正式: own keys and tickets, counted nowhere, nothing left. @source anonymity.md §2a, P12 */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { enter } from "../../server/core/ticket/respondent.ts";
import { parseTicket } from "../../server/core/ticket/ticket-url.ts";
import { httpPort } from "../../server/cli/demo/simulated-staff.ts";
import { createRound } from "../../server/services/create-round.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { mintTickets } from "../../server/services/mint-tickets.ts";
import { saveUnits } from "../../server/services/save-units.ts";
import type { SeizedFile } from "../attacks/linking/extractors.ts";
import { recordOutput } from "../attacks/linking/record-output.ts";
import { seize } from "../attacks/linking/seize.ts";
import { seizeDatabase } from "../attacks/linking/seize-database.ts";
import { OfficeClient } from "./office-client.ts";
import { replyOf } from "./phone-client.ts";
import { answerWithTexts, type Bytes, countIn, holdersOf, type LeftBehind } from "./rehearsed-people.ts";
import { startTestServer, type TestServer, testUnit } from "./start-server.ts";

let output: ReturnType<typeof recordOutput>;
let server: TestServer;
let office: OfficeClient;
let second: OfficeClient;
let round: string;
const UNITS = [
  testUnit("water", "县水利局党组", [5, 10, 30]),
  testUnit("roads", "县交通局党组", [5, 10, 30]),
];
beforeAll(async () => {
  output = recordOutput();
  server = await startTestServer();
  office = await OfficeClient.signIn(server);
  second = await OfficeClient.signIn(server);
  const [sealed] = await server.deps.office.inTransaction((o) => o.rounds());
  const { id: _, ...settings } = sealed!.round;
  // Forms that name another period: they are frozen for this round and for no other.
  round = (await createRound(server.deps, KEEPER, { ...settings, period: "近一年" })).id;
  await saveUnits(server.deps, KEEPER, round, UNITS);
});
afterAll(async () => {
  output.stop();
  await server.stop();
});

const start = (unit: string, who = office) =>
  who.send("POST", `/rounds/${round}/rehearsals`, { unit }).then(replyOf);
const wipe = (poll: string, who = office) => who.send("DELETE", `/polls/${poll}/rehearsal`).then(replyOf);
const seal = () => office.send("POST", `/rounds/${round}/seal`, office.withSecond(second)).then(replyOf);

/** Every file under the data folder, those of the database that hold any of it, and what was printed. */
async function seizeAll(bytes: Bytes): Promise<readonly SeizedFile[]> {
  const { databaseUrl, dataFolder } = server;
  const needles = Object.values(bytes).flat();
  const ofDatabase = databaseUrl === null ? [] : await seizeDatabase(databaseUrl, needles);
  const found = [...ofDatabase, ...seize(dataFolder), output.asFile()];
  // Reading may take longer than the server keeps a connection: whoever was cut off meanwhile learns of it before asking again.
  await sleep(200);
  return found;
}

describe("a rehearsal", () => {
  let poll: string;
  let urls: readonly string[];
  let left: LeftBehind;

  it("starts before the seal, says so on the phone, and takes ballots with its own tickets", async () => {
    const started = await start("water");
    expect(started).toMatchObject({ status: 201, body: { state: "open" } });
    poll = started.body.poll;
    const sheet = await mintTickets(server.deps, KEEPER, poll, "C", { count: 6, voidUnused: true });
    expect(sheet).toMatchObject({ isRehearsal: true, address: server.address });
    urls = sheet.urls;
    expect(sheet.codes.filter((code) => !code.startsWith("TEST"))).toEqual([]);
    const document = await (await fetch(`${server.address}/api/polls/${poll}`)).json();
    expect(document).toMatchObject({ rehearsal: true, unit: "县水利局党组" });
    const real = await (await fetch(`${server.address}/api/polls/${server.polls.get("water")}`)).json();
    expect(real).toMatchObject({ rehearsal: false });
    left = await answerWithTexts(server.address, urls.slice(0, 5));
    expect(left.ballots).toBe(15);
    const pdf = await office.send("POST", `/polls/${poll}/tickets`, { batch: "A", spare: 0 });
    expect(pdf.headers.get("content-type")).toBe("application/pdf");
  });

  it("stands in no list of the round, and has no results", async () => {
    const found = await office.get(`/rounds/${round}`);
    expect(
      found.units.map((unit: { state: string; poll: string | null }) => [unit.state, unit.poll]),
    ).toEqual([
      ["draft", null],
      ["draft", null],
    ]);
    expect(await office.get(`/rounds/${round}/rehearsals`)).toMatchObject([
      { poll, unit: { id: "water", name: "县水利局党组" }, state: "open" },
    ]);
    expect(await office.status("GET", `/polls/${poll}/results`)).toBe(409);
  });

  it("is not closed, voided or registered, and not begun twice", async () => {
    const people = office.withSecond(second);
    for (const [method, path, body] of [
      ["POST", "close", people],
      ["POST", "void", { ...people, reason: "试填" }],
    ] as const) {
      const found = await replyOf(await office.send(method, `/polls/${poll}/${path}`, body));
      expect(found, path).toMatchObject({ status: 409, code: "poll.rehearsal" });
    }
    expect(await start("water")).toMatchObject({ status: 409, code: "round.rehearsing" });
    expect(await office.status("POST", `/polls/${poll}/pause`)).toBe(200);
    expect(await office.status("POST", `/polls/${poll}/resume`)).toBe(200);
  });

  it("has to be wiped before the roster changes or the round is sealed", async () => {
    expect(await seal()).toMatchObject({
      status: 409,
      code: "round.rehearsing",
      body: { facts: { rehearsals: 1 } },
    });
    await expect(saveUnits(server.deps, KEEPER, round, UNITS)).rejects.toMatchObject({
      code: "round.rehearsing",
    });
  });

  it("is not for viewers, another group or a unit that is not there", async () => {
    const viewer = await OfficeClient.signIn(server, "领导", "viewer");
    const other = await OfficeClient.signIn(server, "二组组长", "group", "县委第二巡察组");
    expect(await start("roads", viewer)).toMatchObject({ status: 403 });
    expect(await start("roads", other)).toMatchObject({ status: 404, code: "unit.unknown" });
    expect(await wipe(poll, viewer)).toMatchObject({ status: 403 });
    expect(await wipe(poll, other)).toMatchObject({ status: 404, code: "poll.unknown" });
    expect(await other.get(`/rounds/${round}/rehearsals`)).toEqual([]);
    expect(await start("nowhere")).toMatchObject({ status: 404, code: "unit.unknown" });
  });

  it("is wiped with one key: no byte of its keys, tickets, ballots, texts and frozen forms is left in any file, only its two lines on record", async () => {
    const keys = await server.deps.roll.signingKeys(poll);
    const spent = await server.deps.box.countSpent(keys.map(({ keyId }) => keyId));
    expect(spent.reduce((a, b) => a + b, 0)).toBe(15);
    const { plan } = (await server.deps.office.inTransaction((o) => o.poll(poll)))!;
    const { receiptKey, transportPrivate } = (await server.deps.roll.pollKeys(poll))!;
    const kept: Bytes = {
      ...left.kept,
      keyIds: keys.map(({ keyId }) => Buffer.from(keyId)),
      // Their beginning goes on in another page of the file.
      privateKeys: keys.map(({ privatePkcs8 }) => Buffer.from(privatePkcs8.subarray(-64))),
      pollKeys: [Buffer.from(receiptKey), Buffer.from(transportPrivate)],
      // By which the plan names them, and the office keeps them.
      frozenForms: plan!.forms.map(({ digest }) => Buffer.from(digest)),
    };
    expect(left.kept["texts"]!.length).toBeGreaterThan(5);
    expect(left.kept["answers"]!.length).toBeGreaterThan(4);
    // Whoever looks like this finds everything before it is wiped; what no file may ever have he does not find.
    const before = await seizeAll({ ...kept, ...left.never });
    expect(countIn(before, kept)).toEqual(
      Object.fromEntries(Object.entries(kept).map(([kind, all]) => [kind, all.length])),
    );
    expect(holdersOf(before, left.never)).toEqual([]);
    expect(await wipe(poll)).toMatchObject({ status: 204 });
    expect(holdersOf(await seizeAll({ ...kept, ...left.never }), { ...kept, ...left.never })).toEqual([]);
    expect(await server.deps.roll.holds(poll)).toBe(false);
    expect(await server.deps.office.inTransaction((o) => o.poll(poll))).toBeNull();
    await expect(enter(httpPort(server.address), parseTicket(urls[5]!))).rejects.toMatchObject({
      code: "ticket.unknown",
    });
    const lines = await server.deps.office.inTransaction((o) => o.audit());
    const acts = lines.filter(({ about, act }) => about === poll && act.startsWith("rehearsal"));
    expect(acts.map(({ act }) => act)).toEqual(["rehearsal.started", "rehearsal.wiped"]);
    expect(await wipe(poll)).toMatchObject({ status: 404 });
  });

  it("leaves a real poll alone: that cannot be wiped", async () => {
    const real = server.polls.get("water")!;
    expect(await wipe(real)).toMatchObject({ status: 409, code: "poll.no-rehearsal" });
    expect(await server.deps.roll.holds(real)).toBe(true);
  });
});

describe("after the seal", () => {
  /** What P12 is about. */
  const frozen = () =>
    server.deps.office.inTransaction(async (o) => {
      const polls = await o.polls(round);
      const digests = polls.flatMap(({ plan }) => plan?.forms.map(({ digest }) => digest) ?? []);
      return {
        round: await o.round(round),
        units: await o.units(round),
        plans: polls.map(({ id, unit, plan }) => ({ id, unit, plan })),
        forms: await Promise.all(digests.map((digest) => o.form(digest))),
      };
    });

  it("thresholds, forms, scheme, roster and blocks stay as they are, whatever is sent to whichever route", async () => {
    expect(await seal()).toMatchObject({ status: 200 });
    const before = await frozen();
    expect(before.round?.frozen).not.toBeNull();
    expect(before.forms.length).toBeGreaterThan(0);
    const { thresholds: _, ...settings } = before.round!.round;
    const poll = before.plans[0]!.id;
    const people = office.withSecond(second);
    const attempts: readonly (readonly [string, string, unknown])[] = [
      ["POST", "/rounds", { ...settings, title: "改名" }],
      ["POST", "/rounds", { ...settings, forms: settings.forms.slice(0, 1) }],
      ["POST", "/rounds", { ...settings, scheme: "opinion-only" }],
      ["POST", "/rounds", { ...before.round!.round, thresholds: { floor: 1, table: 1, block: 1 } }],
      [
        "POST",
        `/rounds/${round}/roster`,
        "单位名称,单位类型,巡察组,A类应参加,B类应参加,C类应参加\n甲局,县直,一组,1,1,1\n",
      ],
      ["POST", `/rounds/${round}/rehearsals`, { unit: "water" }],
      ["POST", `/rounds/${round}/seal`, people],
      ["POST", `/polls/${poll}/tickets`, { batch: "A", spare: 0, thresholds: { floor: 1 } }],
      ["POST", `/polls/${poll}/tickets`, { batch: "C", spare: 0 }],
      ["POST", `/polls/${poll}/open`, { ...people, plan: { forms: [], batches: [] } }],
      ["POST", `/polls/${poll}/open`, people],
      ["DELETE", `/polls/${poll}/rehearsal`, {}],
      ["PUT", `/rounds/${round}`, settings],
      ["PUT", `/polls/${poll}`, { plan: null }],
      ["DELETE", `/rounds/${round}`, {}],
      ["POST", `/polls/${poll}/pause`, {}],
      ["POST", "/rounds", { ...settings, forms: [] }],
      ["POST", `/polls/${poll}/resume`, {}],
    ];
    for (const [method, path, body] of attempts) {
      const isText = typeof body === "string";
      await fetch(`${server.address}/api/office${path}`, {
        method,
        headers: {
          cookie: office.cookie,
          origin: server.address,
          "content-type": isText ? "text/csv" : "application/json",
        },
        body: isText ? body : JSON.stringify(body),
      }).then((response) => response.arrayBuffer());
      expect(await frozen(), `${method} ${path}`).toEqual(before);
    }
    const [row] = (await server.deps.office.inTransaction((o) => o.polls(round))).filter(
      ({ id }) => id === poll,
    );
    expect(row?.state).toBe("open");
  });
});
