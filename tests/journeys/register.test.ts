/** 全覆盖台账: history in and out, what the rounds here add to it, and its use when a round is planned. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PrintedDocument } from "../../server/core/documents/document.ts";
import type {
  RegisterAnswer,
  RegisterPreviewAnswer,
  RoundCoverageAnswer,
} from "../../server/http/office/answers-register.ts";
import type { RosterPreviewAnswer } from "../../server/http/office/answers.ts";
import { readTables } from "../../server/imports/read-table.ts";
import { voidPoll } from "../../server/services/close-poll.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { findDocument } from "../../server/services/documents/find-document.ts";
import { startClosedRound } from "./closed-round.ts";
import { OfficeClient } from "./office-client.ts";
import { runCommand } from "./run-command.ts";
import { startTestServer, testUnit, type TestServer } from "./start-server.ts";

const HISTORY = [
  "单位名称,单位类型,前身单位,届次,年份,轮次,情况",
  "县水利局党组,县直,县水务局党组,,,,",
  "县水务局党组,县直,,十四届,2019,第二轮,已巡察",
  "县交通局党组,县直,,十五届,2023,第一轮,已巡察",
  "县档案馆党组,县直,,,,,",
  "河东镇党委,乡镇,,十五届,2027,第五轮,计划",
].join("\n");

let server: TestServer;
let office: OfficeClient;
let group: OfficeClient;
beforeAll(async () => {
  server = await startClosedRound({ units: [testUnit("water", "县水利局党组", [3, 3, 6])] });
  office = await OfficeClient.signIn(server);
  group = await OfficeClient.signIn(server, "组长", "group", "县委第一巡察组");
});
afterAll(() => server.stop());

const upload = (path: string, csv: string, who = office): Promise<Response> =>
  fetch(`${server.address}/api/office${path}`, {
    method: "POST",
    headers: { cookie: who.cookie, origin: server.address, "content-type": "text/csv" },
    body: csv,
  });
const register = (term = ""): Promise<RegisterAnswer> => office.get(`/register${term && `?term=${term}`}`);
const year = new Date().getFullYear();

describe("the register", () => {
  it("begins with the rounds of this installation", async () => {
    const answer = await register();
    expect(answer).toMatchObject({ terms: [15], term: 15, lines: 0 });
    expect(answer.rows).toEqual([
      {
        name: "县水利局党组",
        unitType: "县直",
        standing: "inspected",
        inTerm: [{ term: 15, year, round: "第三轮", state: "inspected" }],
        before: [],
      },
    ]);
  });

  it("takes history in, on record, and shows units that are left first", async () => {
    const response = await upload("/register", HISTORY);
    expect([response.status, await response.json()]).toEqual([200, { lines: 5 }]);
    const answer = await register();
    expect(answer.rows.map(({ name, standing }) => [name, standing])).toEqual([
      ["县档案馆党组", "none"],
      ["河东镇党委", "planned"],
      ["县水利局党组", "inspected"],
      ["县交通局党组", "inspected"],
    ]);
    expect(answer.rows[2]!.before).toEqual([{ term: 14, year: 2019, round: "第二轮", state: "inspected" }]);
    expect(answer.coverage.at(-1)).toEqual({
      unitType: null,
      units: 4,
      inspected: 2,
      planned: 1,
      rest: 1,
      rate: "50.0",
    });
    expect((await register("14")).coverage.at(-1)).toMatchObject({ inspected: 1, rate: "25.0" });
    const [line] = await server.deps.office.inTransaction((open) => open.auditOf("register.imported"));
    expect(JSON.parse(line!.detail)).toMatchObject({ lines: 5 });
  });

  it("shows what a table would fill, change and take away, and saves nothing", async () => {
    const before = await register();
    const file = HISTORY.replace("十五届,2023,第一轮,已巡察", "十五届,2024,第一轮,已巡察")
      .replace("\n县档案馆党组,县直,,,,,", "\n县林业局党组,县直,,十五届,2026,第四轮,计划")
      .replace("县直,县水务局党组", "县直,县水务局党组、县水产局党组");
    const response = await upload("/register/preview", file);
    const { lines, units } = (await response.json()) as RegisterPreviewAnswer;
    expect(lines).toBe(5);
    const rows = units.flatMap(({ unit, changes }) =>
      changes.map(({ title, from, to }) => [unit, title, from, to]),
    );
    expect(rows).toEqual([
      ["县水利局党组", "前身单位", "县水务局党组", "县水务局党组、县水产局党组"],
      ["县交通局党组", "十五届第一轮", "已巡察（2023 年）", "已巡察（2024 年）"],
      ["县林业局党组", "单位类型", "", "县直"],
      ["县林业局党组", "十五届第四轮", "", "计划（2026 年）"],
      ["县档案馆党组", "单位类型", "县直", ""],
    ]);
    expect(units.map(({ unit }) => unit)).toContain("河东镇党委");
    expect(await register()).toEqual(before);
    const refused = await upload("/register/preview", HISTORY.replace("2023", "去年"));
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([
      422,
      "register.invalid",
    ]);
    expect((await upload("/register/preview", file, group)).status).toBe(403);
  });

  it("takes nothing of a table with one fault", async () => {
    const before = await register();
    const response = await upload("/register", HISTORY.replace("2023", "去年"));
    expect(response.status).toBe(422);
    const { code, facts } = (await response.json()) as { code: string; facts: { faults: object[] } };
    expect(code).toBe("register.invalid");
    expect(facts.faults).toEqual([
      expect.objectContaining({ row: 4, column: "年份（E 列）", found: "去年" }),
    ]);
    expect(await register()).toEqual(before);
    const acts = await server.deps.office.inTransaction((open) => open.auditOf("register.imported"));
    expect(acts).toHaveLength(1);
  });

  it("gives its template with what was imported, which comes back as it was", async () => {
    const response = await office.send("GET", "/register/template.xlsx");
    const bytes = new Uint8Array(await response.arrayBuffer());
    const [sheet] = await readTables(bytes, "template.xlsx");
    expect(sheet!.rows.slice(0, 6).map((row) => row.join(","))).toEqual(HISTORY.split("\n"));
  });

  it("is exported as it is filtered", async () => {
    const address = "/register/coverage-register.csv?term=15&standing=inspected&year=2023";
    const csv = await (await office.send("GET", address)).text();
    expect(csv).toContain("单位（只列：2023 年、已巡察）");
    expect(csv).toContain("十五届全覆盖台账");
    expect(csv).toContain("合计,4,2,1,1,50.0");
    expect(csv).toContain("1,县交通局党组,县直,已巡察,2023 年 第一轮,");
    expect(csv).not.toContain("1,县档案馆党组");
    const xlsx = await office.send("GET", "/register/coverage-register.xlsx");
    const tables = await readTables(new Uint8Array(await xlsx.arrayBuffer()), "register.xlsx");
    expect(tables.flatMap(({ rows }) => rows.flat())).toContain("河东镇党委");
    expect(await office.status("GET", "/register/other.csv")).toBe(404);
    expect(await office.status("GET", "/register?term=none")).toBe(400);
  });

  it("is found again by its checksum, whatever it was filtered by, and says what it was put together from", async () => {
    for (const filter of [
      "",
      "?term=14",
      "?term=15&standing=inspected&year=2023",
      "?unitType=乡镇&round=第五轮",
    ]) {
      const answer = await office.send("GET", `/register/coverage-register.json${filter}`);
      const { title, checksum, basis } = (await answer.json()) as PrintedDocument;
      expect((await findDocument(server.deps, checksum))?.title).toBe(title);
      expect(basis[0]).toMatch(/来源：导入的巡察历史 5 行，校验码 [0-9a-f]{8}；本系统的轮次 [01] 个/);
    }
    const other = await office.send("GET", "/register/coverage-register.json?unitType=别的");
    const { checksum } = (await other.json()) as PrintedDocument;
    expect(await findDocument(server.deps, checksum)).toBeNull();
  });

  it("is the office's alone", async () => {
    expect((await upload("/register", HISTORY, group)).status).toBe(403);
    for (const path of ["/register", "/register/template.xlsx", "/register/coverage-register.csv"])
      expect([path, await group.status("GET", path)]).toEqual([path, 403]);
  });
});

describe("planning a round", () => {
  const ROSTER = [
    "单位名称,单位类型,巡察组,前身单位,A类应参加,B类应参加,C类应参加",
    "县档案馆党组,县直,县委第一巡察组,,3,5,12",
    "县交通运输局党组,县直,县委第一巡察组,县交通局党组,3,5,12",
    "河东镇党委,乡镇,县委第一巡察组,,3,5,12",
  ].join("\n");
  let round: string;
  const standings = ({ units }: RoundCoverageAnswer) => units.map(({ standing }) => standing);

  it("gives picked units a roster to be filled in", async () => {
    const units = ["县档案馆党组", "河东镇党委"];
    const response = await office.send("POST", "/register/roster-template.xlsx", { units });
    const [sheet] = await readTables(new Uint8Array(await response.arrayBuffer()), "x.xlsx");
    const column = sheet!.rows[0]!.indexOf("单位类型");
    expect(sheet!.rows.slice(1, 3).map((row) => [row[0], row[column]])).toEqual([
      ["县档案馆党组", "县直"],
      ["河东镇党委", "乡镇"],
    ]);
    const none = { units: ["没有这个单位"] };
    expect(await office.status("POST", "/register/roster-template.xlsx", none)).toBe(404);
  });

  it("marks the units of a file before and after the import, by earlier names too", async () => {
    const response = await office.send("POST", "/rounds", {
      title: "十五届县委第四轮巡察",
      authority: "县委",
      setUp: "onsite",
      period: "近三年",
      openUntil: "2027年3月1日 18:00",
      contactPhone: "",
      scheme: "political-ecology",
      forms: [{ instrument: "leadership-team", categories: ["A", "B", "C"], include: [] }],
    });
    round = ((await response.json()) as { id: string }).id;
    const { coverage } = (await (
      await upload(`/rounds/${round}/roster/preview`, ROSTER)
    ).json()) as RosterPreviewAnswer;
    expect([coverage.term, coverage.isNamed, standings(coverage)]).toEqual([
      15,
      true,
      ["none", "inspected", "planned"],
    ]);
    await upload(`/rounds/${round}/roster`, ROSTER);
    const saved: RoundCoverageAnswer = await office.get(`/rounds/${round}/coverage`);
    expect(standings(saved)).toEqual(["none", "inspected", "planned"]);
    // For the register as a whole they are planned now, the renamed unit is one with its past.
    const { rows } = await register();
    expect(rows.map(({ name, standing }) => [name, standing])).toEqual([
      ["县档案馆党组", "planned"],
      ["河东镇党委", "planned"],
      ["县水利局党组", "inspected"],
      ["县交通运输局党组", "inspected"],
    ]);
  });

  it("leaves out what was voided: neither planned nor inspected", async () => {
    const voided = await startTestServer({ units: [testUnit("water", "县水利局党组", [5, 10, 30])] });
    try {
      const client = await OfficeClient.signIn(voided);
      const standing = async () => {
        const { rows } = (await client.get("/register?term=15")) as RegisterAnswer;
        return rows.map(({ name, standing: state }) => [name, state]);
      };
      expect(await standing()).toEqual([["县水利局党组", "planned"]]);
      await voidPoll(voided.deps, KEEPER, voided.polls.get("water")!, "改期");
      expect(await standing()).toEqual([["县水利局党组", "none"]]);
    } finally {
      await voided.stop();
    }
  });

  it("says when the round does not name its term", async () => {
    const copy = { title: "村级巡察", openUntil: "", take: "units" };
    const made = await (await office.send("POST", `/rounds/${server.round}/copies`, copy)).json();
    const { id } = made as { id: string };
    const answer: RoundCoverageAnswer = await office.get(`/rounds/${id}/coverage`);
    expect([answer.term, answer.isNamed, standings(answer)]).toEqual([15, false, ["inspected"]]);
  });
});

it("the command line shows and takes in the same", async () => {
  const folder = await mkdtemp(join(tmpdir(), "plumbline-register-"));
  const file = join(folder, "history.csv");
  await writeFile(file, HISTORY.replace("河东镇党委,乡镇", "河西镇党委,乡镇"));
  const settings = { PLUMBLINE_DATA: join(folder, "data") };
  const imported = await runCommand(["register", "import", "--file", file], settings);
  expect(imported.out).toContain("已导入 5 行");
  const shown = await runCommand(["register", "show", "--term", "十五届"], settings);
  expect(shown.out).toContain("十五届：4 个单位，已巡察 1 个，计划 1 个，未安排 2 个，覆盖率 25.0%。");
  expect(shown.out).toContain("未安排　县档案馆党组（县直）");
  const wrong = await runCommand(["register", "show", "--term", "本届"], settings);
  expect([wrong.code, wrong.error]).toEqual([2, expect.stringContaining("看不出“本届”是第几届")]);
  await rm(folder, { recursive: true });
});
