/**
 * A reprint while people answer: neither the number of slips nor its line on record tells more than the poll's turnout,
 * which everybody sees, and slips in people's hands are voided by two. @source docs/decisions/0132-a-reprint-tells-nothing-of-its-bag.md
 */
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seeded } from "../../server/cli/demo/simulated-answers.ts";
import { answerAll, httpPort } from "../../server/cli/demo/simulated-staff.ts";
import { ticketHashOf } from "../../server/core/ticket/derive.ts";
import { parseTicket } from "../../server/core/ticket/ticket-url.ts";
import { countTurnout } from "../../server/services/count-turnout.ts";
import { createRound } from "../../server/services/create-round.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { mintSheet } from "../../server/services/mint-tickets.ts";
import { startRehearsal, wipeRehearsal } from "../../server/services/rehearse-poll.ts";
import { saveUnits } from "../../server/services/save-units.ts";
import { sealRound } from "../../server/services/seal-round.ts";
import { OfficeClient } from "./office-client.ts";
import { replyOf } from "./phone-client.ts";
import { ROUND, startTestServer, type TestServer, testUnit } from "./start-server.ts";

const UNITS = ["water", "education", "roads", "parks", "media"] as const;
type Unit = (typeof UNITS)[number];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ units: UNITS.map((id) => testUnit(id, id, [5, 10, 30])) });
});
afterAll(() => server.stop());

const pollOf = (unit: Unit): string => server.polls.get(unit)!;
const sheetOf = (unit: Unit, bag: string, spare = 0) =>
  mintSheet(server.deps, KEEPER, pollOf(unit), bag, spare);
/** The sheet itself is read by nobody here. */
const answerOf = async (response: Response) =>
  response.ok ? { status: response.status, pdf: await response.arrayBuffer() } : replyOf(response);
const usedOf = async (unit: Unit, bag: string) =>
  (await server.deps.roll.counts(pollOf(unit))).find(({ batch }) => batch === bag)?.used ?? 0;

/** People of one bag, each with a slip of the sheet that is valid now, hand in every form. */
async function answer(unit: Unit, bag: string, people: number): Promise<void> {
  const { urls } = await sheetOf(unit, bag);
  const some = urls.slice(0, people).map((url) => ({ url, climate: 0.8 }));
  await answerAll(httpPort(server.address), some, seeded(3), () => {});
}

/** The next sheet of every bag: how many slips, and the line on record. */
async function told(unit: Unit) {
  const sheets: { readonly bag: string; readonly slips: number; readonly detail: string }[] = [];
  for (const bag of ["A", "B", "C"]) {
    const slips = (await sheetOf(unit, bag)).codes.length;
    const line = (await server.deps.office.inTransaction((office) => office.audit())).at(-1)!;
    expect(line.act).toBe("tickets.minted");
    sheets.push({ bag, slips, detail: line.detail });
  }
  return sheets;
}

it("has bags for leaders, middle and staff, which the tests below tell apart", async () => {
  const { batches } = (await server.deps.live.get(pollOf("water"))).plan;
  expect(batches.map(({ id, eligible }) => [id, eligible])).toEqual([
    ["A", 5],
    ["B", 10],
    ["C", 30],
  ]);
});

it("tells nothing of a bag: the same whichever bags the ten came from, all five leaders among them or none", async () => {
  const nobody = await told("water");
  await answer("water", "A", 5);
  await answer("water", "B", 5);
  await answer("education", "C", 10);
  expect([await usedOf("water", "A"), await usedOf("education", "A")]).toEqual([5, 0]);
  for (const unit of ["water", "education"] as const)
    expect((await countTurnout(server.deps, pollOf(unit))).step).toBe(10);
  expect(await told("water")).toEqual(nobody);
  expect(await told("education")).toEqual(nobody);
  expect(nobody.map(({ slips }) => slips)).toEqual([5, 10, 30]);
});

it("tells nothing of who has begun and not handed in", async () => {
  const before = await told("roads");
  const { urls } = await sheetOf("roads", "C");
  for (const url of urls.slice(0, 7))
    await server.deps.roll.use(ticketHashOf(parseTicket(url).code), randomBytes(32));
  expect(await usedOf("roads", "C")).toBe(7);
  expect(await told("roads")).toEqual(before);
});

