/** Documents over HTTP: every number is that of the API, in every format; packs; who may have what. */
import { readXlsx } from "hucre/xlsx";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerAll, httpPort } from "../../server/cli/demo/simulated-staff.ts";
import { seeded } from "../../server/cli/demo/simulated-answers.ts";
import { findDocument } from "../../server/services/documents/find-document.ts";
import { unpackWorkbook } from "../../server/imports/unpack-workbook.ts";
import { OfficeClient } from "./office-client.ts";
import { startTestServer, type TestServer, testUnit } from "./start-server.ts";

let server: TestServer;
let office: OfficeClient;
let group: OfficeClient;
let viewer: OfficeClient;

const WATER = testUnit("water", "县水利局党组", [5, 10, 30]);
const SMALL = testUnit("small", "县档案馆𠮷㛃·党支部", [2, 2, 4]);
const LATER = { ...testUnit("later", "=1+1党委", [5, 10, 30]), group: "县委第二巡察组" };

const poll = (unit: string): string => server.polls.get(unit)!;

async function collect(unit: typeof WATER): Promise<void> {
  const { plan } = await server.deps.live.get(poll(unit.id));
  const urls: string[] = [];
  for (const { id, eligible } of plan.batches) urls.push(...(await server.tickets(unit.id, id, eligible)));
  const people = urls.map((url) => ({ url, climate: 0.8 }));
  await answerAll(httpPort(server.address), people, seeded(7), () => {});
}

beforeAll(async () => {
  server = await startTestServer({ units: [WATER, SMALL, LATER] });
  office = await OfficeClient.signIn(server, "承办人");
  const second = await OfficeClient.signIn(server, "审核人");
  group = await OfficeClient.signIn(server, "组长", "group", "县委第一巡察组");
  viewer = await OfficeClient.signIn(server, "领导", "viewer");
  for (const unit of [WATER, SMALL]) {
    await collect(unit);
    await office.send("POST", `/polls/${poll(unit.id)}/close`, office.withSecond(second));
  }
  // Results are read after a separate sign-in.
  office = await office.signInAgain();
  group = await group.signInAgain();
});
afterAll(() => server.stop());

const bytesOf = async (response: Response): Promise<Uint8Array> => {
  expect(response.status).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
};
const fileOf = async (path: string): Promise<Uint8Array> => bytesOf(await office.send("GET", path));
const jsonOf = async (path: string) => JSON.parse(new TextDecoder().decode(await fileOf(path)));
const documentsOf = (unit: string) => `/polls/${poll(unit)}/documents`;
const textIn = async (path: string, part: string): Promise<string> =>
  new TextDecoder().decode(unpackWorkbook(await fileOf(path)).get(part));

describe("the list", () => {
  it("names what can be made now, and nothing about an open poll", async () => {
    const { documents, units } = await office.get(`/rounds/${server.round}/documents`);
    expect(documents.map(({ key }: { key: string }) => key)).toEqual([
      "grade-table",
      "round-report",
      "data",
      "codebook",
      "approval.leadership-team",
      "approval.leadership-members",
      "approval.staff-questionnaire",
      "archive-list",
    ]);
    const keys = units.map((unit: { documents: { key: string }[] }) => unit.documents.map(({ key }) => key));
    expect(keys[0]).toEqual([
      "roll-sheet",
      "result-sheet",
      "team-table.leadership-team",
      "members-table.leadership-members",
      "questionnaire-table.staff-questionnaire",
      "comparison-table",
      "derivation",
      "unit-report",
      "unit-report-with-texts",
      "unit-copy",
    ]);
    // Eight ballots: one score a form, nothing to compare, nothing for the unit.
    expect(keys[1]).not.toContain("comparison-table");
    expect(keys[1]).not.toContain("unit-copy");
    expect(keys[2]).toEqual([]);
  });

  it("keeps texts from viewers, other groups' units from a group, everything from an open poll", async () => {
    const withTexts = `${documentsOf("water")}/unit-report-with-texts.json`;
    expect(await viewer.status("GET", withTexts)).toBe(403);
    expect(await group.status("GET", withTexts)).toBe(200);
    // The report tells a grade that nobody has approved.
    expect(await viewer.status("GET", `${documentsOf("water")}/unit-report.json`)).toBe(403);
    expect(await viewer.status("GET", `${documentsOf("water")}/result-sheet.json`)).toBe(200);
    expect(await group.status("GET", `${documentsOf("later")}/roll-sheet.pdf`)).toBe(404);
    expect(await office.status("GET", `${documentsOf("later")}/roll-sheet.pdf`)).toBe(409);
    expect(await group.status("GET", `/rounds/${server.round}/documents/grade-table.pdf`)).toBe(403);
    for (const file of ["team-table.docx", "unit-report.xlsx", "grade-table.exe", "x"])
      expect([file, await office.status("GET", `${documentsOf("water")}/${file}`)]).toEqual([file, 404]);
  });
});

