/** Ballots that do not count: wrong credential, wrong form, answers nobody can give. @source anonymity.md §6 */
import { readFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toBase64Url } from "../../server/core/ticket/bytes.ts";
import type { AnswerFaultReason } from "../../server/core/problem.ts";
import { checkInstrument } from "../../server/core/definition/check-instrument.ts";
import { readInstrument } from "../../server/definitions/read-instrument.ts";
import { absent, readCase } from "../cases/shared-cases.ts";
import { type Answers, ballotOf, type Person, post, redeemed, type Reply } from "./phone-client.ts";
import { startTestServer, type TestServer, testUnit } from "./start-server.ts";

let server: TestServer;
let every: string;
const SHIPPED_MEMBERS = new URL("../../surveys/leadership-members/definition.json", import.meta.url);
/** The shipped cards, each with 优秀 for 30 % of the leaders at most: for one of three. */
const QUOTA = { title: "优秀", items: ["m00"], options: ["excellent"], percent: 30, atLeast: 1 };
const WITH_QUOTA = "members-with-quota";

beforeAll(async () => {
  const shipped = JSON.parse(readFileSync(SHIPPED_MEMBERS, "utf8")) as object;
  const members = checkInstrument({ ...shipped, id: WITH_QUOTA, quotas: [QUOTA] }).instrument;
  const { instrument } = await readInstrument(
    readFileSync(new URL("../definitions/every-type.json", import.meta.url), "utf8"),
  );
  every = instrument.id;
  server = await startTestServer({
    units: [testUnit("water", "县水利局党组", [5, 10, 30]), testUnit("roads", "县交通局党组", [5, 10, 30])],
    instruments: [instrument, members],
    round: {
      forms: [
        { instrument: "leadership-team", categories: ["A", "B", "C"], include: [] },
        { instrument: "leadership-members", categories: ["B", "C"], include: [] },
        { instrument: "staff-questionnaire", categories: ["A", "B", "C"], include: [] },
        { instrument: instrument.id, categories: ["A", "B", "C"], include: [] },
        { instrument: WITH_QUOTA, categories: ["B", "C"], include: [] },
      ],
    },
  });
});
afterAll(() => server.stop());

const cast = (ballot: unknown): Promise<Reply> => post(server.address, "/api/ballots", ballot);
const personOf = async (unit = "water", batch = "C"): Promise<Person> => {
  const [url] = await server.tickets(unit, batch, 1);
  return redeemed(server.address, url!);
};
/** Ballot for one form of a person, by its instrument. */
const ballotFor = (person: Person, instrument: string, change: Answers = {}): Answers => {
  const i = person.credentials.findIndex((credential) => credential.instrument === instrument);
  return ballotOf(person, i, change);
};

