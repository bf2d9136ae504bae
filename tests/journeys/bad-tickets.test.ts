/** Tickets that do not count, and messages no honest phone makes. @source anonymity.md §3, §6 */
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromBase64Url, toBase64Url } from "../../server/core/ticket/bytes.ts";
import { entitlementOf, ticketHashOf } from "../../server/core/ticket/derive.ts";
import { enter, type Entry } from "../../server/core/ticket/respondent.ts";
import { parseSpki } from "../../server/core/ticket/spki.ts";
import { parseTicket } from "../../server/core/ticket/ticket-url.ts";
import { fromInteger } from "../../server/core/ticket/bytes.ts";
import { openPoll, pausePoll, resumePoll } from "../../server/services/change-poll-state.ts";
import { beginClosing, continueClosing, voidPoll } from "../../server/services/close-poll.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { mintTickets } from "../../server/services/mint-tickets.ts";
import { ballotOf, openPort, post, redeemBody, redeemed, type Reply } from "./phone-client.ts";
import { startTestServer, type TestServer, testUnit } from "./start-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    units: ["water", "sealed", "paused", "closing", "voided"].map((id) =>
      testUnit(id, `${id}党组`, [5, 10, 30]),
    ),
    opens: false,
  });
  for (const unit of ["water", "paused", "closing", "voided"])
    await openPoll(server.deps, KEEPER, server.polls.get(unit)!);
});
afterAll(() => server.stop());

const entryOf = async (unit: string, batch = "C"): Promise<Entry> => {
  const [url] = await server.tickets(unit, batch, 1);
  return enter(openPort(server.address), parseTicket(url!));
};
const redeem = (body: unknown): Promise<Reply> => post(server.address, "/api/redeem", body);
const ticketOf = (entry: Entry) => server.deps.roll.ticket(ticketHashOf(entry.code));

describe("a ticket", () => {
  it("that does not exist is unknown: 404 at entry and redeem, with the same bytes", async () => {
    const entry = await entryOf("water");
    const atEntry = await post(server.address, "/api/entry", { h: toBase64Url(randomBytes(32)) });
    const atRedeem = await redeem({ ...redeemBody(entry), a: toBase64Url(randomBytes(32)) });
    expect(atEntry).toEqual({
      status: 404,
      code: "ticket.unknown",
      body: { code: "ticket.unknown", facts: {} },
    });
    expect(atRedeem).toEqual(atEntry);
    expect((await ticketOf(entry))!.state).toBe("unused");
  });

  it("is not known by its stored hash: who reads the roll cannot use it", async () => {
    const entry = await entryOf("water");
    const { hash } = (await ticketOf(entry))!;
    expect(await redeem({ ...redeemBody(entry), a: toBase64Url(hash) })).toMatchObject({ status: 404 });
  });

  it("used with other blinded values is used elsewhere: 409, and the first use stands", async () => {
    const entry = await entryOf("water");
    const first = await redeem(redeemBody(entry));
    expect(first.status).toBe(200);
    const other = { ...redeemBody(entry), blinded: redeemBody(await entryOf("water")).blinded };
    expect(await redeem(other)).toMatchObject({ status: 409, code: "ticket.used-elsewhere" });
    expect(await redeem(redeemBody(entry))).toEqual(first);
  });

  it.each(["lower", "spaces", "hyphens", "wide", "letters"])(
    "typed with %s is the same ticket",
    async (way) => {
      const { code } = await entryOf("water");
      const typed = {
        lower: code.toLowerCase(),
        spaces: ` ${code.replace(/(.{4})/g, "$1 ")} `,
        hyphens: code.replace(/(.{5})/g, "$1-"),
        wide: [...code].map((letter) => String.fromCodePoint(letter.codePointAt(0)! + 0xfee0)).join(""),
        letters: code.replaceAll("0", "O").replaceAll("1", "l"),
      }[way]!;
      const entry = await enter(openPort(server.address), parseTicket(typed));
      expect(entry.code).toBe(code);
    },
  );

  it.each(["", "123", "U".repeat(20), "0".repeat(19), "0".repeat(21), "中".repeat(20), "0".repeat(10_000)])(
    "that is no code is refused on the phone before anything is sent: %#",
    (typed) => {
      expect(() => parseTicket(typed)).toThrow(expect.objectContaining({ code: "ticket.malformed" }));
    },
  );

  it("that was voided by a reprint: 410 at entry and redeem", async () => {
    const entry = await entryOf("water", "A");
    await mintTickets(server.deps, KEEPER, server.polls.get("water")!, "A", { count: 1, voidUnused: true });
    expect(await redeem(redeemBody(entry))).toMatchObject({ status: 410, code: "ticket.voided" });
    const h = toBase64Url(ticketHashOf(entry.code));
    expect(await post(server.address, "/api/entry", { h })).toMatchObject({ status: 410 });
  });
});

