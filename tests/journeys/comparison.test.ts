/** Units beside each other over HTTP: what each role sees of them, before and after a group has judged. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ComparisonAnswer } from "../../server/http/office/answers-comparison.ts";
import { startClosedRound } from "./closed-round.ts";
import { OfficeClient } from "./office-client.ts";
import { testUnit, type TestServer } from "./start-server.ts";

const [FIRST, SECOND] = ["县委第一巡察组", "县委第二巡察组"];
let server: TestServer;
let office: OfficeClient;

const unit = (id: string, group: string, eligible: [number, number, number]) => ({
  ...testUnit(id, `${id}局党组`, eligible),
  group,
});

beforeAll(async () => {
  server = await startClosedRound({
    units: [
      unit("a", FIRST, [2, 3, 6]),
      unit("b", SECOND, [2, 3, 6]),
      unit("c", SECOND, [2, 3, 6]),
      unit("d", SECOND, [2, 3, 6]),
      unit("small", FIRST, [2, 2, 3]),
    ],
    climate: 0.6,
    round: { judgesFirst: true },
  });
  office = await OfficeClient.signIn(server);
});
afterAll(() => server.stop());

const compare = async (who: OfficeClient): Promise<ComparisonAnswer> =>
  who.get(`/rounds/${server.round}/comparison`);
const judge = (who: OfficeClient, id: string) =>
  who.status("POST", `/rounds/${server.round}/units/${id}/review`, { step: "judged" });

describe("units beside each other", () => {
  it("shows each unit the total of its own results, and no dimension below the threshold of tables", async () => {
    const { dimensions, rows } = await compare(office);
    expect(dimensions).toHaveLength(6);
    expect(rows.map((row) => [row.unit.id, row.level])).toEqual([
      ["a", "tables"],
      ["small", "score"],
      ["b", "tables"],
      ["c", "tables"],
      ["d", "tables"],
    ]);
    for (const { unit: own, total, level, cells } of rows) {
      const results = await office.get(`/polls/${server.polls.get(own.id)}/results`);
      expect(total).toBe(results.score.total.printed);
      expect(cells.map(Boolean)).toEqual(dimensions.map(() => level === "tables"));
    }
  });

  it("shows a group its own units after its judgement, and means only with 3 settled units of others in them", async () => {
    const first = await OfficeClient.signIn(server, "第一组组长", "group", FIRST);
    const second = await OfficeClient.signIn(server, "第二组组长", "group", SECOND);
    const unitsIn = ({ means }: ComparisonAnswer) =>
      [means.total, ...means.dimensions].map((mean) => mean?.units);
    // What b, c and d add to a mean one after the other would be their totals.
    for (const id of ["b", "c", "d"]) {
      const early = await compare(first);
      expect([early.means.unsettled, unitsIn(early)]).toEqual([
        "pending",
        early.dimensions.map(() => undefined).concat(undefined),
      ]);
      expect(await first.get(`/rounds/${server.round}/ranks`)).toEqual([]);
      expect(await judge(second, id)).toBe(200);
    }
    const unjudged = await compare(first);
    const blind = unjudged.rows;
    expect(unjudged.means.unsettled).toBeNull();
    // Its own units are in no mean before it has judged them: a, and small, which has a total and no dimension.
    expect(unitsIn(unjudged)).toEqual([3, 3, 3, 3, 3, 3, 3]);
    expect(blind.map((row) => [row.unit.id, row.isBlind, row.total, row.cells])).toEqual([
      ["a", true, null, []],
      ["small", true, null, []],
    ]);
    expect(await judge(first, "a")).toBe(200);
    const judged = await compare(first);
    expect(judged.rows.map((row) => row.isBlind)).toEqual([false, true]);
    expect(unitsIn(judged)).toEqual([4, 4, 4, 4, 4, 4, 4]);
    const own = await first.get(`/polls/${server.polls.get("a")}/results`);
    expect(own.roundMean).toEqual(judged.means.total);
    expect(await judge(first, "small")).toBe(200);
    expect(unitsIn(await compare(first))).toEqual([5, 4, 4, 4, 4, 4, 4]);

    const other = await compare(second);
    expect(other.rows.map((row) => row.unit.id)).toEqual(["b", "c", "d"]);
    expect(other.means.dimensions.every((mean) => mean === null)).toBe(true);
    expect(other.means.total).toBeNull();
    const differences = other.rows.flatMap(({ cells }) => cells.map((cell) => cell?.difference));
    expect(differences).toEqual(other.rows.flatMap(({ cells }) => cells.map(() => null)));
  });

  it("shows a viewer the released numbers of all units, and no total before the grade is approved", async () => {
    const viewer = await OfficeClient.signIn(server, "查阅人", "viewer");
    const seen = await compare(viewer);
    const all = await compare(office);
    expect(all.rows.every(({ total }) => total !== null)).toBe(true);
    expect(seen).toEqual({
      ...all,
      rows: all.rows.map((row) => ({ ...row, total: null, awaitsApproval: true })),
      means: { ...all.means, total: null },
    });
  });
});