describe("a credential", () => {
  const refused = { status: 401, code: "credential.refused" };
  const malformed = { status: 400, code: "request.malformed" };
  it.each<[string, (own: Answers, other: Answers) => Answers, object]>([
    [
      "of another poll",
      (own, other) => ({ ...own, message: other["message"], signature: other["signature"] }),
      refused,
    ],
    ["with another signature", (own) => ({ ...own, signature: toBase64Url(randomBytes(256)) }), refused],
    [
      "with a signature of 128 bytes",
      (own) => ({ ...own, signature: toBase64Url(randomBytes(128)) }),
      refused,
    ],
    ["with another message", (own) => ({ ...own, message: toBase64Url(randomBytes(32)) }), refused],
    ["for another block", (own) => ({ ...own, block: "A+B" }), refused],
    ["for a block that is not there", (own) => ({ ...own, block: "Z" }), refused],
    ["for a block named like a member of objects", (own) => ({ ...own, block: "__proto__" }), refused],
    [
      "with two fields run together",
      (own) => ({ ...own, block: "C leadership-team", instrument: "" }),
      malformed,
    ],
  ])("%s is refused, and the ballot still counts afterwards", async (_, change, wanted) => {
    const own = ballotOf(await personOf(), 0);
    const other = ballotOf(await personOf("roads"), 0);
    expect(await cast(change(own, other))).toMatchObject(wanted);
    expect(await cast(own)).toMatchObject({ status: 201 });
  });

  it("of another block is refused with 401 by each of the poll's blocks", async () => {
    const [leader, member] = [ballotOf(await personOf("water", "A"), 0), ballotOf(await personOf(), 0)];
    expect(leader["block"]).not.toBe(member["block"]);
    for (const [from, to] of [
      [leader, member],
      [member, leader],
    ] as const)
      expect(await cast({ ...from, block: to["block"] })).toMatchObject(refused);
    for (const own of [leader, member]) expect(await cast(own)).toMatchObject({ status: 201 });
  });

  it("of another form of the same person is refused with 401", async () => {
    const person = await personOf();
    const [team, members] = [ballotOf(person, 0), ballotOf(person, 1)];
    const mixed = { ...team, message: members["message"], signature: members["signature"] };
    expect(await cast(mixed)).toMatchObject({ status: 401, code: "credential.refused" });
  });

  it("checked with another form's signature is refused with 401, with an unknown key too", async () => {
    const person = await personOf();
    const [team, members] = person.credentials;
    const check = (keyId: string, signature: string) =>
      post(server.address, "/api/ballots/check", { keyId, message: team!.message, signature });
    expect(await check(team!.keyId, members!.signature)).toMatchObject({ status: 401 });
    expect(await check(toBase64Url(randomBytes(32)), team!.signature)).toMatchObject({ status: 401 });
    expect(await check(team!.keyId, team!.signature)).toMatchObject({ status: 200, body: { cast: false } });
  });

  it("with another retry is 已提交: 409, and the first ballot stands", async () => {
    const ballot = ballotOf(await personOf(), 0);
    const first = await cast(ballot);
    expect(first.status).toBe(201);
    expect(await cast(ballot)).toEqual({ ...first, status: 200 });
    expect(await cast({ ...ballot, retry: toBase64Url(randomBytes(16)) })).toMatchObject({
      status: 409,
      code: "ballot.already-cast",
    });
  });
});

describe("a form", () => {
  it.each<[string, Answers, number, string]>([
    ["with a stale digest", { digest: "0".repeat(64) }, 409, "form.changed"],
    ["that is not in the round", { instrument: "appraisal" }, 404, "form.unknown"],
    ["named like a member of objects", { instrument: "constructor" }, 404, "form.unknown"],
    ["of a poll that does not exist", { poll: "p0000000000000000" }, 404, "poll.unknown"],
    ["without a digest", { digest: undefined }, 400, "request.malformed"],
    ["with a digest in capitals", { digest: "A".repeat(64) }, 400, "request.malformed"],
    ["with a retry of 15 bytes", { retry: toBase64Url(randomBytes(15)) }, 400, "request.malformed"],
    ["without answers", { answers: undefined }, 400, "request.malformed"],
    ["with a field of its own", { time: "2026-11-27" }, 400, "request.malformed"],
  ])("%s is refused", async (_, change, status, code) => {
    const person = await personOf();
    expect(await cast(ballotOf(person, 0, change))).toMatchObject({ status, code });
    expect(await cast(ballotOf(person, 0))).toMatchObject({ status: 201 });
  });

  it("names the present digest when the phone's is stale", async () => {
    const person = await personOf();
    const { body } = await cast(ballotOf(person, 0, { digest: "0".repeat(64) }));
    expect(body.facts).toEqual({ digest: person.entry.forms[0]!.digest });
  });
});

/** Changes one valid answer document into one that nobody can give, and what is said about it. */
type Row = readonly [string, Answers, question: string, AnswerFaultReason];

