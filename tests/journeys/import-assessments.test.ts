/** The table of assessments: template out, filled in, back; faults by row and column; all rows or none. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readTables } from "../../server/imports/read-table.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { saveAssessment } from "../../server/services/save-assessment.ts";
import { EMPTY_ASSESSMENT } from "../../server/core/scoring/scheme.ts";
import { OfficeClient } from "./office-client.ts";
import { startTestServer, testUnit, type TestServer } from "./start-server.ts";

let server: TestServer;
let office: OfficeClient;
let group: OfficeClient;

beforeAll(async () => {
  server = await startTestServer({
    units: [
      testUnit("water", "县水利局党组", [4, 5, 11]),
      { ...testUnit("roads", "县交通局党组", [4, 5, 11]), group: "县委第二巡察组" },
    ],
  });
  for (const unit of ["water", "roads"]) {
    await saveAssessment(server.deps, KEEPER, server.round, unit, EMPTY_ASSESSMENT, null);
  }
  office = await OfficeClient.signIn(server);
  group = await OfficeClient.signIn(server, "组长", "group", "县委第一巡察组");
});
afterAll(() => server.stop());

async function send(
  who: OfficeClient,
  csv: string,
  path = "assessments",
  // oxlint-disable-next-line typescript/no-explicit-any
): Promise<{ status: number; answer: any }> {
  const response = await fetch(`${server.address}/api/office/rounds/${server.round}/${path}`, {
    method: "POST",
    headers: { cookie: who.cookie, origin: server.address, "content-type": "text/csv" },
    body: csv,
  });
  return { status: response.status, answer: await response.json() };
}
const entered = async (unit: string) =>
  (await office.get(`/rounds/${server.round}/units/${unit}/assessment`)).entered;

describe("the template", () => {
  it("has a row for each unit of the account and a column for everything that is entered", async () => {
    const read = async (who: OfficeClient) => {
      const response = await who.send("GET", `/rounds/${server.round}/assessments-template.xlsx`);
      const [sheet] = await readTables(new Uint8Array(await response.arrayBuffer()), "x.xlsx");
      return sheet!.rows;
    };
    const rows = await read(office);
    expect(rows[0]!.slice(0, 3)).toEqual(["单位名称", "执行政治纪律得分", "执行政治纪律理由"]);
    expect(rows[0]).toEqual(
      expect.arrayContaining(["信访举报件数", "正职被立案审查调查", "专项扣分理由", "线索（件）"]),
    );
    expect(rows.slice(1, 4).map(([name]) => name)).toEqual(["县水利局党组", "县交通局党组", ""]);
    expect((await read(group)).slice(1, 3).map(([name]) => name)).toEqual(["县水利局党组", ""]);
  });
});

describe("the import", () => {
  it("takes over all rows; empty cells leave what is there", async () => {
    const first =
      "单位名称,工作作风得分,工作作风理由,信访举报件数,个别谈话\n县水利局党组,86.5,平稳,1,31\n县交通局党组,90,好,0,";
    expect(await send(office, first)).toEqual({ status: 200, answer: { units: 2 } });
    const second =
      "单位名称,工作作风得分,正职被立案审查调查,专项扣分,专项扣分理由\n县水利局党组,,是,1.5,通报\n";
    expect((await send(office, second)).status).toBe(200);
    expect(await entered("water")).toMatchObject({
      judgement: { style: { score: "86.5", reason: "平稳" } },
      supervision: { petitions: 1 },
      deductions: [{ points: "1.5", reason: "通报" }],
      facts: ["principal-case"],
      workload: { talks: 31 },
    });
    const { lines } = await office.get("/audit?count=10");
    const digest = expect.stringMatching(/^[0-9a-f]{64}$/);
    expect(lines[0]).toMatchObject({
      act: "assessments.imported",
      facts: { units: 1, changed: "县水利局党组", before: digest, after: digest },
    });
    expect(lines[1].facts.changed).toBe("专项扣分 空→1.5；正职被立案审查调查 否→是");
  });

  it("tells cell by cell what it would change before it does, and saves nothing", async () => {
    const before = [await entered("water"), await entered("roads")];
    const lines = (await office.get("/audit?count=1")).lines;
    const csv =
      "单位名称,工作作风得分,工作作风理由,信访举报件数,正职被立案审查调查,专项扣分,专项扣分理由,个别谈话\n" +
      "县水利局党组,88,,1,否,2,再通报,\n县交通局党组,,好,,,,,5\n";
    expect(await send(office, csv, "assessments/preview")).toEqual({
      status: 200,
      answer: [
        {
          unit: "县水利局党组",
          changes: [
            { title: "工作作风得分", from: "86.5", to: "88" },
            { title: "正职被立案审查调查", from: "是", to: "否" },
            { title: "专项扣分", from: "1.5", to: "2" },
            { title: "专项扣分理由", from: "通报", to: "再通报" },
          ],
        },
        { unit: "县交通局党组", changes: [{ title: "个别谈话（人次）", from: "", to: "5" }] },
      ],
    });
    expect([await entered("water"), await entered("roads")]).toEqual(before);
    expect((await office.get("/audit?count=1")).lines).toEqual(lines);
    const same = await send(group, "单位名称,信访举报件数\n县水利局党组,1\n", "assessments/preview");
    expect(same.answer).toEqual([{ unit: "县水利局党组", changes: [] }]);
  });

  it("lists every fault by row and column, and takes nothing over", async () => {
    const before = [await entered("water"), await entered("roads")];
    const { status, answer } = await send(
      office,
      [
        "单位名称,工作作风得分,工作作风理由,信访举报件数,正职被立案审查调查,专项扣分,专项扣分理由,茶水",
        "县水利局党组,101,见13800138000,1,是,,",
        "县水利局党组,80,好,,,,",
        "县林业局党组,80,好,,,,",
        "县交通局党组,80,好,一件,也许,2,",
      ].join("\n"),
    );
    expect([status, answer.code]).toEqual([422, "assessments.invalid"]);
    const looked = await send(office, "单位名称,信访举报件数\n县林业局党组,1\n", "assessments/preview");
    expect([looked.status, looked.answer.code]).toEqual([422, "assessments.invalid"]);
    const places = answer.facts.faults.map(({ row, column, sentence }: Record<string, unknown>) => [
      row,
      column,
      sentence,
    ]);
    expect(places).toEqual([
      [1, "茶水（H 列）", "这一列没有用到"],
      [2, "工作作风得分（B 列）", "要填 0 到 100，最多两位小数"],
      [2, "工作作风理由（C 列）", "像是电话或身份证号码。这里不录入姓名、电话、证件号，请删掉"],
      [3, "单位名称（A 列）", "与第 2 行是同一个单位"],
      [4, "单位名称（A 列）", "本轮没有这个单位，或者不是您的单位"],
      [5, "信访举报件数（D 列）", "要填 0 或正整数"],
      [5, "正职被立案审查调查（E 列）", "只能填“是”或“否”"],
      [5, "专项扣分（F 列）", "扣分、加分都要写理由"],
    ]);
    expect([await entered("water"), await entered("roads")]).toEqual(before);
  });

  it("lets a group write about its own units only, and says that a confirmed judgement stays", async () => {
    const { answer } = await send(group, "单位名称,信访举报件数\n县交通局党组,3\n");
    expect(answer.facts.faults[0].sentence).toContain("不是您的单位");
    const place = `/rounds/${server.round}/units/water`;
    const six = Object.fromEntries(
      ["discipline", "leading", "duties", "style", "life", "staffing"].map((id) => [
        id,
        { score: "90", reason: "好" },
      ]),
    );
    const { entered: before, version: basedOn } = await group.get(`${place}/assessment`);
    await group.send("PUT", `${place}/assessment`, { ...before, judgement: six, basedOn });
    await group.send("POST", `${place}/review`, { step: "judged" });
    const later = await send(group, "单位名称,工作作风得分,个别谈话\n县水利局党组,95,40\n");
    expect(later.answer.facts.faults[0].sentence).toBe("这个单位的研判已经确认，要先重新打开才能改");
    expect((await send(group, "单位名称,个别谈话\n县水利局党组,40\n")).status).toBe(200);
  });

  it("refuses a table without heads it knows", async () => {
    expect((await send(office, "甲,乙\n1,2\n")).answer.facts.faults[0].sentence).toContain("没有找到表头");
  });
});
