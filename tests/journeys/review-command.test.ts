/** Assessment, review, recount and totals on the command line, on a backup of a closed round. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openServices } from "../../server/compose.ts";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { reviewUnit } from "../../server/services/review/unit-standing.ts";
import { reviewGrade } from "../../server/services/review/take-step.ts";
import { startClosedRound } from "./closed-round.ts";
import { addPanelRound } from "./panel-round.ts";
import { type Ran, runCommand } from "./run-command.ts";
import { testUnit } from "./start-server.ts";
import { copyStores } from "./stores-of-test.ts";

const SOMEBODY = { account: "a1", name: "审核人" };

let folder: string;
let dataFolder: string;
let round: string;
let water: string;
let panelRound: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "plumbline-review-"));
  dataFolder = join(folder, "data");
  const server = await startClosedRound({
    units: [
      testUnit("water", "县水利局党组", [4, 5, 11]),
      { ...testUnit("team", "水政监察大队", [4, 5, 11]), parent: "water" },
      testUnit("roads", "县交通局党组", [4, 5, 11]),
    ],
  });
  round = server.round;
  water = server.polls.get("water")!;
  panelRound = await addPanelRound(server);
  await copyStores(server, dataFolder);
  await server.stop();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]): Promise<Ran> =>
  runCommand(args, { PLUMBLINE_DATA: dataFolder, PLUMBLINE_URL: "", DATABASE_URL: "" });

// oxlint-disable-next-line typescript/no-explicit-any
async function json(...args: string[]): Promise<any> {
  const { code, out, error } = await run(...args, "--json");
  expect({ code, error }).toEqual({ code: 0, error: "" });
  return JSON.parse(out);
}

async function refused(...args: string[]): Promise<{ code: string; exit: number | null }> {
  const { code: exit, out, error } = await run(...args, "--json");
  expect(out).toBe("");
  return { code: JSON.parse(error).code, exit };
}

function table(name: string, csv: string): string {
  const file = join(folder, name);
  writeFileSync(file, csv);
  return file;
}

describe("results --total", () => {
  it("adds all units, or one and its sub-units", async () => {
    const all = await json("results", "--round", round, "--total");
    const below = await json("results", "--round", round, "--total", "--parent", "water");
    const team = (totals: { instrument: string }[]) =>
      totals.find(({ instrument }) => instrument === "leadership-team");
    expect(team(all)).toMatchObject({ units: 3, ballots: 60, leftOut: { units: 0, ballots: 0 } });
    expect(team(below)).toMatchObject({ units: 2, ballots: 40 });
    expect((await run("results", "--round", round, "--total")).out).toContain("3 个单位，60 份，合计得分 ");
  });

  it("needs a round, and a unit that is in it", async () => {
    expect(await refused("results", "--total")).toEqual({ code: "usage", exit: 2 });
    expect(await refused("results", "--round", round, "--parent", "water")).toEqual({
      code: "usage",
      exit: 2,
    });
    expect(await refused("results", "--round", round, "--total", "--parent", "x")).toEqual({
      code: "unit.unknown",
      exit: 1,
    });
  });
});

describe("assessment", () => {
  it("imports every row or none, and names the cell that is wrong", async () => {
    const bad = table("bad.csv", "单位名称,信访举报件数\n县水利局党组,3\n县交通局党组,三\n");
    const said = await run("assessment", "import", "--round", round, "--file", bad);
    expect([said.code, said.out]).toEqual([1, ""]);
    expect(said.error).toMatch(/第 3 行.*信访举报件数/);
    expect((await json("assessment", "show", water)).entered.supervision.petitions).toBe(0);
    const good = table("good.csv", "单位名称,信访举报件数\n县水利局党组,3\n");
    expect(await json("assessment", "import", "--round", round, "--file", good)).toEqual({ units: 1 });
    expect((await json("assessment", "show", water)).entered.supervision.petitions).toBe(3);
  });

  it("imports judges' sheets, a row a judge: every row or none", async () => {
    const give = (name: string, csv: string) =>
      ["assessment", "import-panel", "--round", panelRound, "--file", table(name, csv)] as const;
    const bad = await run(
      ...give(
        "panel-bad.csv",
        "单位名称,评委,得分,回避\n县水利局党组,一号,101,\n县水利局党组,一号,90,也许\n县林业局党组,二号,9,\n",
      ),
    );
    expect(bad.code).toBe(1);
    for (const said of [/第 2 行.*得分/, /第 3 行.*评委/, /第 3 行.*回避/, /第 4 行.*单位名称/])
      expect(bad.error).toMatch(said);
    const good = "单位名称,评委,得分,回避\n县水利局党组,一号,90.5,\n县水利局党组,二号,,是\n";
    expect(await json(...give("panel-good.csv", good))).toEqual({ units: 1 });
    const services = await openServices({ dataFolder, address: "http://127.0.0.1" });
    const { unit } = await reviewUnit(services.deps, panelRound, "water");
    await services.close();
    expect(unit.assessment.panels).toEqual({
      panel: [
        { judge: "一号", score: "90.5", isRecused: false },
        { judge: "二号", score: null, isRecused: true },
      ],
    });
    const none = ["assessment", "import-panel", "--round", round, "--file", table("p.csv", good)] as const;
    expect((await run(...none)).error).toContain("本轮的评估办法没有由评委评分的项目");
  });

  it("shows state and gaps as sentences", async () => {
    const { code, out } = await run("assessment", "show", water);
    expect([code, out]).toEqual([0, expect.stringMatching(/^县水利局党组　录入中　总分 [\d.]+，测算等次 /)]);
    expect(out).toContain("报告段落要用的还没有填");
    expect(await refused("assessment", "show", "p0")).toEqual({ code: "poll.unknown", exit: 1 });
  });
});

describe("review", () => {
  it("takes the keeper's steps and refuses the keeper as the second person", async () => {
    expect(await refused("review", water, "sign")).toEqual({ code: "usage", exit: 2 });
    expect(await refused("review", water, "proposed")).toEqual({ code: "usage", exit: 2 });
    expect((await json("review", water, "judged")).state).toBe("judged");
    const { score } = await json("assessment", "show", water);
    const proposed = await json("review", water, "proposed", "--grade", score.computed);
    expect(proposed).toMatchObject({ state: "proposed" });
    expect(await refused("review", water, "reviewed", "--opinion", "同意")).toEqual({
      code: "review.same-person",
      exit: 1,
    });
    const services = await openServices({ dataFolder, address: null });
    await reviewGrade(services.deps, SOMEBODY, { round, unit: "water" }, "同意");
    await services.close();
    const grade = ["--grade", score.computed, "--meeting", "2026-11-27"];
    expect((await json("review", water, "approved", ...grade)).state).toBe("approved");
    expect(await refused("review", water, "judged")).toEqual({ code: "review.wrong-state", exit: 1 });
  });
});

describe("recount", () => {
  it("is refused to the keeper who closed the poll", async () => {
    expect(await refused("recount", water)).toEqual({ code: "recount.same-person", exit: 1 });
  });

  it("finds the same numbers in a poll that somebody else closed", async () => {
    const definition = table(
      "plain.json",
      '{"title":"食堂","elements":[{"type":"radiogroup","name":"taste","title":"口味","choices":["好","差"]}]}',
    );
    const rows = Array.from({ length: 12 }, (_, i) => `甲,${i < 7 ? "好" : "差"}`);
    const answers = table("rows.csv", ["unit,taste", ...rows].join("\n"));
    const files = ["--definition", definition, "--answers", answers, "--map", "unit=unit"];
    const { round: made } = await json("ballots", "import", ...files);
    const services = await openServices({ dataFolder, address: null });
    const [row] = await services.deps.office.inTransaction((office) => office.polls(made));
    await beginClosing(services.deps, SOMEBODY, row!.id, { second: null });
    await continueClosing(services.deps, SOMEBODY, row!.id);
    await services.close();
    expect(await json("recount", row!.id)).toMatchObject({ isSame: true, ballots: 12, findings: [] });
    const said = await run("recount", row!.id);
    expect([said.code, said.out]).toEqual([0, expect.stringContaining("与原来一致")]);
  });
});