describe("answers to the staff questionnaire", () => {
  const long = "长".repeat(501);
  it.each<Row>([
    ["unknown question", { q99: "good" }, "q99", "unknown-question"],
    ["a question named like a member of objects", { toString: "good" }, "toString", "unknown-question"],
    ["unknown option", { q01: "great" }, "q01", "unknown-option"],
    ["option by its text", { q01: "好" }, "q01", "unknown-option"],
    ["option by its index", { q01: 0 }, "q01", "unknown-option"],
    ["list where one option is due", { q01: ["good"] }, "q01", "wrong-type"],
    ["object where one option is due", { q01: { value: "good" } }, "q01", "wrong-type"],
    ["required missing", { q02: undefined }, "q02", "required"],
    ["null for required", { q02: null }, "q02", "wrong-type"],
    ["empty list for required ticks", { q18: [] }, "q18", "required"],
    ["text where ticks are due", { q18: "a" }, "q18", "wrong-type"],
    ["duplicate tick", { q18: ["a", "a"] }, "q18", "duplicate"],
    ["unknown tick", { q18: ["a", "zz"] }, "q18", "unknown-option"],
    ["exclusive combined", { q18: ["a", "none"] }, "q18", "exclusive"],
    ["both exclusives", { q18: ["none", "unknown"] }, "q18", "exclusive"],
    ["more ticks than options", { q18: Array.from({ length: 200 }, () => "a") }, "q18", "too-many"],
    ["hidden answered", { q18: ["none"], q18t: "藏着的话" }, "q18t", "hidden"],
    ["text too long", { q22: long }, "q22", "too-long"],
    ["text too long in code points", { q22: "😀".repeat(501) }, "q22", "too-long"],
    ["number where text is due", { q22: 5 }, "q22", "wrong-type"],
    ["boolean where text is due", { q22: true }, "q22", "wrong-type"],
    ["a comment without a field", { "q01-Comment": "补充" }, "q01-Comment", "unknown-question"],
  ])("%s: 422 that names the question", async (_, change, question, reason) => {
    const person = await personOf();
    const good = ballotFor(person, "staff-questionnaire");
    const bad = { ...good, answers: { ...(good["answers"] as Answers), ...change } };
    const reply = await cast(bad);
    expect(reply).toMatchObject({ status: 422, code: "ballot.invalid" });
    expect(reply.body.facts.questions).toContainEqual(expect.objectContaining({ question, reason }));
    if (reason !== "unknown-question") expect(reply.body.facts.questions[0].title).toMatch(/\p{Script=Han}/u);
    expect(await cast(good)).toMatchObject({ status: 201 });
  });

  it("500 characters of four bytes are not too long", async () => {
    const person = await personOf();
    const good = ballotFor(person, "staff-questionnaire");
    const answers = { ...(good["answers"] as Answers), q22: "😀".repeat(500) };
    expect(await cast({ ...good, answers })).toMatchObject({ status: 201 });
  });

  it("names the leader of a card", async () => {
    const good = ballotFor(await personOf(), "leadership-members");
    const [first] = Object.keys(good["answers"] as Answers);
    const answers = { ...(good["answers"] as Answers), [first!]: "none-such" };
    const { body } = await cast({ ...good, answers });
    expect(body.facts.questions[0].title).toMatch(/^林向东：/);
  });

  it.each([null, 1, "x", true, [], [1], {}])("%j instead of answers is refused with 422", async (a) => {
    const person = await personOf();
    expect(await cast(ballotFor(person, "staff-questionnaire", { answers: a }))).toMatchObject({
      status: 422,
      code: "ballot.invalid",
    });
  });
});

describe("a form with a quota", () => {
  it("with one more than may have 优秀: 422 that names the leader; within it the ballot counts", async () => {
    const person = await personOf();
    const good = ballotFor(person, WITH_QUOTA);
    const marks = Object.keys(good["answers"] as Answers).filter((name) => name.startsWith("m00__"));
    expect(marks.length).toBeGreaterThan(1);
    const withExcellent = (count: number): Answers => ({
      ...good,
      answers: {
        ...(good["answers"] as Answers),
        ...Object.fromEntries(marks.map((name, at) => [name, at < count ? "excellent" : "unknown"])),
      },
    });
    for (const count of [2, marks.length]) {
      const reply = await cast(withExcellent(count));
      expect(reply).toMatchObject({ status: 422, code: "ballot.invalid" });
      const named = reply.body.facts.questions as { question: string; title: string; reason: string }[];
      expect(named.map(({ question }) => question)).toEqual(marks.slice(1, count));
      for (const { title, reason } of named) {
        expect(title).toMatch(/^\p{Script=Han}+：/u);
        expect(reason).toBe("quota");
      }
    }
    expect(await cast(withExcellent(1))).toMatchObject({ status: 201 });
  });
});