describe("the report of a unit", () => {
  it("says what each part is made of, agreeing with the derivation sheet, and ends with who signs and when", async () => {
    const report = await jsonOf(`${documentsOf("water")}/unit-report.json`);
    const derivation = await jsonOf(`${documentsOf("water")}/derivation.json`);
    // In the report value and contribution stand before the figures, on the sheet at the end.
    const valuesIn = (cells: { kind?: string }[]): object[] =>
      cells[3]?.kind === "text" ? cells.slice(-2) : cells.slice(3, 5);
    const rowsIn = ({ body }: { body: { table?: { sheet: string; body: object[][] } }[] }) =>
      body
        .find(({ table }) => table?.sheet.startsWith("得分推导"))!
        .table!.body.map((cells) => JSON.stringify([...cells.slice(0, 3), ...valuesIn(cells)]));
    const [short, whole] = [rowsIn(report), new Set(rowsIn(derivation))];
    expect(short.filter((row) => !whole.has(row))).toEqual([]);
    // Below the parts: forms, principals and others, positive items and problems, six dimensions, kinds of cases.
    expect(short.filter((row) => /^\[\{[^}]*"text":"\d\.\d/.test(row)).length).toBeGreaterThan(12);
    expect(report.signatures).toEqual(["县委第一巡察组", "组长：", "成文日期：　　　年　　月　　日"]);
  });
});

describe("numbers", () => {
  it("of the team's table are those of the API, cell by cell, in XLSX, CSV and JSON", async () => {
    const { forms } = await office.get(`/polls/${poll("water")}/results`);
    const { items, score } = forms[0];
    const path = `${documentsOf("water")}/team-table.leadership-team`;
    const { sheets } = await readXlsx(await fileOf(`${path}.xlsx`));
    const rows = sheets[0]!.rows.filter((row) => typeof row[0] === "number");
    const expected = items.map((item: (typeof items)[number], at: number) => [
      at + 1,
      item.title,
      ...item.counts.slice(0, 4).flatMap((n: number) => [n, Math.round((1000 * n) / item.valid) / 1000]),
      item.dontKnow,
      item.blank,
      Number(item.score.printed),
    ]);
    expect(rows.map((row) => [row[0], ...row.slice(2)])).toEqual(expected);
    expect(sheets[0]!.rows.find((row) => row[0] === "综合得分")?.at(-1)).toBe(Number(score.printed));
    const csv: string[][] = parse(Buffer.from(await fileOf(`${path}.csv`)), {
      bom: true,
      relax_column_count: true,
    });
    const inCsv = csv.filter((row) => /^\d+$/.test(row[0] ?? ""));
    expect(inCsv.map((row) => row.at(-1))).toEqual(
      items.map((item: (typeof items)[number]) => item.score.printed),
    );
    const document = await jsonOf(`${path}.json`);
    const body = document.body.find(({ block }: { block: string }) => block === "table").table.body;
    const scores = body.map((row: { printed?: string }[]) => row.at(-1)?.printed);
    expect(scores).toEqual(
      expect.arrayContaining(items.map((item: (typeof items)[number]) => item.score.printed)),
    );
  });

  it("of the questionnaire's ticks are those of the API", async () => {
    const { forms } = await office.get(`/polls/${poll("water")}/results`);
    const path = `${documentsOf("water")}/questionnaire-table.staff-questionnaire.xlsx`;
    const { sheets } = await readXlsx(await fileOf(path));
    const rows = sheets.find(({ name }) => name === "选择题统计")!.rows;
    for (const multi of forms[2].multis) {
      for (const [at, option] of multi.options.entries()) {
        if (at === multi.unknown) continue;
        const share = Math.round((1000 * multi.counts[at]) / multi.base) / 1000;
        const wanted = [option.text, multi.counts[at], share];
        expect(rows.map((cells) => cells.slice(2, 5))).toContainEqual(wanted);
      }
    }
  });

  it("of the leaders and of the grade table are those of the API", async () => {
    const { forms } = await office.get(`/polls/${poll("water")}/results`);
    const path = `${documentsOf("water")}/members-table.leadership-members.xlsx`;
    const members = (await readXlsx(await fileOf(path))).sheets[0]!.rows.filter(
      (row) => typeof row[0] === "number",
    );
    const leaders = forms[1].leaders;
    expect(members.map((row) => [row[1], row.at(-2)])).toEqual(
      leaders.map((leader: (typeof leaders)[number]) => [leader.name, Number(leader.score.printed)]),
    );
    const { rows } = await office.get(`/rounds/${server.round}/grades`);
    const table = (await readXlsx(await fileOf(`/rounds/${server.round}/documents/grade-table.xlsx`)))
      .sheets[0]!;
    const printed = table.rows.filter((row) => typeof row[0] === "number");
    expect(printed.map((row) => [row[1], row[12]])).toEqual(
      rows.map((row: (typeof rows)[number]) => [row.unit.name, row.total ? Number(row.total.printed) : null]),
    );
  });

  it("that are withheld stand nowhere in the small unit's documents", async () => {
    const { forms } = await office.get(`/polls/${poll("small")}/results`);
    expect(forms[0].level).toBe("score");
    const { body } = await jsonOf(`${documentsOf("small")}/team-table.leadership-team.json`);
    const { table } = body.find(({ block }: { block: string }) => block === "table");
    expect(table.body).toEqual([
      [
        { kind: "text", text: "领导班子民主测评表" },
        { kind: "count", value: 8 },
        { kind: "score", printed: forms[0].score.printed },
      ],
    ]);
  });
});

describe("a document", () => {
  it("carries one checksum in every format, the same tomorrow, another when a number changes", async () => {
    const path = `${documentsOf("water")}/result-sheet`;
    const { checksum } = await jsonOf(`${path}.json`);
    expect(checksum).toMatch(/^[0-9a-f]{16}$/);
    expect(await textIn(`${path}.xlsx`, "xl/worksheets/sheet1.xml")).toContain(checksum);
    expect(await textIn(`${path}.docx`, "word/document.xml")).toContain(checksum);
    expect(new TextDecoder().decode(await fileOf(`${path}.csv`))).toContain(checksum);
    expect((await jsonOf(`${documentsOf("small")}/result-sheet.json`)).checksum).not.toBe(checksum);
    const found = await findDocument(server.deps, checksum);
    expect([found?.unit, found?.title]).toEqual([WATER.name, "测评结果报告单"]);
    expect(await findDocument(server.deps, "0".repeat(16))).toBeNull();
  });

  it("keeps rare characters and texts that look like formulas, in XLSX and DOCX", async () => {
    const small = `${documentsOf("small")}/unit-report.docx`;
    expect(await textIn(small, "word/document.xml")).toContain(SMALL.name);
    const table = `/rounds/${server.round}/documents/grade-table`;
    const sheet = await textIn(`${table}.xlsx`, "xl/worksheets/sheet1.xml");
    expect(sheet).toContain(`<is><t xml:space="preserve">${SMALL.name}</t></is>`);
    expect(sheet).toContain(`<is><t xml:space="preserve">${LATER.name}</t></is>`);
    expect(await textIn(`${table}.docx`, "word/document.xml")).toContain(LATER.name);
  });

  it("marks what nobody entered, and does not print 0 for it", async () => {
    const xml = await textIn(`/rounds/${server.round}/documents/round-report.docx`, "word/document.xml");
    expect(xml).toMatch(/<w:highlight w:val="yellow"\/>(?:(?!<w:r>).)*__/);
    expect(xml).toContain('<w:pStyle w:val="Heading1"/>');
    expect(xml).toContain("<w:tblHeader/>");
  });
});

describe("packs", () => {
  it("of a closed unit hold every document but those with texts, in its folder's format and as PDF", async () => {
    const names = [...unpackWorkbook(await fileOf(`${documentsOf("water")}.zip`)).keys()];
    expect(names.filter((name) => name.endsWith(".pdf"))).toHaveLength(9);
    expect(names.filter((name) => name.endsWith(".xlsx"))).toHaveLength(7);
    expect(names.join()).not.toContain("附文字意见");
  });

  it("of a round are made beside the requests, listed, fetched and removed", async () => {
    const path = `/rounds/${server.round}/exports`;
    expect(await group.status("POST", path)).toBe(403);
    const { id } = (await (await office.send("POST", path)).json()) as { id: string };
    const jobOf = async () => (await office.get(path)).find((job: { id: string }) => job.id === id);
    await expect.poll(async () => (await jobOf()).state, { timeout: 120_000, interval: 300 }).toBe("done");
    expect(await jobOf()).toMatchObject({ done: 2, of: 2, by: "承办人" });
    const names = [...unpackWorkbook(await fileOf(`${path}/${id}`)).keys()];
    const lines = await server.deps.office.inTransaction((o) => o.auditOf("documents.downloaded"));
    expect([lines.at(-1)!.about, lines.at(-1)!.detail]).toEqual([server.round, '{"title":"全部材料.zip"}']);
    expect(names).toContain("sheet.json");
    expect(names.filter((name) => name.startsWith("县水利局党组/")).length).toBeGreaterThan(10);
    expect(await office.status("DELETE", `${path}/${id}`)).toBe(204);
    expect(await office.status("GET", `${path}/${id}`)).toBe(404);
    expect(await office.get(path)).toEqual([]);
  });

  it("with tickets are there before opening only", async () => {
    const path = `/polls/${poll("later")}/meeting`;
    expect(await office.status("POST", `${path}/pack`, { spare: 0 })).toBe(409);
    expect(await office.status("GET", `${path}/poster/A3`)).toBe(200);
    expect(await viewer.status("GET", `${path}/meeting-script.docx`)).toBe(403);
    const { body } = await jsonOf(`${path}/roll-sheet-blank.json`);
    const { table } = body.find(({ block }: { block: string }) => block === "table");
    expect(table.body[0].slice(1, 4)).toEqual([
      { kind: "count", value: 5 },
      { kind: "words", text: "", span: 1 },
      { kind: "words", text: "", span: 1 },
    ]);
  });
});

describe("data", () => {
  it("are the released numbers of the API and no other, with a codebook that has every code", async () => {
    const { forms } = await office.get(`/polls/${poll("water")}/results`);
    const path = `/rounds/${server.round}/documents`;
    const rowsOf = async (key: string): Promise<string[][]> =>
      parse(Buffer.from(await fileOf(`${path}/${key}.csv`)), { bom: true, relax_column_count: true });
    const lines = await rowsOf("data");
    // A plain table: the head in the first row, every row as long, a number or a reason in each and never both.
    expect(lines[0]!.slice(0, 3)).toEqual(["单位", "指标", "表单"]);
    expect(new Set(lines.map(({ length }) => length))).toEqual(new Set([11]));
    const rows = lines.slice(1);
    for (const row of rows) {
      const hasNumber = row.slice(7, 10).some((cell) => cell !== "");
      expect([row, hasNumber !== (row[10] !== "")]).toEqual([row, row[1] !== "grade"]);
    }
    const [team] = forms;
    for (const item of team.items) {
      const own = rows.filter(
        (row) => row[0] === WATER.name && row[2] === team.instrument && row[3] === item.leaf,
      );
      const levels = own.filter((row) => row[1] === "level").map((row) => Number(row[7]));
      expect(levels).toEqual(item.counts);
      expect(own.find((row) => row[1] === "item")![9]).toBe(item.score.printed);
    }
    // Eight ballots: one score a form and nothing about any question; an open poll: nothing at all.
    const measuresOf = (unit: string) => new Set(rows.filter((row) => row[0] === unit).map((row) => row[1]));
    expect([...measuresOf(SMALL.name)].toSorted()).toEqual([
      "block",
      "collected",
      "eligible",
      "form",
      "grade",
      "returned",
      "total",
    ]);
    expect([...measuresOf(LATER.name.replace(/^=/, "'="))].toSorted()).toEqual(["eligible", "returned"]);
    const codebook = (await rowsOf("codebook")).flat();
    for (const code of new Set(rows.flatMap((row) => [row[1]!, row[2]!, row[3]!.split("#")[0]!])))
      expect(codebook).toContain(code);
    const data = await jsonOf(`${path}/data.json`);
    expect(codebook.join()).toContain(`本材料校验码 ${data.checksum}`);
    const [{ columns, rows: named }] = data.tables;
    expect(columns).toEqual(lines[0]);
    const shown = (cell: string): string => cell.replace(/^'/, "");
    expect(named).toHaveLength(rows.length);
    for (const [at, row] of named.entries())
      for (const [column, name] of columns.entries()) {
        const printed = rows[at]![column]!;
        const wanted = printed === "" ? null : column >= 7 && column < 10 ? Number(printed) : shown(printed);
        expect([at, name, row[name]]).toEqual([at, name, wanted]);
      }
    expect(await office.status("GET", `${path}/data.xlsx`)).toBe(404);
    expect(await group.status("GET", `${path}/data.csv`)).toBe(403);
  });
});
