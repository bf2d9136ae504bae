/** A renamed unit beside its earlier round, and places among units of its type, over HTTP. */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compareDocuments } from "../../server/cli/verify/compare-documents.ts";
import { writeDocuments } from "../../server/cli/write-documents.ts";
import { startClosedRound } from "./closed-round.ts";
import { holdLaterRound } from "./later-round.ts";
import { OfficeClient } from "./office-client.ts";
import { testUnit, type TestServer } from "./start-server.ts";
import { copyStores } from "./stores-of-test.ts";

let server: TestServer;
let office: OfficeClient;
let later: string;

beforeAll(async () => {
  server = await startClosedRound({
    units: [testUnit("water", "县水务局党组", [4, 5, 11])],
    climate: 0.5,
    round: { judgesFirst: true },
  });
  office = await OfficeClient.signIn(server);
  const unit = { ...testUnit("u01", "县水利局党组", [4, 5, 11]), predecessors: ["县水务局党组"] };
  later = await holdLaterRound(server, "十五届县委第四轮巡察", [unit], 0.95);
});
afterAll(() => server.stop());

describe("looking back", () => {
  it("finds the round under the earlier name and compares what was printed then and now", async () => {
    const answer = await office.get(`/rounds/${later}/units/u01/look-back`);
    const then = await office.get(`/polls/${server.polls.get("water")}/results`);
    const { units } = await office.get(`/rounds/${later}`);
    const now = await office.get(`/polls/${units[0].poll}/results`);
    expect(answer.lines).toHaveLength(1);
    expect(answer.lines[0]).toMatchObject({
      name: "县水务局党组",
      notComparable: null,
      total: { before: then.score.total.printed, now: now.score.total.printed },
      roundMean: { before: then.roundMean.printed, now: now.roundMean.printed },
    });
    expect(answer.lines[0].forms.map(({ before }: { before: string }) => before)).toEqual(
      then.forms.map(({ score }: { score: { printed: string } }) => score.printed),
    );
    const said = answer.paragraph.map(({ text }: { text: string }) => text).join("");
    expect(said).toMatch(
      /^与十五届县委第三轮巡察相比（评估办法版本相同），.+得分由[\d.]+分变为[\d.]+分.*提高较多的是“.+”。$/,
    );
  });

  it("sets the rounds of every unit side by side, for those who may see them", async () => {
    const { rounds, rows } = await office.get(`/rounds/${later}/past`);
    const { lines } = await office.get(`/rounds/${later}/units/u01/look-back`);
    const { before, now, difference } = lines[0].total;
    expect(rounds.map(({ id }: { id: string }) => id)).toEqual([server.round, later]);
    expect(rows).toEqual([
      {
        unit: { id: "u01", name: "县水利局党组", unitType: "县直", group: "县委第一巡察组" },
        cells: [
          { total: before, withheld: null, grade: lines[0].grade, notComparable: null },
          { total: now, withheld: null, grade: expect.any(String), notComparable: null },
        ],
        difference,
      },
    ]);
    expect(difference).toMatch(/^[+-]\d+\.\d\d$/);
    const first = await office.get(`/rounds/${server.round}/past`);
    expect(first.rounds).toHaveLength(1);
    expect(first.rows[0]).toMatchObject({ cells: [{ total: before }], difference: null });
    const blind = await OfficeClient.signIn(server, "第一组副组长", "group", "县委第一巡察组");
    expect((await blind.get(`/rounds/${server.round}/past`)).rows).toEqual([]);
    const seen = await blind.get(`/rounds/${later}/past`);
    expect(seen.rounds.map(({ id }: { id: string }) => id)).toEqual([later]);
    expect(JSON.stringify(seen)).not.toContain(before);
    const other = await OfficeClient.signIn(server, "第二组组员", "group", "县委第二巡察组");
    expect((await other.get(`/rounds/${later}/past`)).rows).toEqual([]);
  });

  it("shows a group nothing of an earlier round in which it has yet to judge, nor does the unit's report", async () => {
    const own = await OfficeClient.signIn(server, "第一组组长", "group", "县委第一巡察组");
    const place = `/rounds/${later}/units/u01/look-back`;
    const { units } = await office.get(`/rounds/${later}`);
    const report = async (): Promise<string> =>
      JSON.stringify(await office.get(`/polls/${units[0].poll}/documents/unit-report.json`));
    expect(await own.get(place)).toEqual({ lines: [], paragraph: [] });
    expect(await report()).not.toContain("评估办法版本相同");
    const judged = { step: "judged" };
    expect(await own.status("POST", `/rounds/${server.round}/units/water/review`, judged)).toBe(200);
    const { lines, paragraph } = await own.get(place);
    expect(lines).toHaveLength(1);
    // Nobody of another group is in either round.
    expect(lines[0].roundMean).toEqual({ before: null, now: null });
    const said = paragraph.map(({ text }: { text: string }) => text).join("");
    expect(said).toContain("评估办法版本相同");
    expect(await report()).toContain(said);
  });

  it("is part of what verify makes anew from the closed files of both rounds", async () => {
    const folder = await mkdtemp(join(tmpdir(), "plumbline-look-back-"));
    const formats = ["json", "docx"] as const;
    await writeDocuments(server.deps, later, join(folder, "written"), {
      formats,
      withTexts: false,
      progress: () => {},
    });
    const names = await readdir(join(folder, "written"), { recursive: true });
    const report = names.find((name) => name.includes("政治生态评估报告") && name.endsWith(".json"))!;
    const path = join(folder, "written", report);
    const before = await readFile(path, "utf8");
    const copy = join(folder, "backup");
    await copyStores(server, copy);
    const differences = async () => (await compareDocuments(copy, join(folder, "written"))).differences;
    expect(await differences()).toEqual([]);
    const changed = before.replace(/(领导班子表得分由)[\d.]+分/, "$199.99分");
    expect(changed).not.toBe(before);
    await writeFile(path, changed);
    expect(await differences()).toMatchObject([{ facts: { file: report } }]);
    await rm(folder, { recursive: true });
  });

  it("has nothing to say of a first round, and shows no group the unit of another", async () => {
    expect(await office.get(`/rounds/${server.round}/units/water/look-back`)).toEqual({
      lines: [],
      paragraph: [],
    });
    const group = await OfficeClient.signIn(server, "组长", "group", "县委第二巡察组");
    expect(await group.status("GET", `/rounds/${later}/units/u01/look-back`)).toBe(404);
    expect(await group.get(`/rounds/${later}/ranks`)).toEqual([]);
    expect(await office.get(`/rounds/${later}/ranks`)).toEqual([{ unit: "u01", rank: 1, of: 1 }]);
  });
});
