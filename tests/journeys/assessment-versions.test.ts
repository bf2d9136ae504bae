/** Two people on one assessment, and judges' sheets: over HTTP, as the console goes. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
  panels = `/rounds/${await addPanelRound(server)}/units/water/assessment`;
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
