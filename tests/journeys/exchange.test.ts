/** A spoiled slip is exchanged once, before first use, by two; unused tickets end at close; the roll sheet balances. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ticketHashOf } from "../../server/core/ticket/derive.ts";
import { enter, redeem } from "../../server/core/ticket/respondent.ts";
import { parseTicket } from "../../server/core/ticket/ticket-url.ts";
import { seeded } from "../../server/cli/demo/simulated-answers.ts";
import { answerAll, httpPort } from "../../server/cli/demo/simulated-staff.ts";
import { mintSheet } from "../../server/services/mint-tickets.ts";
import { exchangeTicket } from "../../server/services/exchange-ticket.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { OfficeClient } from "./office-client.ts";
import { replyOf } from "./phone-client.ts";
import { startTestServer, type TestServer, testUnit } from "./start-server.ts";

const GROUP = "县委第一巡察组";

let server: TestServer;
let office: OfficeClient;
let leader: OfficeClient;
let member: OfficeClient;
let poll: string;
beforeAll(async () => {
  server = await startTestServer({
    units: [testUnit("water", "县水利局党组", [5, 10, 30]), testUnit("roads", "县交通局党组", [5, 10, 30])],
  });
  office = await OfficeClient.signIn(server);
  leader = await OfficeClient.signIn(server, "一组组长", "group", GROUP);
  member = await OfficeClient.signIn(server, "一组联络员", "group", GROUP);
  poll = server.polls.get("water")!;
});
afterAll(() => server.stop());

const counts = async (batch: string) =>
  (await server.deps.roll.counts(poll)).find((count) => count.batch === batch)!;
const exchange = (ticket: string, second = member, more: object = {}) =>
  leader.send("POST", `/polls/${poll}/exchange`, { ticket, ...more, ...leader.withSecond(second) });
const refusal = async (ticket: string, second = member, more: object = {}) =>
  replyOf(await exchange(ticket, second, more));

describe("exchange", () => {
  it("voids the slip, scanned or typed, and prints one new one", async () => {
    const [scanned, other] = await server.tickets("water", "C", 2);
    const before = await counts("C");
    const response = await exchange(scanned!);
    expect(response.headers.get("content-type")).toBe("application/pdf");
    expect(
      Buffer.from(await response.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");
    const typed = parseTicket(other!)
      .code.toLowerCase()
      .replace(/(.{4})/g, "$1 ");
    expect((await exchange(typed)).status).toBe(200);
    expect(await counts("C")).toEqual({
      ...before,
      minted: before.minted + 2,
      voided: before.voided + 2,
      exchanged: before.exchanged + 2,
    });
    const port = httpPort(server.address);
    await expect(enter(port, parseTicket(scanned!))).rejects.toMatchObject({ code: "ticket.voided" });
    expect(await refusal(scanned!)).toMatchObject({ status: 410, code: "ticket.voided" });
  });

  it("gives a slip that can be used, in another bag when the wrong one was drawn", async () => {
    const [wrong] = await server.tickets("water", "A", 1);
    const sheet = await exchangeTicket(server.deps, KEEPER, poll, { ticket: wrong!, batch: "C" });
    expect(sheet.codes).toHaveLength(1);
    const port = httpPort(server.address);
    const entry = await enter(port, parseTicket(sheet.urls[0]!));
    expect(entry.batch).toBe("C");
    expect(await redeem(port, entry)).toHaveLength(3);
  });

  it("says on a slip of the leaders, and on no other, which forms they fill", async () => {
    const [drawn] = await server.tickets("water", "C", 1);
    const ofLeaders = await exchangeTicket(server.deps, KEEPER, poll, { ticket: drawn!, batch: "A" });
    expect(ofLeaders.fewerForms).toEqual(["领导班子表", "问卷"]);
    const back = await exchangeTicket(server.deps, KEEPER, poll, { ticket: ofLeaders.urls[0]!, batch: "C" });
    expect(back.fewerForms).toEqual([]);
  });

  it("is refused for a slip that was scanned, and leaves it usable", async () => {
    const [used] = await server.tickets("water", "C", 1);
    const port = httpPort(server.address);
    const credentials = await redeem(port, await enter(port, parseTicket(used!)));
    // Nothing beside the code: not when it was scanned, not what came with it.
    expect(await refusal(used!)).toEqual({
      status: 409,
      code: "ticket.used-elsewhere",
      body: { code: "ticket.used-elsewhere", facts: {} },
    });
    expect(await redeem(port, await enter(port, parseTicket(used!)))).toEqual(credentials);
  });

  it.each([
    ["no code", "12345", 400, "ticket.malformed"],
    ["a code that nobody made", "0000-0000-0000-0000-0000", 404, "ticket.unknown"],
  ])("is refused for %s", async (_, ticket, status, code) => {
    expect(await refusal(ticket)).toMatchObject({ status, code });
  });

  it("is refused for another unit's slip and another unit's bag", async () => {
    const [other] = await server.tickets("roads", "C", 1);
    const [own] = await server.tickets("water", "C", 1);
    expect(await refusal(other!)).toMatchObject({ status: 404, code: "ticket.unknown" });
    expect(await refusal(own!, member, { batch: "Z" })).toMatchObject({ status: 404, code: "unit.unknown" });
    expect(await refusal(own!, leader)).toMatchObject({ status: 409, code: "account.same-person" });
    const before = await server.deps.roll.ticket(ticketHashOf(parseTicket(own!).code));
    expect(before?.state).toBe("unused");
  });

  it("beyond five of a small bag needs somebody of the office", async () => {
    const urls = await server.tickets("water", "B", 6);
    for (const url of urls.slice(0, 5)) expect((await exchange(url)).status).toBe(200);
    expect(await refusal(urls[5]!)).toMatchObject({ status: 403, code: "account.not-allowed" });
    expect((await exchange(urls[5]!, office)).status).toBe(200);
  });

  it("is of the office beyond five also when several are asked for at once", async () => {
    const urls = await server.tickets("roads", "B", 7);
    const roads = server.polls.get("roads")!;
    const statuses = await Promise.all(
      urls.map(async (ticket) => {
        const body = { ticket, ...leader.withSecond(member) };
        return (await leader.send("POST", `/polls/${roads}/exchange`, body)).status;
      }),
    );
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(5);
    const { exchanged } = (await server.deps.roll.counts(roads)).find(({ batch }) => batch === "B")!;
    expect(exchanged).toBe(statuses.filter((status) => status === 200).length);
  });

  it("has a line with a number of its own for each that is asked for at once, and none for what is refused", async () => {
    const roads = server.polls.get("roads")!;
    const urls = await server.tickets("roads", "C", 7);
    const outcomes = await Promise.allSettled(
      urls.map((ticket) => exchangeTicket(server.deps, KEEPER, roads, { ticket, batch: null })),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
    const lines = await server.deps.office.inTransaction((o) => o.auditOf("ticket.exchanged"));
    const facts = lines
      .filter(({ about }) => about === roads)
      .map(({ detail }) => JSON.parse(detail) as { batch: string; exchanged: number });
    expect(facts.filter(({ batch }) => batch === "C").map(({ exchanged }) => exchanged)).toEqual([
      1, 2, 3, 4, 5,
    ]);
  });

  it("gives no bag more slips than its people and their spare ones, and says so whoever has used one", async () => {
    const roads = server.polls.get("roads")!;
    const move = async (ticket: string, batch: string) =>
      exchangeTicket(server.deps, KEEPER, roads, { ticket, batch, isByOffice: true });
    const usable = async (id: string) => {
      const { unused, used } = (await server.deps.roll.counts(roads)).find(({ batch }) => batch === id)!;
      return unused + used;
    };
    const sheet = await mintSheet(server.deps, KEEPER, roads, "A", 9);
    expect([sheet.urls.length, await usable("A")]).toEqual([14, 14]);
    const ofC = await server.tickets("roads", "C", 3);
    await move(ofC[0]!, "A");
    await expect(move(ofC[1]!, "A")).rejects.toMatchObject({ code: "ticket.bag-full", facts: { limit: 15 } });
    expect(await usable("A")).toBe(15);
    const spoiled = await server.deps.roll.ticket(ticketHashOf(parseTicket(ofC[1]!).code));
    expect(spoiled?.state).toBe("unused");
    // Within the bag nothing is added, and what leaves it makes room.
    const fresh = await move(sheet.urls[0]!, "A");
    await move(fresh.urls[0]!, "C");
    const port = httpPort(server.address);
    await redeem(port, await enter(port, parseTicket(sheet.urls[1]!)));
    await move(ofC[1]!, "A");
    await expect(move(ofC[2]!, "A")).rejects.toMatchObject({ code: "ticket.bag-full" });
    expect(await usable("A")).toBe(15);
  });
});

describe("the roll sheet", () => {
  const batch = (id: string, issued: number, left: number, returned = 0) => ({
    batch: id,
    issued,
    exchanged: 0,
    returned,
    left,
    paperIssued: 0,
    paperReturned: 0,
  });
  const typed = {
    meeting: "专题汇报会",
    time: "2026年11月27日 9:00",
    place: "三楼<会议室>",
    due: 45,
    present: 44,
    batches: [] as ReturnType<typeof batch>[],
    note: "",
  };
  const sheet = () => leader.get(`/polls/${poll}/roll-sheet`);
  const linesAbout = async (act: string) => {
    const rows = await server.deps.office.inTransaction((transaction) => transaction.audit());
    return rows.filter((row) => row.about === poll && row.act === act);
  };

  it("may be typed while open, but shows nothing of the system's until close", async () => {
    const body = { ...typed, ...leader.withSecond(member) };
    expect(await leader.status("PUT", `/polls/${poll}/roll-sheet`, body)).toBe(200);
    const found = await sheet();
    expect(found).toMatchObject({ typed, sheet: null, digest: null, unit: "县水利局党组" });
    expect(found.batches.find(({ id }: { id: string }) => id === "B")).toMatchObject({ exchanged: 6 });
    expect(JSON.stringify(found)).not.toMatch(/"used"|"minted"/);
    expect(await leader.status("GET", `/polls/${poll}/roll-sheet.html`)).toBe(409);
  });

  it("says in the record, while open, that it was saved, and no number", async () => {
    const saved = await linesAbout("roll-sheet.saved");
    expect(saved).toHaveLength(1);
    // A digest of so few small numbers would be opened by trying them all.
    expect(Object.keys(JSON.parse(saved[0]!.detail))).toEqual(["second"]);
  });

  it("counts unused tickets as void after close, balances what was typed and prints the digest", async () => {
    const urls = await server.tickets("water", "A", 5);
    const people = urls.map((url) => ({ url, climate: 0.9 }));
    await answerAll(httpPort(server.address), people, seeded(5), () => {});
    const minted = Object.fromEntries((await server.deps.roll.counts(poll)).map((c) => [c.batch, c.minted]));
    expect(await leader.status("POST", `/polls/${poll}/close`, leader.withSecond(member))).toBe(200);
    const { roll } = await server.deps.closed.head(poll);
    expect(roll.map(({ unused }) => unused)).toEqual([0, 0, 0]);
    const body = {
      ...typed,
      batches: [batch("A", 5, minted["A"]! - 5), batch("B", 2, minted["B"]! - 2), batch("C", 1, 0)],
      ...leader.withSecond(member),
    };
    const [closed] = await linesAbout("poll.closed");
    const digest = expect.stringMatching(/^[0-9a-f]{64}$/);
    const texts = (["meeting", "time", "place"] as const).map((field) => ({
      field,
      from: null,
      to: typed[field],
    }));
    expect(JSON.parse(closed!.detail)).toMatchObject({
      from: "counted",
      before: null,
      after: digest,
      changes: [...texts, { field: "due", from: null, to: 45 }, { field: "present", from: null, to: 44 }],
    });
    const found = await replyOf(await leader.send("PUT", `/polls/${poll}/roll-sheet`, body));
    expect(found.status).toBe(200);
    const again = JSON.parse((await linesAbout("roll-sheet.saved"))[1]!.detail);
    expect(again).toMatchObject({ before: JSON.parse(closed!.detail).after, after: digest });
    expect(again.changes).toContainEqual({ field: "issued", of: "其他干部职工", from: null, to: 1 });
    expect(found.body.batches.map((one: { exchanged: number }) => one.exchanged)).toEqual([2, 6, 3]);
    // 0 was sent for each bag: what is kept and signed is what the roll has counted.
    expect(found.body.typed.batches.map((one: { exchanged: number }) => one.exchanged)).toEqual([2, 6, 3]);
    expect(found.body.sheet.total).toMatchObject({ exchanged: 11 });
    expect(
      found.body.sheet.lines.map((line: { used: number; unused: number }) => [line.used, line.unused]),
    ).toEqual([
      [5, 0],
      [0, 2],
      [2, -1],
    ]);
    expect(found.body.sheet.imbalances).toEqual([
      { rule: "printed", of: "其他干部职工", difference: 1 - minted["C"]! },
      { rule: "issued", of: "其他干部职工", difference: 1 },
    ]);
    const page = await (await leader.send("GET", `/polls/${poll}/roll-sheet.html`)).text();
    expect(page).toContain(found.body.digest);
    expect(page).toContain("不平衡：其他干部职工");
    expect(page).toContain("三楼&lt;会议室&gt;");
    expect(page).not.toContain("得分");
    expect(page).not.toContain("<script");
  });

  it("is not for viewers, other groups or one person", async () => {
    const viewer = await OfficeClient.signIn(server, "领导", "viewer");
    const other = await OfficeClient.signIn(server, "二组组长", "group", "县委第二巡察组");
    for (const path of ["roll-sheet", "roll-sheet.html"]) {
      expect(await viewer.status("GET", `/polls/${poll}/${path}`)).toBe(403);
      expect(await other.status("GET", `/polls/${poll}/${path}`)).toBe(404);
    }
    expect(await leader.status("PUT", `/polls/${poll}/roll-sheet`, typed)).toBe(400);
    const bad = { ...typed, due: -1, ...leader.withSecond(member) };
    expect(await leader.status("PUT", `/polls/${poll}/roll-sheet`, bad)).toBe(400);
    const strange = { ...typed, batches: [batch("Z", 1, 0)], ...leader.withSecond(member) };
    expect(await leader.status("PUT", `/polls/${poll}/roll-sheet`, strange)).toBe(404);
  });
});
