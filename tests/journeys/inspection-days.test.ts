/** 进驻, 撤点 and 巡察类型 of a unit, 起 and 止 of a round: typed by people, printed in the paragraphs, __ only while empty. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startClosedRound } from "./closed-round.ts";
import { OfficeClient } from "./office-client.ts";
import { testUnit, type TestServer } from "./start-server.ts";

let server: TestServer;
let office: OfficeClient;
const polls = () => [server.polls.get("water")!, server.polls.get("roads")!];

beforeAll(async () => {
  const units = [testUnit("water", "县水利局党组", [2, 3, 7]), testUnit("roads", "县交通局党组", [2, 3, 7])];
  server = await startClosedRound({ units });
  office = await OfficeClient.signIn(server);
});
afterAll(() => server.stop());

const save = async (unit: string, inspection: object) => {
  const place = `/rounds/${server.round}/units/${unit}/assessment`;
  const { entered, version } = await office.get(place);
  return office.send("PUT", place, { ...entered, inspection, basedOn: version });
};
/** Everything that stands in its paragraphs. */
const paragraphsOf = async (path: string): Promise<string> => {
  const { body } = (await office.get(path)) as { body: { pieces?: { text: string }[] }[] };
  return body.map(({ pieces = [] }) => pieces.map(({ text }) => text).join("")).join("\n");
};
const unitReport = () => paragraphsOf(`/polls/${polls()[0]}/documents/unit-report.json`);
const roundReport = () => paragraphsOf(`/rounds/${server.round}/documents/round-report.json`);

describe("the days of a unit", () => {
  it("are blanks while nobody typed them", async () => {
    expect(await unitReport()).toContain("__至__，县委第一巡察组对县水利局党组开展__。");
    expect(await roundReport()).toContain("于__至__对2个党组织开展");
  });

  it("stand in its paragraph, on record with what changed", async () => {
    const typed = { enteredOn: "2026-09-01", leftOn: "2026-10-20", type: "常规巡察" };
    const answer = await save("water", typed);
    expect(answer.status).toBe(200);
    expect(((await answer.json()) as { entered: object }).entered).toMatchObject({ inspection: typed });
    expect(await unitReport()).toContain(
      "2026年9月1日至2026年10月20日，县委第一巡察组对县水利局党组开展常规巡察。",
    );
    const { lines } = await office.get("/audit?count=20");
    const saved = lines.find(({ act }: { act: string }) => act === "assessment.saved");
    expect(saved.facts.changed).toBe("进驻日期 空→2026-09-01；撤点日期 空→2026-10-20；巡察类型 空→常规巡察");
  });

  it("are refused when they are none, when the end comes first, and with a number of a person", async () => {
    const answer = await save("roads", {
      enteredOn: "2026-02-30",
      leftOn: "2025-10-01",
      type: "常规13800138000",
    });
    const { code, facts } = (await answer.json()) as { code: string; facts: { faults: { path: string }[] } };
    expect([answer.status, code]).toEqual([422, "assessment.invalid"]);
    expect(facts.faults.map(({ path }) => path)).toEqual([
      "$.inspection.enteredOn",
      "$.inspection.leftOn",
      "$.inspection.type",
    ]);
  });

  it("come with the table of assessments, in the ways people write a day", async () => {
    const put = (rows: string) =>
      fetch(`${server.address}/api/office/rounds/${server.round}/assessments`, {
        method: "POST",
        headers: { cookie: office.cookie, origin: server.address },
        body: `单位名称,进驻日期,撤点日期,巡察类型\n${rows}\n`,
      });
    const bad = (await (await put("县交通局党组,九月,2026-10-30,")).json()) as {
      facts: { faults: { column: string; sentence: string }[] };
    };
    expect(bad.facts.faults.map(({ column, sentence }) => [column, sentence])).toEqual([
      ["进驻日期（B 列）", "要填日期，例如 2026-09-01"],
    ]);
    expect((await put("县交通局党组,2026年8月31日,2026.11.6,专项巡察")).status).toBe(200);
    const { entered } = await office.get(`/rounds/${server.round}/units/roads/assessment`);
    expect(entered.inspection).toEqual({ enteredOn: "2026-08-31", leftOn: "2026-11-06", type: "专项巡察" });
  });
});

describe("the days of a round", () => {
  it("are those of its units, until they are typed", async () => {
    expect(await roundReport()).toContain("于2026年8月31日至2026年11月6日对2个党组织开展");
    const put = (span: object) => office.send("PUT", `/rounds/${server.round}/span`, span);
    expect((await put({ from: "2026-11-01", to: "2026-10-01" })).status).toBe(400);
    expect((await put({ from: "2026-13-01", to: "" })).status).toBe(400);
    const answer = await put({ from: "", to: "2026-11-15" });
    expect([answer.status, ((await answer.json()) as { span: object }).span]).toEqual([
      200,
      { from: "", to: "2026-11-15" },
    ]);
    expect(await roundReport()).toContain("于2026年8月31日至2026年11月15日对2个党组织开展");
    const { lines } = await office.get("/audit?count=20");
    expect(lines.find(({ act }: { act: string }) => act === "round.dated")).toMatchObject({
      about: server.round,
      facts: { before: null },
      changes: [{ field: "spanTo", from: null, to: "2026-11-15" }],
    });
  });
});