it("makes fewer where so many have answered that some must be of this bag, in the steps that everybody sees", async () => {
  await answer("parks", "C", 30);
  await answer("parks", "B", 8);
  // Bags of 5 and 10 may have 15 and 20 slips used, so that of 35 nobody must be of the bag of 30.
  expect((await countTurnout(server.deps, pollOf("parks"))).step).toBe(35);
  expect((await told("parks")).map(({ slips }) => slips)).toEqual([5, 10, 30]);
  await answer("parks", "A", 4);
  expect((await countTurnout(server.deps, pollOf("parks"))).step).toBe(40);
  expect((await told("parks")).map(({ slips }) => slips)).toEqual([5, 10, 25]);
});

it("makes no more once as many slips of a bag were used as it may have with all its spare ones", async () => {
  const { urls } = await sheetOf("media", "A", 10);
  expect(urls).toHaveLength(15);
  const use = (some: readonly string[]) =>
    Promise.all(
      some.map((url) => server.deps.roll.use(ticketHashOf(parseTicket(url).code), randomBytes(32))),
    );
  await use(urls.slice(0, 14));
  const again = await sheetOf("media", "A", 10);
  expect(again.urls).toHaveLength(15);
  // The slip of the first sheet that was left is void.
  expect(await use([urls[14]!])).toEqual(["voided"]);
  await use(again.urls);
  await expect(sheetOf("media", "A", 10)).rejects.toMatchObject({ code: "request.malformed" });
  await expect(sheetOf("media", "A", 11)).rejects.toMatchObject({ code: "request.malformed" });
  expect(await usedOf("media", "A")).toBeLessThan(2 * 15);
});

describe("slips that may be in people's hands", () => {
  const body = { batch: "C", spare: 0 };
  const tickets = (who: OfficeClient, poll: string) =>
    who.send("POST", `/polls/${poll}/tickets`, body).then(answerOf);

  it("are voided by two, not by one", async () => {
    const own = await OfficeClient.signIn(server, "重印人", "group", "县委第一巡察组");
    const second = await OfficeClient.signIn(server, "确认人", "group", "县委第一巡察组");
    const poll = pollOf("media");
    // The first sheet of a bag voids nothing.
    expect((await tickets(own, poll)).status).toBe(200);
    const minted = (await server.deps.roll.counts(poll)).find(({ batch }) => batch === "C");
    expect(await tickets(own, poll)).toMatchObject({ status: 409, code: "poll.wrong-state" });
    expect((await server.deps.roll.counts(poll)).find(({ batch }) => batch === "C")).toEqual(minted);
    const two = { ...body, ...own.withSecond(second) };
    expect((await own.send("POST", `/polls/${poll}/reprint`, two)).status).toBe(200);
    const line = (await server.deps.office.inTransaction((office) => office.audit())).at(-1)!;
    expect([line.act, JSON.parse(line.detail)]).toEqual([
      "tickets.minted",
      { batch: "C", count: 30, second: expect.stringContaining("确认人") },
    ]);
    expect((await server.deps.roll.counts(poll)).find(({ batch }) => batch === "C")).toMatchObject({
      minted: 60,
      unused: 30,
      voided: 30,
    });
    await own.send("POST", `/polls/${poll}/pause`);
    expect(await tickets(own, poll)).toMatchObject({ status: 409, code: "poll.wrong-state" });
  });

  it("before opening, and in a rehearsal, one person prints again", async () => {
    const { id } = await createRound(server.deps, KEEPER, ROUND);
    await saveUnits(server.deps, KEEPER, id, [testUnit("school", "县第一中学党委", [5, 10, 30])]);
    const own = await OfficeClient.signIn(server, "试印人");
    const rehearsal = await startRehearsal(server.deps, KEEPER, id, "school");
    for (const _ of [1, 2]) expect((await tickets(own, rehearsal.id)).status).toBe(200);
    await wipeRehearsal(server.deps, KEEPER, rehearsal.id);
    await sealRound(server.deps, KEEPER, id);
    const [sealed] = await server.deps.office.inTransaction((office) => office.polls(id));
    for (const _ of [1, 2]) expect((await tickets(own, sealed!.id)).status).toBe(200);
  });
});
