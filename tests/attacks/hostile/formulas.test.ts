/** P16: texts that look like formulas come out of our files as texts, in the eyes of a real spreadsheet program. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { writeXlsx } from "hucre/xlsx";
import { afterAll, describe, expect, it } from "vitest";
import { auditCsv } from "../../../server/exports/audit-csv.ts";
import { toCsv } from "../../../server/exports/csv.ts";
import { writeXlsx as writeDocument } from "../../../server/exports/xlsx/write-xlsx.ts";
import { unpackWorkbook } from "../../../server/imports/unpack-workbook.ts";
import { gradeTableOf } from "./grade-table-of.ts";
import { FORMULAS } from "./formula-corpus.ts";
import { orSkipped } from "../../or-skipped.ts";

const hasOffice = spawnSync("soffice", ["--version"], { stdio: "ignore" }).status === 0;
if (!hasOffice)
  process.stderr.write(
    "SKIPPED: no workbook is opened in LibreOffice, because soffice is not installed here.\n",
  );

const folder = mkdtempSync(join(tmpdir(), "plumbline-sheets-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Opens a file in LibreOffice, which calculates what it takes for a formula, and gives every sheet's cells as text. */
function openInOffice(name: string, bytes: Uint8Array): string[][][] {
  const place = mkdtempSync(join(folder, "open-"));
  writeFileSync(join(place, name), bytes);
  // Comma, double quote, UTF-8; cells as they are shown; every sheet (-1) to a file of its own.
  const filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";
  const profile = `-env:UserInstallation=file://${join(folder, "profile")}`;
  // As UTF-8 with commas, and told to calculate formulas, which a person may have switched on.
  const asCsv = name.endsWith(".csv")
    ? [`--infilter=CSV:44,34,76,1,,0,false,false,false,false,false,0,true`]
    : [];
  const args = [
    profile,
    "--headless",
    ...asCsv,
    "--convert-to",
    filter,
    "--outdir",
    join(place, "out"),
    join(place, name),
  ];
  const { status, stderr } = spawnSync("soffice", args, { encoding: "utf8", timeout: 180_000 });
  if (status !== 0) throw new Error(`soffice: ${stderr}`);
  return readdirSync(join(place, "out"))
    .toSorted()
    .map(
      (file) =>
        parse(readFileSync(join(place, "out", file)), { bom: true, relax_column_count: true }) as string[][],
    );
}

const cellsOf = (sheets: string[][][]): Set<string> => new Set(sheets.flat(2));

/** LibreOffice writes line ends its own way and drops what XML cannot hold. */
const shown = (text: string): string => text.replace(/\r\n?/g, "\n");

describe("formulas in a workbook", () => {
  it("are written as strings only: our own totals are the only formulas", async () => {
    const parts = unpackWorkbook(await writeDocument(gradeTableOf(FORMULAS)));
    const sheets = [...parts].filter(([name]) => name.startsWith("xl/worksheets/"));
    expect(sheets.length).toBe(2);
    for (const [, bytes] of sheets) {
      const xml = new TextDecoder().decode(bytes);
      const formulas = [...xml.matchAll(/<(?:\w+:)?f[\s>/][^<]*/g)].map(([formula]) => formula);
      expect(
        formulas.filter((formula) => !/^<f>ROUND\(\([A-Z]+\d+\*100\)\/100-[A-Z]+\d+,2\)$/.test(formula)),
      ).toEqual([]);
    }
    expect([...parts.keys()].filter((name) => /external|connection|vba/i.test(name))).toEqual([]);
  });

  it.skipIf(!hasOffice)(
    orSkipped(
      hasOffice,
      "come back from LibreOffice as they were typed",
      "soffice (LibreOffice) is not installed",
    ),
    async () => {
      const sheets = openInOffice("等次.xlsx", await writeDocument(gradeTableOf(FORMULAS)));
      const [table] = sheets;
      const rows = table!.filter((row) => /^\d+$/.test(row[0] ?? ""));
      expect(rows.map((row) => shown(row[1]!))).toEqual(FORMULAS.map(shown));
      expect(rows.map((row) => shown(row[3]!))).toEqual(FORMULAS.map(shown));
    },
    240_000,
  );

  it.skipIf(!hasOffice)(
    orSkipped(
      hasOffice,
      "would be noticed: a workbook with a real formula comes back calculated",
      "soffice (LibreOffice) is not installed",
    ),
    async () => {
      const cells = new Map([["0,0", { value: null, formula: "1+1" }]]);
      const bytes = await writeXlsx({ sheets: [{ name: "一", rows: [["", "=1+1"]], cells }] });
      const read = cellsOf(openInOffice("公式.xlsx", bytes));
      expect(read.has("2")).toBe(true);
      expect(read.has("=1+1")).toBe(true);
    },
    240_000,
  );
});

describe("formulas in a CSV file", () => {
  /** As a person reads it: the apostrophe that keeps a text a text does not count. */
  const meant = (cell: string): string => shown(cell).replace(/^'/, "");

  it.skipIf(!hasOffice)(
    orSkipped(
      hasOffice,
      "are shown by LibreOffice and never calculated",
      "soffice (LibreOffice) is not installed",
    ),
    () => {
      const [table] = openInOffice("记录.csv", toCsv(FORMULAS.map((text, at) => [at, text, "末"])));
      const safe = FORMULAS.filter((text) => !AS_VALUE.has(text));
      const read = new Map(table!.map((row) => [row[0], row[1]!]));
      expect(table!.every((row) => row[2] === "末" && row.length === 3)).toBe(true);
      for (const text of safe) expect(meant(read.get(`${FORMULAS.indexOf(text)}`)!), text).toBe(meant(text));
    },
    240_000,
  );

  it.skipIf(!hasOffice)(
    orSkipped(hasOffice, "stay texts in the record of the office", "soffice (LibreOffice) is not installed"),
    () => {
      const rows = FORMULAS.map((text, at) => ({
        sequence: at + 1,
        atUtc: "2026-11-20T00:00:00Z",
        who: text,
        act: "round.created",
        about: "r1",
        detail: JSON.stringify({ title: text }),
        digest: "00",
      }));
      const [table] = openInOffice(
        "记录.csv",
        auditCsv({ rows, names: new Map([["r1", "=1+1"]]), roundOf: new Map(), frozenTitles: new Map() }),
      );
      const read = new Map(table!.slice(1).map((row) => [row[0], row]));
      for (const [at, text] of FORMULAS.entries()) {
        const row = read.get(`${at + 1}`)!;
        if (!AS_VALUE.has(text)) expect(meant(row[2]!), text).toBe(meant(text));
        expect(meant(row[4]!)).toBe("=1+1");
      }
    },
    240_000,
  );

  it.skipIf(!hasOffice)(
    orSkipped(
      hasOffice,
      "would be noticed: the same texts without our apostrophe are calculated",
      "soffice (LibreOffice) is not installed",
    ),
    () => {
      const [table] = openInOffice("记录.csv", Buffer.from("0,=1+1\r\n1,+1+1\r\n"));
      expect(table!.map((row) => row[1])).toContain("2");
    },
    240_000,
  );
});

/** Dates, fractions and numbers that a program reads as values from any CSV file; nothing is calculated or fetched. */
const AS_VALUE = new Set(["1E5", "1/2", "2026-01-02", "00123", "TRUE", "1,000", "50%"]);