describe("a poll that is not open", () => {
  it("before opening: 409 and the ticket stays unused", async () => {
    const entry = await entryOf("sealed");
    expect(await redeem(redeemBody(entry))).toMatchObject({ status: 409, code: "poll.not-open" });
    expect((await ticketOf(entry))!.state).toBe("unused");
  });

  it("while paused: 409 for redeem and cast; afterwards both work", async () => {
    const poll = server.polls.get("paused")!;
    const [url] = await server.tickets("paused", "C", 1);
    const person = await redeemed(server.address, url!);
    const entry = await entryOf("paused");
    await pausePoll(server.deps, KEEPER, poll);
    expect(await redeem(redeemBody(entry))).toMatchObject({
      status: 409,
      body: { code: "poll.not-open", facts: { state: "paused" } },
    });
    const ballot = ballotOf(person, 0);
    expect(await post(server.address, "/api/ballots", ballot)).toMatchObject({
      status: 409,
      code: "poll.not-open",
    });
    await resumePoll(server.deps, KEEPER, poll);
    expect(await redeem(redeemBody(entry))).toMatchObject({ status: 200 });
    expect(await post(server.address, "/api/ballots", ballot)).toMatchObject({ status: 201 });
  });

  it("while closing: 410 for new redeems, the same answer for repeated ones, ballots taken; then 410", async () => {
    const poll = server.polls.get("closing")!;
    const [url] = await server.tickets("closing", "C", 1);
    const person = await redeemed(server.address, url!);
    const late = await entryOf("closing");
    expect((await beginClosing(server.deps, KEEPER, poll, { second: null })).state).toBe("closing");
    expect(await redeem(redeemBody(late))).toMatchObject({ status: 410, code: "poll.closed" });
    expect((await ticketOf(late))!.state).toBe("unused");
    expect(await redeem(redeemBody(person.entry))).toMatchObject({ status: 200 });
    expect(await post(server.address, "/api/ballots", ballotOf(person, 0))).toMatchObject({ status: 201 });
    await beginClosing(server.deps, KEEPER, poll, { second: KEEPER });
    await continueClosing(server.deps, KEEPER, poll);
    expect(await post(server.address, "/api/ballots", ballotOf(person, 1))).toMatchObject({
      status: 410,
      code: "poll.closed",
    });
    // Closing erases the hashes themselves: that a ticket was one is no longer known to anybody.
    expect(await redeem(redeemBody(late))).toMatchObject({ status: 404, code: "ticket.unknown" });
  });

  it("after it was voided: 410 for ballots", async () => {
    const [url] = await server.tickets("voided", "C", 1);
    const person = await redeemed(server.address, url!);
    await voidPoll(server.deps, KEEPER, server.polls.get("voided")!, "录入错误");
    expect(await post(server.address, "/api/ballots", ballotOf(person, 0))).toMatchObject({
      status: 410,
      body: { code: "poll.closed", facts: { state: "void" } },
    });
  });
});

