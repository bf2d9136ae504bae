/** Units below a unit: what is counted together of them, over HTTP and on the command line's service alike. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Unit } from "../../server/core/roster/unit.ts";
import type { RoundAnswer } from "../../server/http/office/answers.ts";
import type { ResultsAnswer, TotalAnswer } from "../../server/http/office/answers-results.ts";
import { openPoll } from "../../server/services/change-poll-state.ts";
import { declareInvalid } from "../../server/services/declare-invalid.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { repeatPoll } from "../../server/services/repeat-poll.ts";
import { answerAndClose } from "./closed-round.ts";
import { holdLaterRound } from "./later-round.ts";
import { OfficeClient } from "./office-client.ts";
import { startTestServer, testUnit, type TestServer } from "./start-server.ts";

const unit = (
  id: string,
  name: string,
  people: readonly [number, number, number],
  parent: string | null,
) => ({
  ...testUnit(id, name, people),
  parent,
});
/** 教育局 above a large and a small school; 民政局 and its home both small; 供销社 small above one smaller; 镇 of nobody above one village. */
const UNITS: readonly Unit[] = [
  unit("school-board", "县教育局党组", [2, 4, 6], null),
  unit("first-school", "县第一中学党总支", [3, 6, 11], "school-board"),
  unit("small-school", "城北小学党支部", [1, 2, 3], "school-board"),
  unit("civil", "县民政局党组", [1, 2, 3], null),
  unit("home", "县福利院党支部", [1, 1, 3], "civil"),
  unit("coop", "县供销社党组", [1, 1, 4], null),
  unit("store", "供销商店党支部", [0, 0, 3], "coop"),
  unit("town", "青石镇党委", [0, 0, 0], null),
  unit("village", "青石村党支部", [2, 3, 7], "town"),
];

/** Fewer than five people of their own. */
const UNOPENED = ["store", "town"];

let server: TestServer;
let office: OfficeClient;
beforeAll(async () => {
  server = await startTestServer({
    units: UNITS,
    round: { forms: [{ instrument: "leadership-team", categories: ["A", "B", "C"], include: [] }] },
  });
  const opened = UNITS.filter(({ id }) => !UNOPENED.includes(id));
  for (const { id } of opened)
    await answerAndClose(server, server.polls.get(id)!, id === "first-school" ? 0.9 : 0.6);
  office = await OfficeClient.signIn(server);
}, 120_000);
afterAll(() => server.stop());

const totalOf = async (parent: string, round = server.round): Promise<TotalAnswer | undefined> =>
  (await office.get(`/rounds/${round}/totals?parent=${parent}`))[0];
const teamOf = async (poll: string | undefined): Promise<ResultsAnswer["forms"][number]> =>
  ((await office.get(`/polls/${poll}/results`)) as ResultsAnswer).forms[0]!;
const sum = (counts: readonly number[]): number => counts.reduce((all, n) => all + n, 0);

