/** Two people on one assessment, and judges' sheets: over HTTP, as the console goes. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KEEPER } from "../../server/services/deps.ts";
import { saveUnits } from "../../server/services/save-units.ts";
import { OfficeClient } from "./office-client.ts";
import { addPanelRound } from "./panel-round.ts";
import { startTestServer, testUnit, type TestServer } from "./start-server.ts";

let server: TestServer;
let one: OfficeClient;
let two: OfficeClient;
let place: string;
let panels: string;

beforeAll(async () => {
  server = await startTestServer({ units: [testUnit("water", "县水利局党组", [4, 5, 11])] });
  one = await OfficeClient.signIn(server, "承办人");
  two = await OfficeClient.signIn(server, "组长", "group", "县委第一巡察组");
  place = `/rounds/${server.round}/units/water/assessment`;
  const round = await addPanelRound(server);
  const units = ["water", "forest"].map((id) =>
    testUnit(id, `${id === "water" ? "县水利局" : "县林业局"}党组`, [4, 5, 11]),
  );
  await saveUnits(server.deps, KEEPER, round, units);
  panels = `/rounds/${round}/units/water/assessment`;
});
afterAll(() => server.stop());

const save = async (who: OfficeClient, path: string, entered: object, basedOn: string) => {
  const response = await who.send("PUT", path, { ...entered, basedOn });
  // oxlint-disable-next-line typescript/no-explicit-any
  return { status: response.status, body: (await response.json()) as any };
};

describe("an entry of two people", () => {
  it("is refused to the later one, changes nothing, and is taken once it rests on what stands there", async () => {
    const read = await one.get(place);
    expect((await two.get(place)).version).toBe(read.version);
    const first = await save(two, place, { ...read.entered, workload: { talks: 31 } }, read.version);
    expect(first.status).toBe(200);
    const mine = { ...read.entered, supervision: { ...read.entered.supervision, petitions: 2 } };
    const late = await save(one, place, mine, read.version);
    expect(late).toEqual({ status: 409, body: { code: "assessment.changed", facts: {} } });
    const now = await one.get(place);
    expect(now.entered).toEqual({ ...read.entered, workload: { talks: 31 } });
    expect(now.version).toBe(first.body.version);
    const merged = { ...mine, workload: now.entered.workload };
    const saved = await save(one, place, merged, now.version);
    expect(saved).toMatchObject({ status: 200, body: { entered: merged } });
    const { lines } = await one.get("/audit?count=10");
    const acts = lines.filter(({ act }: { act: string }) => act === "assessment.saved");
    expect(acts[0]).toMatchObject({
      who: expect.stringContaining("承办人"),
      facts: { changed: "信访举报 0→2" },
    });
    expect(acts[1]).toMatchObject({
      who: expect.stringContaining("组长"),
      facts: { changed: "个别谈话 空→31" },
    });
  });

  it("needs to say what it rests on", async () => {
    const { entered } = await one.get(place);
    expect(await one.status("PUT", place, entered)).toBe(400);
  });
});

describe("judges' sheets", () => {
  const sheet = (judge: string, score: string | null, isRecused = false) => ({ judge, score, isRecused });
  const put = async (sheets: readonly object[]) => {
    const { entered, version } = await one.get(panels);
    return save(one, panels, { ...entered, panels: { panel: sheets } }, version);
  };
  const gap = async () =>
    (await one.get(panels)).gaps.find(({ code }: { code: string }) => code === "panels");

  it("are asked for by the scheme, and are complete when every judge has scored or is recused", async () => {
    expect((await one.get(panels)).fields.panels).toEqual([{ id: "panel", title: "专班评审", dropFrom: 7 }]);
    expect(await gap()).toEqual({ code: "panels", titles: ["专班评审"] });
    expect((await put([sheet("一号", "90"), sheet("二号", null)])).status).toBe(200);
    expect(await gap()).toBeDefined();
    expect((await put([sheet("一号", null, true)])).status).toBe(200);
    expect(await gap()).toBeDefined();
    const whole = [sheet("一号", "90"), sheet("二号", null, true)];
    expect((await put(whole)).body.entered.panels).toEqual({ panel: whole });
    expect(await gap()).toBeUndefined();
  });

  it("are on record with who entered them and how many there are, without a score", async () => {
    const { lines } = await one.get("/audit?count=10");
    const saved = lines.find(({ act }: { act: string }) => act === "assessment.saved");
    expect(saved).toMatchObject({
      who: expect.stringContaining("承办人"),
      facts: { changed: "专班评审 2 份评分表，有改动" },
    });
  });

  it("name every fault by its place", async () => {
    const bad = [sheet("", "90"), sheet("二号", "101"), sheet("二号", null), sheet("13800138000", "1")];
    const { status, body } = await put(bad);
    expect([status, body.code]).toEqual([422, "assessment.invalid"]);
    expect(body.facts.faults.map(({ path }: { path: string }) => path)).toEqual([
      "$.panels.panel[0].judge",
      "$.panels.panel[1].score",
      "$.panels.panel[2].judge",
      "$.panels.panel[3].judge",
    ]);
    const { entered, version } = await one.get(place);
    const unknown = await save(one, place, { ...entered, panels: { panel: [sheet("一号", "9")] } }, version);
    expect(unknown.body.facts.faults).toMatchObject([{ path: "$.panels.panel" }]);
  });
});

describe("a 评分表 filled in item by item", () => {
  const chosen = (instrument: string, converted: string | null) => {
    const { version } = server.deps.library.instruments.get(instrument)!.instrument;
    return { panel: { instrument, version, converted } };
  };
  const put = async (place: string, panelSheets: object, panel: readonly object[]) => {
    const { entered, version } = await one.get(place);
    return save(one, place, { ...entered, panels: { panel }, panelSheets }, version);
  };
  const pathsOf = (body: { facts: { faults: { path: string }[] } }) =>
    body.facts.faults.map(({ path }) => path);
  const byPoints = { judge: "一号", score: null, isRecused: false };
  const filled = [
    { ...byPoints, points: { e01: "13", e02: "12", e03: "50" } },
    { judge: "二号（纸质）", score: "88", isRecused: false },
  ];

  it("is offered, added up here, and kept beside totals that were handed in alone", async () => {
    const { sheets } = (await one.get(panels)).fields;
    expect(sheets.map(({ title }: { title: string }) => title)).toEqual(["整改评估评分表", "巡察报告评分表"]);
    expect((await one.get(place)).fields.sheets).toEqual([]);
    const { status, body } = await put(panels, chosen("rectification-panel", "73.44"), filled);
    expect(status).toBe(200);
    expect(body.entered.panels.panel.map(({ score }: { score: string }) => score)).toEqual(["82.344", "88"]);
    // Whoever saves without a word about the sheet leaves it, and a total that is sent beside points counts for nothing.
    const { panelSheets: _, ...entered } = body.entered;
    const lied = [{ ...filled[0], score: "100" }, filled[1]];
    const again = await save(one, panels, { ...entered, panels: { panel: lied } }, body.version);
    expect(again.body.entered).toEqual(body.entered);
  });

  it("is refused with every item that is wrong", async () => {
    const short = [{ ...byPoints, points: { e01: "16", e02: "12" } }];
    const { status, body } = await put(panels, chosen("rectification-panel", "73.44"), short);
    expect([status, ...pathsOf(body)]).toEqual([
      422,
      "$.panels.panel[0].points.e01",
      "$.panels.panel[0].points.e03",
    ]);
    expect(pathsOf((await put(panels, {}, filled)).body)).toEqual(["$.panels.panel[0].score"]);
    const gone = { panel: { instrument: "leadership-team", version: "2026.1", converted: null } };
    expect(pathsOf((await put(panels, gone, [])).body)).toEqual(["$.panelSheets.panel"]);
  });

  it("is one and the same for all units of the round", async () => {
    const forest = panels.replace("water", "forest");
    const other = await put(forest, chosen("report-judging", null), []);
    expect(other.status).toBe(422);
    expect(JSON.stringify(other.body)).toContain("本轮其他单位用的是《整改评估评分表》");
    expect((await put(forest, chosen("rectification-panel", "80"), filled)).status).toBe(200);
  });

  it("is on record by its name, without a score", async () => {
    const { lines } = await one.get("/audit?count=20");
    const said = lines.flatMap(({ act, facts }: { act: string; facts: { changed?: string } }) =>
      act === "assessment.saved" ? (facts.changed ?? "") : [],
    );
    expect(said.join()).toContain("专班评审评分表 空→《整改评估评分表》");
    expect(said.join()).not.toMatch(/73\.44|82\.344/);
  });
});
