/** 测评结果报告单: 有效＋无效＝收回 in every form, and a plain network is told where there was one. @source texts.zh.md §9.2 */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { DocumentContent } from "../../server/core/documents/document.ts";
import { resultSheet } from "../../server/core/documents/result-sheet.ts";
import type { UnitFacts } from "../../server/core/documents/unit-facts.ts";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { readUnitFacts } from "../../server/services/documents/read-unit-facts.ts";
import { scoreRound } from "../../server/services/score-round.ts";
import { type Answers, ballotOf, post, redeemed } from "./phone-client.ts";
import { startTestServer, type TestServer, testUnit } from "./start-server.ts";

const PEOPLE = 12;
/** How many of them have no opinion about anything. */
const WITHOUT_OPINION = 3;

let server: TestServer;
let facts: UnitFacts;
beforeAll(async () => {
  server = await startTestServer({
    units: [testUnit("water", "县水利局党组", [0, 0, PEOPLE])],
    round: { forms: [{ instrument: "leadership-team", categories: ["A", "B", "C"], include: [] }] },
  });
  const poll = server.polls.get("water")!;
  for (const [at, url] of (await server.tickets("water", "C", PEOPLE)).entries()) {
    const ballot = ballotOf(await redeemed(server.address, url), 0);
    const sent = at < WITHOUT_OPINION ? { ...ballot, answers: withoutOpinion(ballot) } : ballot;
    expect(await post(server.address, "/api/ballots", sent)).toMatchObject({ status: 201 });
  }
  await beginClosing(server.deps, KEEPER, poll, { second: KEEPER });
  await continueClosing(server.deps, KEEPER, poll);
  const standing = await scoreRound(server.deps, server.round);
  const unit = standing.units[0]!;
  facts = await readUnitFacts(server.deps, standing, {
    ...unit,
    poll: unit.poll!,
    release: unit.release!,
    score: unit.score!,
  });
});
afterAll(() => server.stop());

const withoutOpinion = ({ answers }: Answers): unknown =>
  JSON.parse(JSON.stringify(answers).replace(/"(?:good|fairly|fair|average|poor)"/g, '"unknown"'));

function linesOf({ body }: DocumentContent): readonly string[] {
  return body.flatMap((block) =>
    block.block === "line" ? [block.pieces.map(({ text }) => text).join("")] : [],
  );
}

it("prints as many valid and invalid ballots as there are, of every form", () => {
  const [block] = resultSheet(facts, null).body;
  if (block?.block !== "table") throw new Error("no table");
  const { head, body } = block.table;
  const at = (title: string): number => head[0]!.findIndex(({ text }) => text === title);
  const counts = body.map((row) => ["收回", "有效", "无效"].map((title) => row[at(title)]));
  expect(counts).toMatchObject([
    [
      { kind: "count", value: PEOPLE },
      { kind: "count", value: PEOPLE - WITHOUT_OPINION },
      { kind: "count", value: WITHOUT_OPINION },
    ],
  ]);
});

it("tells that answers came over a plain network, and only then", () => {
  const said = "本次通过未加密网络填写。";
  expect(facts.poll.isPlain).toBe(true);
  expect(linesOf(resultSheet(facts, null))).toContain(said);
  const behindTls = { ...facts, poll: { ...facts.poll, isPlain: false } };
  expect(linesOf(resultSheet(behindTls, null))).not.toContain(said);
});
