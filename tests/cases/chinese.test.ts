import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isProblem } from "../../server/core/problem.ts";
import type { CategoryNames } from "../../server/core/roster/category-names.ts";
import { bodyRows, findHeader } from "../../server/core/roster/find-header.ts";
import { readRoster } from "../../server/core/roster/read-roster.ts";
import { trimCell } from "../../server/core/roster/table.ts";
import type { Table } from "../../server/core/roster/table.ts";
import { readTables } from "../../server/imports/read-table.ts";
import { absent, readCase, readCaseBytes } from "./shared-cases.ts";

const FOLDER = "chinese/";

interface Expected {
  readonly columns: readonly string[];
  readonly n_rows_gbk: number;
  readonly rows: readonly { readonly [column: string]: string }[];
}

interface MergedHeader {
  readonly sheet: string;
  readonly header_rows: readonly [number, number];
  readonly people: readonly {
    readonly row: number;
    readonly unit: string;
    readonly name: string;
    readonly name_raw: string;
    readonly post: string;
    readonly phone_digits: string;
    readonly category: string;
  }[];
}

const expected = readCase<Expected>(`${FOLDER}roster.expected.json`);
const merged = readCase<MergedHeader>(`${FOLDER}roster.merged-header.expected.json`);
const categoryNames = JSON.parse(
  readFileSync(new URL("../../surveys/category-names.json", import.meta.url), "utf8"),
) as CategoryNames;

const read = async (file: string): Promise<Table[]> =>
  readTables(readCaseBytes(FOLDER + file) ?? new Uint8Array(0), file);

const refusalOf = async (reading: Promise<unknown>): Promise<unknown> =>
  reading.then(
    () => null,
    (error: unknown) => error,
  );

/** Rows below the first as objects, the way the expected file writes them. */
function objects(table: Table): object[] {
  const [head = [], ...rows] = table.rows;
  return rows.map((row) => Object.fromEntries(head.map((title, index) => [title, row[index] ?? ""])));
}

/** Every character that GBK can write, found by decoding all of its byte pairs but the row FE50–FEA0 of GB 18030. */
function gbkCharacters(): Set<string> {
  const decoder = new TextDecoder("gbk");
  const characters = new Set(Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)));
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail !== 0x7f && lead < 0xfe) characters.add(decoder.decode(Uint8Array.from([lead, trail])));
    }
  }
  return characters;
}

const suite = expected && merged ? describe : describe.skip;

suite(expected && merged ? "chinese rosters" : absent(FOLDER), () => {
  it.each([
    "roster.utf8.csv",
    "roster.utf8bom.csv",
    "roster.gb18030.csv",
    "roster.utf16le-tab.txt",
    "roster.plain.xlsx",
  ])("%s: every cell as expected, byte for byte", async (file) => {
    const [table] = await read(file);
    expect(table?.rows[0]).toEqual(expected?.columns);
    expect(objects(table!)).toEqual(expected?.rows);
  });

  it("roster.utf8-lf-semicolon.csv: every cell as expected", async () => {
    const [table] = await read("roster.utf8-lf-semicolon.csv");
    expect(objects(table!)).toEqual(expected?.rows);
  });

  it("roster.gbk.csv: exactly the rows that GBK can write", async () => {
    const characters = gbkCharacters();
    const canWrite = (text: string): boolean => [...text].every((character) => characters.has(character));
    const rows = expected?.rows.filter((row) => Object.values(row).every(canWrite));
    const [table] = await read("roster.gbk.csv");
    expect(rows).toHaveLength(expected?.n_rows_gbk ?? 0);
    expect(objects(table!)).toEqual(rows);
  });

  it.each(["roster.truncated-utf8.csv", "roster.mixed-encoding.csv", "roster.formulas.xlsx"])(
    "%s is refused with a sentence",
    async (file) => {
      const refusal = await refusalOf(read(file));
      expect(isProblem(refusal, "import.unreadable") && refusal.facts.reason).toMatch(/请/);
    },
  );

  it("roster.merged-header.xlsx: head over two rows, merged units, hidden rows, no total row", async () => {
    const tables = await read("roster.merged-header.xlsx");
    const table = tables.find((one) => one.sheet === merged?.sheet)!;
    const titles = ["所在单位", "姓名", "职务", "手机号", "票种"];
    const header = findHeader(table, (key) => (titles.includes(key) ? key : null))!;
    expect(header.rows.map((row) => row + table.firstRow)).toEqual(merged?.header_rows);
    const cell = (row: number, title: string): string =>
      table.rows[row]?.[header.columns.get(title)?.[0]?.index ?? -1] ?? "";
    const people = bodyRows(table, header).map((row) => ({
      row: row + table.firstRow,
      unit: trimCell(cell(row, "所在单位")),
      name: trimCell(cell(row, "姓名")),
      name_raw: cell(row, "姓名"),
      post: trimCell(cell(row, "职务")),
      phone_digits: cell(row, "手机号").normalize("NFKC").replace(/\D/g, ""),
      category: trimCell(cell(row, "票种").normalize("NFKC")),
    }));
    expect(people).toEqual(merged?.people);
  });

  it.each(["roster.utf8.csv", "roster.plain.xlsx", "roster.merged-header.xlsx"])(
    "%s is a list of staff, so it is refused as a roster of units",
    async (file) => {
      const tables = await read(file);
      const refusal = await refusalOf((async () => readRoster(tables, { categoryNames }))());
      const faults = isProblem(refusal, "roster.invalid") ? refusal.facts.faults : [];
      expect(
        faults.some((fault) => fault.column?.includes("手机号") && /不要干部职工/.test(fault.sentence)),
      ).toBe(true);
      expect(JSON.stringify(faults)).not.toMatch(/1[3-9]\d{9}/);
    },
  );
});