describe("a unit with its sub-units", () => {
  it("counts those with tables and leaves a small one out, saying of how many", async () => {
    const total = await totalOf("school-board");
    expect(total).toMatchObject({ units: 2, ballots: 32, leftOut: { units: 1, ballots: 6 } });
    const [own, below] = await Promise.all(
      ["school-board", "first-school"].map((id) => teamOf(server.polls.get(id))),
    );
    if (own?.level !== "tables" || below?.level !== "tables") throw new Error("both have tables");
    for (const [at, item] of total!.items.entries()) {
      const [one, other] = [own.items[at]!, below.items[at]!];
      expect([item.leaf, item.leftOut]).toEqual([one.leaf, 0]);
      expect(item.title).toBe(one.title.replace("县教育局党组", "各单位"));
      expect(item.counts).toEqual(one.counts!.map((n, option) => n + other.counts![option]!));
    }
    const mean = (Number(own.score!.printed) * 12 + Number(below.score!.printed) * 20) / 32;
    expect(Number(total!.score!.printed)).toBeCloseTo(mean, 2);
  });

  it("counts small ones as one more block from ten ballots on", async () => {
    const total = await totalOf("civil");
    expect(total).toMatchObject({ units: 2, ballots: 11, leftOut: { units: 0, ballots: 0 } });
    expect(total!.blocks.map(({ name, ballots }) => [name, ballots])).toEqual([["小单位合并", 11]]);
    for (const { counts, blank } of total!.items) expect(sum(counts!) + blank).toBe(11);
    for (const id of ["civil", "home"]) {
      expect(await teamOf(server.polls.get(id))).toMatchObject({ level: "score" });
    }
  });

  it("counts nothing where they stay below ten, and a unit that was too small to open not at all", async () => {
    expect(await totalOf("coop")).toBeUndefined();
    const { units } = (await office.get(`/rounds/${server.round}`)) as RoundAnswer;
    expect(units.filter(({ poll }) => poll === null).map(({ id }) => id)).toEqual(UNOPENED);
  });

  it("is the sub-unit itself where nobody else is above or beside it", async () => {
    const total = await totalOf("town");
    const village = await teamOf(server.polls.get("village"));
    if (village.level !== "tables") throw new Error("the village has tables");
    expect(total).toMatchObject({ units: 1, ballots: 12, score: { printed: village.score!.printed } });
    expect(total!.items.map(({ counts }) => counts)).toEqual(village.items.map(({ counts }) => counts));
  });

  it("adds up to the total of the round: the small ones that no parent holds are one block there", async () => {
    const [total] = (await office.get(`/rounds/${server.round}/totals`)) as readonly TotalAnswer[];
    // 12 + 20 + 12 with tables; 民政局 with its home 11; 城北小学 and 供销社 together 12.
    expect(total).toMatchObject({ units: 7, ballots: 67, leftOut: { units: 0, ballots: 0 } });
    expect(total!.blocks.find(({ name }) => name === "小单位合并")?.ballots).toBe(23);
  });

  it("says of each unit of the round which one stands above it, and of nothing to people of a group", async () => {
    const { units } = await office.get(`/rounds/${server.round}`);
    expect(units.map(({ id, parent }: { id: string; parent: string | null }) => [id, parent])).toEqual(
      UNITS.map(({ id, parent }) => [id, parent]),
    );
    const group = await OfficeClient.signIn(server, "组长", "group", "县委第一巡察组");
    const path = `/rounds/${server.round}/totals?parent=school-board`;
    expect(await group.status("GET", path)).toBe(403);
  });

  it("counts a renamed sub-unit once under its new name, and knows it in its earlier round", async () => {
    const renamed = { ...UNITS[1]!, name: "县实验中学党总支", predecessors: ["县第一中学党总支"] };
    const later = await holdLaterRound(server, "十五届县委第四轮巡察", [UNITS[0]!, renamed], 0.8);
    expect(await totalOf("school-board", later)).toMatchObject({ units: 2, ballots: 32 });
    const { lines } = await office.get(`/rounds/${later}/units/first-school/look-back`);
    expect(lines).toMatchObject([{ name: "县第一中学党总支", notComparable: null }]);
    // The earlier total stays what it was.
    expect(await totalOf("school-board")).toMatchObject({ units: 2, ballots: 32 });
  });

  it("loses whole groups when a small unit is declared invalid, and gains none when it is held anew", async () => {
    const ofRound = async () =>
      (await office.get(`/rounds/${server.round}/totals`)) as readonly TotalAnswer[];
    const small = ([total]: readonly TotalAnswer[]) =>
      total!.blocks.find(({ name }) => name === "小单位合并")?.ballots;
    const poll = server.polls.get("home")!;
    await declareInvalid(server.deps, KEEPER, poll, "名册漏列");
    // 民政局 was together with its home, and must not be left by itself.
    expect(await totalOf("civil")).toBeUndefined();
    const without = await ofRound();
    expect([small(without), without[0]!.leftOut]).toEqual([12, { units: 1, ballots: 6 }]);
    const again = await repeatPoll(server.deps, KEEPER, poll);
    expect(await office.status("GET", `/rounds/${server.round}/totals`)).toBe(409);
    await openPoll(server.deps, KEEPER, again.id);
    await answerAndClose(server, again.id, 0.9);
    expect(await totalOf("civil")).toBeUndefined();
    const [after] = await ofRound();
    expect(after!.leftOut).toEqual({ units: 2, ballots: 11 });
    expect({ ...after, leftOut: null }).toEqual({ ...without[0], leftOut: null });
  });

  it("has no total while a unit with people enough is still in preparation beside others", async () => {
    const { units } = await office.get(`/rounds/${server.round}`);
    const { poll } = units.find(({ id }: { id: string }) => id === "first-school");
    await server.deps.office.inTransaction(async (store) => {
      const row = (await store.poll(poll))!;
      await store.savePoll({ ...row, state: "draft" });
    });
    expect(await office.status("GET", `/rounds/${server.round}/totals`)).toBe(409);
    expect(await office.status("GET", `/rounds/${server.round}/totals?parent=town`)).toBe(200);
  });
});
