/** 归档 by two people when everything is decided, what it ends, and 试算 on archived rounds only. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TrialAnswer } from "../../server/http/office/answers-trial.ts";
import { startClosedRound } from "./closed-round.ts";
import { decideGrade } from "./decide-grade.ts";
import { OfficeClient } from "./office-client.ts";
import { replyOf } from "./phone-client.ts";
import { testUnit, type TestServer } from "./start-server.ts";

const UNITS = ["water", "roads"];
/** As the scheme stands: points of its parts, lines of its grades. */
const FROZEN = {
  points: { team: "20", members: "10", questionnaire: "20", judgement: "30", supervision: "20" },
  from: { 良好: "90", 较好: "75", 较差: "0" },
};

let server: TestServer;
let office: OfficeClient;
let second: OfficeClient;
let group: OfficeClient;
let round: string;
beforeAll(async () => {
  server = await startClosedRound({
    units: [
      testUnit("water", "县水利局党组", [4, 5, 11]),
      testUnit("roads", "县交通局党组", [4, 5, 11]),
      // Too small to be opened: its draft stays one, and is in nobody's way.
      testUnit("tiny", "县志办党支部", [1, 1, 2]),
    ],
  });
  office = await OfficeClient.signIn(server, "承办人");
  second = await OfficeClient.signIn(server, "审核人");
  group = await OfficeClient.signIn(server, "组长", "group", "县委第一巡察组");
  round = `/rounds/${server.round}`;
});
afterAll(() => server.stop());

const linesOf = async (act: "round.archived" | "round.tried") =>
  (await server.deps.office.inTransaction((o) => o.auditOf(act))).map(({ who, about, detail }) => ({
    who: who.split(" ").at(-1),
    about,
    ...JSON.parse(detail),
  }));
const archive = () => office.send("POST", `${round}/archive`, office.withSecond(second));
const attempt = async (choice: object = FROZEN, who = office) =>
  replyOf(await who.send("POST", `${round}/trials`, choice));

/** Everything that the office has written down about the round, so that a trial can be seen to leave nothing. */
const written = () =>
  server.deps.office.inTransaction(async (o) => ({
    round: await o.round(server.round),
    changes: await o.roundChanges(server.round),
    assessments: await o.assessments(server.round),
    reviews: await o.reviews(server.round),
  }));

describe("a round before everything is decided", () => {
  it("is not archived, and says what is in the way", async () => {
    expect(await replyOf(await archive())).toMatchObject({
      status: 409,
      code: "round.not-archivable",
      body: { facts: { reason: "grades", units: ["县水利局党组", "县交通局党组"] } },
    });
    expect(await linesOf("round.archived")).toEqual([]);
  });

  it("lets nobody try other weights, not even with its own", async () => {
    expect(await attempt()).toMatchObject({ status: 409, code: "round.not-archived" });
    expect(await linesOf("round.tried")).toEqual([]);
  });
});

describe("a round whose grades are frozen", () => {
  it("is archived by two people of the office, once, on record", async () => {
    for (const unit of UNITS) await decideGrade(server, unit, { group, office, second });
    expect(await office.status("POST", `${round}/freeze`, office.withSecond(second))).toBe(200);
    const alone = await office.send("POST", `${round}/archive`, office.withSecond(office));
    expect(await replyOf(alone)).toMatchObject({ status: 409, code: "account.same-person" });
    const asGroup = await group.send("POST", `${round}/archive`, group.withSecond(office));
    expect(await replyOf(asGroup)).toMatchObject({ status: 403, code: "account.not-allowed" });
    expect((await office.get(round)).isArchived).toBe(false);
    expect(await replyOf(await archive())).toMatchObject({ status: 200 });
    expect((await office.get(round)).isArchived).toBe(true);
    expect(await replyOf(await archive())).toMatchObject({ status: 409, code: "round.archived" });
    expect(await linesOf("round.archived")).toEqual([
      { who: "承办人", about: server.round, units: 3, second: expect.stringContaining("审核人") },
    ]);
  });

  it("is changed by nothing any more: no reopening, no declaring invalid, no asking anew; a recount stays", async () => {
    const people = office.withSecond(second);
    const reasoned = { reason: "重评", ...people };
    const before = await written();
    const poll = `/polls/${server.polls.get("water")}`;
    const calls = [
      [`${round}/units/water/reopen`, reasoned],
      [`${poll}/invalid`, reasoned],
      [`${poll}/repeat`, people],
    ] as const;
    for (const [path, body] of calls) {
      expect(await replyOf(await office.send("POST", path, body)), path).toMatchObject({
        status: 409,
        code: "round.archived",
      });
    }
    expect(await replyOf(await office.send("PUT", `${round}/span`, { from: "", to: "" }))).toMatchObject({
      status: 409,
      code: "round.archived",
    });
    expect(await written()).toEqual(before);
    const third = await OfficeClient.signIn(server, "复核人");
    expect(await third.status("POST", `${round}/units/water/recount`)).toBe(200);
  });
});

