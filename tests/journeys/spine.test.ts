/** The main job over HTTP, the way people go: scan, answer, close, results, grades. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cast, enter, isCast, loadForm, newRetry, redeem } from "../../server/core/ticket/respondent.ts";
import { parseTicket } from "../../server/core/ticket/ticket-url.ts";
import { seeded, simulatedAnswers } from "../../server/cli/demo/simulated-answers.ts";
import { answerAll, httpPort } from "../../server/cli/demo/simulated-staff.ts";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { OfficeClient } from "./office-client.ts";
import { startTestServer, type TestServer, testUnit } from "./start-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    units: [
      testUnit("water", "县水利局党组", [5, 10, 30]),
      testUnit("archive", "县档案馆党支部", [2, 2, 3]),
      testUnit("tiny", "县志办党支部", [1, 1, 1]),
    ],
  });
});
afterAll(() => server.stop());

describe("a round", () => {
  it("leaves a unit with fewer than five people in draft, to share a poll", async () => {
    const rows = await server.deps.office.inTransaction((office) => office.polls(server.round));
    expect(rows.find((row) => row.unit === "tiny")?.state).toBe("draft");
  });

  it("takes everybody's ballots once, and shows turnout in steps of five only", async () => {
    const port = httpPort(server.address);
    const random = seeded(1);
    const bags: [string, string, number][] = [
      ["water", "A", 5],
      ["water", "B", 10],
      ["water", "C", 28],
      ["archive", "A", 2],
      ["archive", "B+C", 5],
    ];
    let ballots = 0;
    for (const [unit, batch, count] of bags) {
      const urls = await server.tickets(unit, batch, count);
      const people = urls.map((url) => ({ url, climate: 0.85 }));
      ballots += await answerAll(port, people, random, () => {});
    }
    expect(ballots).toBe(5 * 2 + 38 * 3 + 2 * 2 + 5 * 3);
    const office = await OfficeClient.signIn(server);
    const round = await office.get(`/rounds/${server.round}`);
    const turnout = round.units.find((unit: { id: string }) => unit.id === "water").turnout;
    expect(turnout).toEqual({ step: 40, hasPaper: false, reached: true, complete: false, eligible: 45 });
  });

  it("answers the same redeem and the same cast again, and refuses another", async () => {
    const port = httpPort(server.address);
    const [url] = await server.tickets("water", "C", 1);
    const entry = await enter(port, parseTicket(url!));
    const credentials = await redeem(port, entry);
    expect(await redeem(port, await enter(port, parseTicket(url!)))).toEqual(credentials);
    const form = await loadForm(port, entry.forms[0]!.digest);
    const answers = simulatedAnswers(form, 0.9, seeded(2));
    const ballot = { digest: entry.forms[0]!.digest, answers, retry: newRetry(port) };
    expect(await isCast(port, credentials[0]!)).toBe(false);
    const receipt = await cast(port, credentials[0]!, ballot);
    expect(receipt).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/);
    expect(await cast(port, credentials[0]!, ballot)).toBe(receipt);
    expect(await isCast(port, credentials[0]!)).toBe(true);
    await expect(cast(port, credentials[0]!, { ...ballot, retry: newRetry(port) })).rejects.toMatchObject({
      code: "ballot.already-cast",
    });
  });

  it("shows no result to anybody before close", async () => {
    const office = await OfficeClient.signIn(server);
    const poll = server.polls.get("water")!;
    expect(await office.status("GET", `/polls/${poll}/results`)).toBe(409);
    const table = await office.get(`/rounds/${server.round}/grades`);
    expect(
      table.rows.every(
        (row: { level: string; total: unknown }) => row.level === "open" && row.total === null,
      ),
    ).toBe(true);
  });

  it("closes, releases, scores and grades; afterwards box and roll hold nothing of the poll", async () => {
    for (const unit of ["water", "archive"]) {
      const poll = server.polls.get(unit)!;
      await beginClosing(server.deps, KEEPER, poll, { second: KEEPER });
      expect((await continueClosing(server.deps, KEEPER, poll)).state).toBe("closed");
      expect(await server.deps.roll.holds(poll)).toBe(false);
    }
    const office = await OfficeClient.signIn(server);
    const water = await office.get(`/polls/${server.polls.get("water")}/results`);
    expect(water.returned).toBe(44);
    const team = water.forms[0];
    expect(team.level).toBe("tables");
    expect(team.blocks.map((block: { id: string; ballots: number }) => [block.id, block.ballots])).toEqual([
      ["A+B", 15],
      ["C", 29],
    ]);
    for (const item of team.items) {
      expect(item.counts.reduce((sum: number, n: number) => sum + n, 0) + item.blank).toBe(44);
    }
    const archive = await office.get(`/polls/${server.polls.get("archive")}/results`);
    expect(archive.forms.map((form: { level: string }) => form.level)).toEqual(["score", "score", "score"]);
    expect(JSON.stringify(archive.forms)).not.toContain("counts");
    const table = await office.get(`/rounds/${server.round}/grades`);
    const row = table.rows.find((one: { unit: { id: string } }) => one.unit.id === "water");
    expect(["良好", "较好", "较差"]).toContain(row.computed);
  });

  it("refuses everything a phone sends after close", async () => {
    const port = httpPort(server.address);
    const head = await server.deps.closed.head(server.polls.get("water")!);
    expect(head.keys.length).toBeGreaterThan(0);
    await expect(enter(port, parseTicket("0000 0000 0000 0000 0000"))).rejects.toMatchObject({
      code: "ticket.unknown",
    });
    const response = await fetch(`${server.address}/api/polls/${server.polls.get("water")}`);
    expect(response.status).toBe(410);
  });
});

describe("receipts", () => {
  it("are listed in public after close, sorted, one per ballot, and not before", async () => {
    const poll = server.polls.get("water")!;
    const response = await fetch(`${server.address}/receipts/${poll}`);
    expect(response.status).toBe(200);
    expect(response.headers.getSetCookie()).toEqual([]);
    const codes = (await response.text()).match(/[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}/g) ?? [];
    const head = await server.deps.closed.head(poll);
    const ballots = head.tally.forms
      .flatMap((form) => form.blocks)
      .reduce((sum, block) => sum + block.ballots, 0);
    expect(codes.length).toBe(ballots);
    expect(codes).toEqual(codes.toSorted());
    expect(await (await fetch(`${server.address}/receipts`)).text()).toContain("县水利局党组");
    expect((await fetch(`${server.address}/receipts/${server.polls.get("tiny")}`)).status).toBe(409);
  });
});

describe("totals", () => {
  it("count the units that may be counted, leave small ones out and say so, and wait for the last close", async () => {
    const office = await OfficeClient.signIn(server);
    const totals = await office.get(`/rounds/${server.round}/totals`);
    const team = totals.find((one: { instrument: string }) => one.instrument === "leadership-team");
    expect(team).toMatchObject({ units: 1, ballots: 44, leftOut: { units: 1, ballots: 7 } });
    expect(team.blocks.map((block: { id: string; ballots: number }) => [block.id, block.ballots])).toEqual([
      ["A+B", 15],
      ["C", 29],
    ]);
  });
});

describe("texts and the unit's copy", () => {
  it("are read from ten ballots on, by office and group, never by a viewer; a unit gets tables from thirty", async () => {
    const office = await OfficeClient.signIn(server);
    const water = server.polls.get("water")!;
    const texts = await office.get(`/polls/${water}/texts`);
    const lines = texts.flatMap((form: { questions: { texts: string[] }[] }) =>
      form.questions.flatMap((q) => q.texts),
    );
    expect(lines.length).toBeGreaterThan(0);
    const small = await office.get(`/polls/${server.polls.get("archive")}/texts`);
    expect(small.every((form: { questions: unknown }) => form.questions === null)).toBe(true);
    const viewer = await OfficeClient.signIn(server, "查阅人甲", "viewer");
    expect(await viewer.status("GET", `/polls/${water}/texts`)).toBe(403);
    expect(await viewer.status("GET", `/polls/${water}/unit-copy`)).toBe(403);
    const copy = await office.get(`/polls/${water}/unit-copy`);
    expect(copy.length).toBe(3);
    expect(copy[0].tables.items.every((item: { blocks: unknown[] }) => item.blocks.length === 0)).toBe(true);
    expect(await office.get(`/polls/${server.polls.get("archive")}/unit-copy`)).toEqual([]);
  });
});