describe("blinded messages", () => {
  const modulus = (entry: Entry) => parseSpki(fromBase64Url(entry.forms[0]!.spki));
  const bytes = (entry: Entry, value: (n: bigint) => bigint) => {
    const { n, size } = modulus(entry);
    return toBase64Url(fromInteger(value(n), size));
  };
  it.each<[string, (entry: Entry) => unknown]>([
    ["0", (entry) => bytes(entry, () => 0n)],
    ["1", (entry) => bytes(entry, () => 1n)],
    ["n − 1", (entry) => bytes(entry, (n) => n - 1n)],
    ["n", (entry) => bytes(entry, (n) => n)],
    ["n + 1", (entry) => bytes(entry, (n) => n + 1n)],
    ["2^2048 − 1", (entry) => bytes(entry, () => 2n ** 2048n - 1n)],
    ["one byte short", () => toBase64Url(randomBytes(255))],
    ["one byte long", () => toBase64Url(Buffer.concat([Buffer.alloc(1), randomBytes(256)]))],
    ["nothing", () => ""],
    ["512 bytes", () => toBase64Url(randomBytes(512))],
    ["a number", () => 5],
    ["null", () => null],
    ["no text", () => ["AA"]],
  ])("%s is refused and the ticket stays unused", async (_, value) => {
    const entry = await entryOf("water");
    const body = redeemBody(entry);
    const bad = { ...body, blinded: { ...body.blinded, [entry.forms[0]!.instrument]: value(entry) } };
    expect(await redeem(bad)).toMatchObject({ status: 400 });
    expect((await ticketOf(entry))!.state).toBe("unused");
    expect(await redeem(body)).toMatchObject({ status: 200 });
  });

  it.each<[string, (blinded: Record<string, string>) => Record<string, string>]>([
    ["none", () => ({})],
    ["one too few", ({ "staff-questionnaire": rest }) => ({ "staff-questionnaire": rest! })],
    ["one too many", (blinded) => ({ ...blinded, appraisal: blinded["leadership-team"]! })],
    ["another form", ({ "leadership-team": team, ...rest }) => ({ ...rest, toString: team! })],
  ])("for %s of the batch's forms are refused and the ticket stays unused", async (_, change) => {
    const entry = await entryOf("water");
    const body = redeemBody(entry);
    expect(await redeem({ ...body, blinded: change(body.blinded) })).toMatchObject({ status: 401 });
    expect((await ticketOf(entry))!.state).toBe("unused");
  });

  it("of a member do not pass for a leader, who has no members' form", async () => {
    const leader = await entryOf("water", "A");
    const member = await entryOf("water", "C");
    const body = { a: toBase64Url(entitlementOf(leader.code)), blinded: redeemBody(member).blinded };
    expect(await redeem(body)).toMatchObject({ status: 401, code: "credential.refused" });
    expect((await ticketOf(leader))!.state).toBe("unused");
  });
});

const FAILURES_PER_MINUTE = 60;

describe("10 000 wrong tickets", () => {
  it("meet 429, while people with tickets on the same address are served", async () => {
    const entry = await entryOf("water");
    const statuses = new Map<number, number>();
    const guess = async (n: number) => {
      for (let i = 0; i < n; i += 1) {
        const { status, body } = await post(server.address, "/api/entry", {
          h: toBase64Url(randomBytes(32)),
        });
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status === 429) expect(body).toEqual({ code: "ticket.too-many-tries", facts: { seconds: 60 } });
      }
    };
    const begunMs = Date.now();
    await Promise.all(Array.from({ length: 20 }, () => guess(500)));
    const minutes = 2 + Math.floor((Date.now() - begunMs) / 60_000);
    expect([...statuses.keys()].toSorted()).toEqual([404, 429]);
    expect(statuses.get(429)!).toBeGreaterThanOrEqual(10_000 - minutes * FAILURES_PER_MINUTE);
    const wrong = { ...redeemBody(entry), a: toBase64Url(randomBytes(32)) };
    expect(await redeem(wrong)).toMatchObject({ status: 429 });
    expect(await redeem(redeemBody(entry))).toMatchObject({ status: 200 });
    const person = await redeemed(server.address, (await server.tickets("water", "B", 1))[0]!);
    expect(await post(server.address, "/api/ballots", ballotOf(person, 0))).toMatchObject({ status: 201 });
  });
});