describe("answers to every type", () => {
  const GOOD: Answers = {
    radio: "a",
    drop: 0,
    ticks: ["x"],
    free: [1, 2],
    least: ["only"],
    grid: { r1: 0, r2: 1 },
    cells: { m1: { mark: 1 }, m2: { mark: 2 } },
    stars: 0,
    agree: false,
    count: 0,
    short: "甲乙",
    more: "说明",
  };
  it.each<Row>([
    ["unknown row", { grid: { r1: 0, r2: 0, r3: 0 } }, "grid", "unknown-row"],
    ["row named like a member of objects", { grid: { r1: 0, r2: 0, valueOf: 0 } }, "grid", "unknown-row"],
    ["row missing", { grid: { r1: 0 } }, "grid", "required"],
    ["column outside the matrix", { grid: { r1: 9, r2: 0 } }, "grid", "unknown-option"],
    ["string for number in a matrix", { grid: { r1: "0", r2: 0 } }, "grid", "unknown-option"],
    ["list for a matrix", { grid: [0, 1] }, "grid", "wrong-type"],
    ["unknown column", { cells: { m1: { mark: 1, x: 1 }, m2: { mark: 2 } } }, "cells", "unknown-column"],
    ["unknown row of cells", { cells: { m1: { mark: 1 }, m2: { mark: 2 }, m3: {} } }, "cells", "unknown-row"],
    ["text for a row of cells", { cells: { m1: "s", m2: { mark: 2 } } }, "cells", "wrong-type"],
    ["string for number", { count: "4" }, "count", "wrong-type"],
    ["number out of range", { count: 11 }, "count", "out-of-range"],
    ["number off its steps", { count: 0.3 }, "count", "out-of-range"],
    ["1e308", { count: 1e308 }, "count", "out-of-range"],
    ["string for boolean", { agree: "false" }, "agree", "wrong-type"],
    ["number for boolean", { agree: 0 }, "agree", "wrong-type"],
    ["rating outside", { stars: 5 }, "stars", "unknown-option"],
    ["string for rating", { stars: "0" }, "stars", "unknown-option"],
    ["pattern", { code: "A1" }, "code", "pattern"],
    ["a pattern that costs", { code: "A".repeat(50_000) }, "code", "too-long"],
    ["a day that is none", { day: "27.11.2026" }, "day", "pattern"],
    ["a mail that is none", { mail: "a@" }, "mail", "pattern"],
    ["hidden answered", { yesno: "Y" }, "yesno", "hidden"],
    ["too few ticks", { free: [1] }, "free", "too-few"],
    ["too many ticks", { ticks: ["x", "y", "z"] }, "ticks", "too-many"],
  ])("%s: 422 that names the question", async (_, change, question, reason) => {
    const person = await personOf();
    const reply = await cast(ballotFor(person, every, { answers: { ...GOOD, ...change } }));
    expect(reply).toMatchObject({ status: 422, code: "ballot.invalid" });
    expect(reply.body.facts.questions).toContainEqual(expect.objectContaining({ question, reason }));
    expect(await cast(ballotFor(person, every, { answers: GOOD }))).toMatchObject({ status: 201 });
  });

  const faults = readCase<{ crashes: { id: string; value?: unknown }[] }>("faults/answer-faults.json");
  const title = faults ? "values that make survey-core throw" : absent("faults/answer-faults.json");
  describe.skipIf(faults === null)(title, () => {
    it("are refused with 422 at every question, and the process survives", async () => {
      const person = await personOf();
      const values = new Set((faults?.crashes ?? []).map(({ value }) => JSON.stringify(value ?? null)));
      for (const text of values) {
        for (const question of Object.keys(GOOD)) {
          const reply = await cast(
            ballotFor(person, every, { answers: { ...GOOD, [question]: JSON.parse(text) } }),
          );
          expect(reply, `${question} = ${text}`).toMatchObject({ status: 422, code: "ballot.invalid" });
        }
      }
      expect(await cast(ballotFor(person, every, { answers: GOOD }))).toMatchObject({ status: 201 });
    });
  });
});
