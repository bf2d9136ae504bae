/** A decision on a limit holds for what was decided upon: these dimensions, this poll. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { versionOf } from "../../server/core/assessment/version-of.ts";
import { openPoll } from "../../server/services/change-poll-state.ts";
import { declareInvalid } from "../../server/services/declare-invalid.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { repeatPoll } from "../../server/services/repeat-poll.ts";
import { decideCap } from "../../server/services/review/decide-cap.ts";
import { proposeGrade } from "../../server/services/review/take-step.ts";
import { saveAssessment } from "../../server/services/save-assessment.ts";
import { scoreRound } from "../../server/services/score-round.ts";
import { answerAndClose, startClosedRound } from "./closed-round.ts";
import { testAssessment, testUnit, type TestServer } from "./start-server.ts";

const CLIMATE = 0.6;
const TWO = { ...KEEPER, second: KEEPER };

let server: TestServer;
beforeAll(async () => {
  server = await startClosedRound({
    units: [testUnit("water", "县水利局党组", [4, 7, 10])],
    climate: CLIMATE,
  });
}, 120_000);
afterAll(() => server.stop());

const unit = async () => (await scoreRound(server.deps, server.round)).units[0]!;
const caps = async () =>
  (await unit()).score!.caps.map(({ id, evidence, confirmed }) => [id, evidence, confirmed]);

/** 研判 with 92 everywhere but where it is said otherwise. */
async function judge(scores: { readonly [dimension: string]: string }): Promise<void> {
  const judgement = Object.fromEntries(
    Object.keys(testAssessment.judgement!).map((id) => [id, { score: scores[id] ?? "92", reason: "因" }]),
  );
  const entry = { ...testAssessment, judgement, facts: ["member-case"] };
  await saveAssessment(server.deps, KEEPER, server.round, "water", entry, null);
}

async function reject(cap: string): Promise<void> {
  const decision = { confirmed: false, reason: "已整改", basedOn: versionOf((await unit()).assessment) };
  await decideCap(server.deps, KEEPER, { round: server.round, unit: "water", cap }, decision);
}

it("is open again when another dimension is below the line, with as many points", async () => {
  await judge({ style: "59" });
  await reject("judgement-below-60");
  expect(await caps()).toContainEqual(["judgement-below-60", "工作作风 59 < 60", false]);
  await judge({ style: "59", life: "80" });
  expect(await caps()).toContainEqual(["judgement-below-60", "工作作风 59 < 60", false]);
  await judge({ duties: "59" });
  expect(await caps()).toContainEqual(["judgement-below-60", "履行“两个责任” 59 < 60", null]);
});

it("is open again when a second dimension falls below the line", async () => {
  await reject("judgement-below-60");
  await judge({ duties: "59", staffing: "10" });
  const both = "履行“两个责任” 59 < 60；选人用人 10 < 60";
  expect(await caps()).toContainEqual(["judgement-below-60", both, null]);
});

it("is open again for a poll that is held anew, though the evidence is the same", async () => {
  await reject("judgement-below-60");
  await reject("member-case");
  const decided = await caps();
  expect(decided.map(([id, , confirmed]) => [id, confirmed])).toEqual([
    ["member-case", false],
    ["judgement-below-60", false],
  ]);
  await declareInvalid(server.deps, TWO, server.polls.get("water")!, "名册漏列一个股室");
  const again = await repeatPoll(server.deps, TWO, server.polls.get("water")!);
  await openPoll(server.deps, KEEPER, again.id);
  await answerAndClose(server, again.id, CLIMATE);
  expect(await caps()).toEqual(decided.map(([id, evidence]) => [id, evidence, null]));
  const { computed } = (await unit()).score!;
  const proposed = proposeGrade(
    server.deps,
    KEEPER,
    { round: server.round, unit: "water" },
    { grade: computed!, reason: "" },
  );
  await expect(proposed).rejects.toMatchObject({
    code: "review.not-ready",
    facts: { gaps: expect.arrayContaining([expect.objectContaining({ code: "caps-open" })]) },
  });
});
