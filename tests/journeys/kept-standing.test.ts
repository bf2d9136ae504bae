/** What is kept of a round's results follows every act that changes them, whoever did it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { versionOf } from "../../server/core/assessment/version-of.ts";
import { declareInvalid } from "../../server/services/declare-invalid.ts";
import { type Actor, KEEPER } from "../../server/services/deps.ts";
import { decideCap } from "../../server/services/review/decide-cap.ts";
import { confirmJudgement } from "../../server/services/review/take-step.ts";
import { saveAssessment } from "../../server/services/save-assessment.ts";
import { type RoundStanding, scoreRound } from "../../server/services/score-round.ts";
import { answerAndClose } from "./closed-round.ts";
import { OfficeClient } from "./office-client.ts";
import { startTestServer, testAssessment, testUnit, type TestServer } from "./start-server.ts";

const BY_TWO: Actor = { ...KEEPER, second: { account: "a2", name: "审核人" } };

let server: TestServer;
let office: OfficeClient;

beforeAll(async () => {
  server = await startTestServer({
    units: ["water", "roads", "schools"].map((id) => testUnit(id, `县${id}局党组`, [4, 5, 11])),
  });
  await answerAndClose(server, server.polls.get("water")!, 0.9);
  office = await OfficeClient.signIn(server, "承办人");
});
afterAll(() => server.stop());

const kept = (): Promise<RoundStanding> => scoreRound(server.deps, server.round);

/** As a process reads it that has never seen the round. */
const anew = (): Promise<RoundStanding> => {
  const store = server.deps.office;
  return scoreRound(
    { ...server.deps, office: { inTransaction: (use) => store.inTransaction(use) } },
    server.round,
  );
};

/** `act` changes the results, and the kept ones are then those worked out anew. */
async function expectFollowed(act: () => Promise<unknown>): Promise<void> {
  const before = await kept();
  await act();
  const after = await kept();
  expect(after).toEqual(await anew());
  expect(after).not.toEqual(before);
}

const enter = (judged: number, unit = "water") =>
  saveAssessment(
    server.deps,
    KEEPER,
    server.round,
    unit,
    {
      ...testAssessment,
      judgement: Object.fromEntries(
        Object.keys(testAssessment.judgement ?? {}).map((id) => [id, { score: judged, reason: "总体平稳" }]),
      ),
      workload: {},
    },
    null,
  );

describe("the kept results of a round", () => {
  it("are not worked out again while nothing changes, also for two who ask at once", async () => {
    const [first, second] = await Promise.all([kept(), kept()]);
    expect(first).toBe(second);
    expect(await kept()).toBe(first);
  });

  it("are handed on for some units as for all", async () => {
    await kept();
    const some = await scoreRound(server.deps, server.round, ({ id }) => id === "roads");
    expect(some.units).toEqual((await anew()).units.filter(({ unit }) => unit.id === "roads"));
  });

  it("follow an assessment, and take over the scores it does not touch", async () => {
    await expectFollowed(() => enter(81));
    const before = await kept();
    await expectFollowed(() => enter(60, "roads"));
    expect((await kept()).units[0]!.score).toBe(before.units[0]!.score);
    const total = before.units[0]!.score!.printed;
    await expectFollowed(() => enter(95));
    expect((await kept()).units[0]!.score!.printed).not.toBe(total);
  });

  it("follow the closing of another poll", async () => {
    await expectFollowed(() => answerAndClose(server, server.polls.get("roads")!, 0.7));
    expect((await kept()).units.map(({ score }) => score !== null)).toEqual([true, true, false]);
  });

  it("follow a decision on a limit", async () => {
    await enter(55, "schools");
    await answerAndClose(server, server.polls.get("schools")!, 0.6);
    const proposed = (await kept()).units[2]!;
    const cap = proposed.score!.caps[0]!.id;
    const decision = { confirmed: true, reason: "情况属实", basedOn: versionOf(proposed.assessment) };
    await expectFollowed(() =>
      decideCap(server.deps, KEEPER, { round: server.round, unit: "schools", cap }, decision),
    );
  });

  it("follow a step of the review", async () => {
    await expectFollowed(() => confirmJudgement(server.deps, KEEPER, { round: server.round, unit: "water" }));
  });

  it("follow a poll that is declared invalid, in the pages too", async () => {
    const before = await office.get(`/rounds/${server.round}/grades`);
    await expectFollowed(() => declareInvalid(server.deps, BY_TWO, server.polls.get("roads")!, "程序不符"));
    const after = await office.get(`/rounds/${server.round}/grades`);
    const totals = (answer: typeof before) =>
      answer.rows.map(({ total }: { total: unknown }) => total !== null);
    expect([totals(before), totals(after)]).toEqual([
      [true, true, true],
      [true, false, true],
    ]);
    const { roundMean } = await office.get(`/polls/${server.polls.get("water")}/results`);
    expect(roundMean.units).toBe(2);
  });

  it("let no page of a unit be read any more once another unit's poll is given out, and are there when it is back", async () => {
    const [water, schools] = [server.polls.get("water")!, server.polls.get("schools")!];
    const store = server.deps.office;
    const copyOf = () => office.get(`/polls/${water}/unit-copy`);
    const before = await copyOf();
    const held = (await store.inTransaction((tx) => tx.poll(schools)))!;
    await store.inTransaction((tx) => tx.savePoll({ ...held, state: "away" }));
    await expect(copyOf()).rejects.toThrow("round.incomplete");
    await store.inTransaction((tx) => tx.savePoll(held));
    expect(await copyOf()).toEqual(before);
  });
});