describe("试算 on an archived round", () => {
  it("comes to the same numbers with the same weights", async () => {
    const { status, body } = await attempt();
    expect(status).toBe(200);
    const answer = body as TrialAnswer;
    expect(answer.mark).toBe("试算");
    expect(answer.rows).toHaveLength(UNITS.length + 1);
    for (const [i, { total, computed, tried }] of answer.rows.entries()) {
      expect(total).toEqual(i < UNITS.length ? expect.stringMatching(/^\d+\.\d\d$/) : null);
      expect(tried).toEqual({ total, computed });
    }
  });

  it("scores by other points and lines, and leaves nothing but its line of the audit", async () => {
    const before = await written();
    const grades = await office.get(`${round}/grades`);
    const choice = {
      points: { ...FROZEN.points, team: "5", judgement: "30", supervision: "35" },
      from: { 良好: "99.99", 较好: "99.98", 较差: "0" },
    };
    const { rows } = (await attempt(choice)).body as TrialAnswer;
    for (const [i, { total, tried }] of rows.slice(0, UNITS.length).entries()) {
      const { values } = grades.rows[i];
      const wanted = [5, 10, 20, 30, 35].reduce((sum, points, at) => sum + (points * values[at]) / 100, 0);
      // The values are printed with two places, the trial is reckoned from the exact ones.
      expect(Number(tried.total)).toBeCloseTo(wanted, 1);
      expect(tried.total).not.toBe(total);
      expect(tried.computed).toBe("较差");
    }
    expect(await written()).toEqual(before);
    expect(await office.get(`${round}/grades`)).toEqual(grades);
    expect((await linesOf("round.tried")).at(-1)).toEqual({
      who: "承办人",
      about: server.round,
      triedBefore: "20/10/20/30/20；90/75/0",
      tried: "5/10/20/30/35；99.99/99.98/0",
    });
  });

  it.each([
    ["points that do not add up", { ...FROZEN, points: { ...FROZEN.points, team: "21" } }],
    ["a part without points", { ...FROZEN, points: { ...FROZEN.points, team: "0", members: "30" } }],
    ["a part that is left out", { ...FROZEN, points: { team: "100" } }],
    ["a part there is not", { ...FROZEN, points: { ...FROZEN.points, other: "1" } }],
    ["lines out of order", { ...FROZEN, from: { ...FROZEN.from, 较好: "95" } }],
    ["low scores without a grade", { ...FROZEN, from: { ...FROZEN.from, 较差: "10" } }],
  ])("refuses %s, without a line", async (_, choice) => {
    const lines = await linesOf("round.tried");
    expect(await attempt(choice)).toMatchObject({ status: 422, code: "scheme.invalid" });
    expect(await linesOf("round.tried")).toEqual(lines);
  });

  it("is the office's alone", async () => {
    const viewer = await OfficeClient.signIn(server, "领导", "viewer");
    for (const who of [group, viewer]) {
      expect(await attempt(FROZEN, who)).toMatchObject({ status: 403, code: "account.not-allowed" });
    }
  });

  it("is in no document: what the grade table and the report of the round say stays", async () => {
    const said = async () =>
      Promise.all(
        ["grade-table", "round-report"].map(
          async (key) => (await office.get(`${round}/documents/${key}.json`)).body,
        ),
      );
    const before = await said();
    await attempt({ ...FROZEN, from: { 良好: "99.99", 较好: "99.98", 较差: "0" } });
    const after = await said();
    expect(JSON.stringify(after) === JSON.stringify(before)).toBe(true);
    expect(JSON.stringify(after).includes("试算")).toBe(false);
  });
});
