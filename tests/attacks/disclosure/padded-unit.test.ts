/**
 * A unit that was told "每张表只公布一个得分" gets no tables by spare slips: whoever casts known ballots until there are ten
 * would subtract them from the tables and read the sheets of the few others. @source anonymity.md §5 R1
 */
import { afterAll, beforeAll, expect, it } from "vitest";
import { seeded } from "../../../server/cli/demo/simulated-answers.ts";
import { answerAll, httpPort } from "../../../server/cli/demo/simulated-staff.ts";
import type { PollDocument } from "../../../server/http/phone/present-poll.ts";
import { readTexts } from "../../../server/services/read-texts.ts";
import { readRelease } from "../../../server/services/release-poll.ts";
import { totalRound } from "../../../server/services/total-round.ts";
import { answerAndClose } from "../../journeys/closed-round.ts";
import { startTestServer, testUnit, type TestServer } from "../../journeys/start-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    units: [testUnit("padded", "县档案馆党组", [2, 3, 2]), testUnit("members", "县史志办党组", [5, 2, 6])],
  });
});
afterAll(() => server.stop());

const documentOf = async (unit: string): Promise<PollDocument> =>
  (await (await fetch(`${server.address}/api/polls/${server.polls.get(unit)!}`)).json()) as PollDocument;

it("counts ballots beyond the eligible, and shows no more of them than was promised", async () => {
  const poll = server.polls.get("padded")!;
  const promised = await documentOf("padded");
  expect([promised.size, ...promised.forms.map(({ isSmall }) => isSmall)]).toEqual([
    "small",
    true,
    true,
    true,
  ]);
  const spare = await server.tickets("padded", Object.keys(promised.batches).at(-1)!, 10);
  const people = spare.map((url) => ({ url, climate: 0.5 }));
  await answerAll(httpPort(server.address), people, seeded(3), () => {});
  await answerAndClose(server, poll, 0.8);

  const { head, result } = await readRelease(server.deps, poll);
  expect(result.returned).toBe(17);
  const team = result.forms[0]!;
  expect(team).toMatchObject({ level: "score", ballots: 17, people: 7 });
  expect(result.forms.map(({ level }) => level)).toEqual(["score", "score", "score"]);
  expect((await readTexts(server.deps, poll)).map(({ questions }) => questions)).toEqual([null, null, null]);
  // The same file by ballots alone, as a release before this rule read it: the attack succeeds.
  expect(head.blocks[team.instrument]!.reduce((sum, { ballots }) => sum + ballots, 0)).toBe(17);
});

it("names on the phone the one form of which only a score will be shown", async () => {
  const { size, forms } = await documentOf("members");
  expect(size).toBe("normal");
  expect(forms.filter(({ isSmall }) => isSmall).map(({ instrument }) => instrument)).toEqual([
    "leadership-members",
  ]);
});

it("does not put padded small units into a total of their own", async () => {
  await answerAndClose(server, server.polls.get("members")!, 0.8);
  const totals = await totalRound(server.deps, server.round, null);
  const members = totals.find(({ instrument }) => instrument === "leadership-members");
  // Five and eight people are enough together, whatever the spare slips say.
  expect(members?.blocks.map(({ id }) => id)).toEqual(["small-nodes"]);
  const team = totals.find(({ instrument }) => instrument === "leadership-team");
  expect(team?.leftOut).toEqual({ nodes: 1, ballots: 17 });
});
