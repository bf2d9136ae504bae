import { describe, expect, it } from "vitest";
import { buildZip, textCell, workbookParts } from "../../tests/cases/build-zip.ts";
import type { ZipPart } from "../../tests/cases/build-zip.ts";
import { isProblem } from "../core/problem.ts";
import { readTables } from "./read-table.ts";
import { UNREADABLE } from "./sentences.ts";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

async function reasonOf(bytes: Uint8Array): Promise<string> {
  const refusal = await readTables(bytes, "名册.xlsx").then(
    () => null,
    (error: unknown) => error,
  );
  return isProblem(refusal, "import.unreadable") ? refusal.facts.reason : `not refused: ${String(refusal)}`;
}

const workbook = (sheetData: string, extra: readonly ZipPart[] = []): Uint8Array =>
  buildZip(workbookParts(sheetData, extra));
const one = `<row r="1">${textCell("A1", "单位名称")}</row>`;

describe("readTables on workbooks", () => {
  it("reads a plain one, with rows numbered as a spreadsheet shows them", async () => {
    const [table] = await readTables(workbook(`<row r="3">${textCell("B3", " 甲 ")}</row>`), "x");
    expect(table?.sheet).toBe("单位");
    expect(table?.rows[2]?.[1]).toBe(" 甲 ");
    expect(table?.firstRow).toBe(1);
  });

  it("turns dates into YYYY-MM-DD and keeps long numbers whole", async () => {
    const styles: ZipPart[] = [
      {
        name: "xl/styles.xml",
        content:
          `<styleSheet xmlns="${MAIN}"><fonts><font/></fonts><fills><fill/></fills><borders><border/></borders>` +
          `<cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
      },
      {
        name: "xl/_rels/workbook.xml.rels",
        content:
          `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
          `<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>` +
          `<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`,
      },
    ];
    const row = `<row r="1"><c r="A1" s="1"><v>45000</v></c><c r="B1"><v>13900000004</v></c></row>`;
    const [table] = await readTables(workbook(row, styles), "x");
    expect(table?.rows[0]).toEqual(["2023-03-15", "13900000004"]);
  });

  it.each([
    ["a formula with a cached value", `<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>`, "Sheet"],
    ["a formula without one", `<row r="1"><c r="B1"><f>NOT()</f></c></row>`, "Sheet"],
  ])("refuses %s and names the cell", async (_name, row) => {
    expect(await reasonOf(workbook(row))).toMatch(/单位![AB]1/);
  });

  it("refuses a part that declares a DOCTYPE, in any encoding", async () => {
    const doctype = `<!DOCTYPE x [<!ENTITY a "b">]><worksheet xmlns="${MAIN}"><sheetData/></worksheet>`;
    const name = "xl/worksheets/sheet1.xml";
    expect(await reasonOf(workbook("", [{ name, content: doctype }]))).toBe(UNREADABLE.doctype);
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(doctype, "utf16le")]);
    expect(await reasonOf(workbook("", [{ name, content: utf16 }]))).toBe(UNREADABLE.damaged);
  });

  it("refuses external links, macros and embedded objects, and lets a hyperlink pass", async () => {
    const link = { name: "xl/externalLinks/externalLink1.xml", content: "<externalLink/>" };
    expect(await reasonOf(workbook(one, [link]))).toBe(UNREADABLE.external);
    const macro = { name: "xl/vbaProject.bin", content: "x" };
    expect(await reasonOf(workbook(one, [macro]))).toBe(UNREADABLE.active);
    const rels = (type: string): ZipPart => ({
      name: "xl/worksheets/_rels/sheet1.xml.rels",
      content:
        `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r9" ` +
        `Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="http://x.invalid/" TargetMode="External"/></Relationships>`,
    });
    expect(await reasonOf(workbook(one, [rels("oleObject")]))).toBe(UNREADABLE.external);
    await expect(readTables(workbook(one, [rels("hyperlink")]), "x")).resolves.toHaveLength(1);
  });

  it("refuses zip bombs by the folder, and archives whose folder lies", async () => {
    const zeros = new Uint8Array(8 * 1024 * 1024);
    expect(await reasonOf(workbook(one, [{ name: "xl/media/a.bin", content: zeros }]))).toBe(UNREADABLE.bomb);
    const lying = { name: "xl/media/a.bin", content: zeros, declaredBytes: 1000 };
    expect(await reasonOf(workbook(one, [lying]))).toBe(UNREADABLE.bomb);
    const empty = { name: "xl/media/a.bin", content: zeros, declaredBytes: 0 };
    expect(await reasonOf(workbook(one, [empty]))).toBe(UNREADABLE.damaged);
    const twice = [...workbookParts(one), ...workbookParts(one)];
    expect(await reasonOf(buildZip(twice))).toBe(UNREADABLE.damaged);
  });

  it("refuses two cells at opposite ends of a sheet before laying it out", async () => {
    const far = `<row r="1">${textCell("A1", "a")}</row><row r="1048576">${textCell("XFD1048576", "b")}</row>`;
    expect(await reasonOf(workbook(far))).toBe(UNREADABLE.tooManyCells);
  });

  it("refuses every cut of a workbook with a sentence", async () => {
    const whole = workbook(one);
    for (let length = 4; length < whole.length; length += 37) {
      expect(await reasonOf(whole.subarray(0, length))).toBe(UNREADABLE.damaged);
    }
  });

  it("refuses other zips and old workbooks", async () => {
    expect(await reasonOf(buildZip([{ name: "mimetype", content: "x" }]))).toBe(UNREADABLE.notWorkbook);
    expect(await reasonOf(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]))).toBe(UNREADABLE.oldExcel);
    expect(await reasonOf(new Uint8Array(0))).toBe(UNREADABLE.empty);
  });
});

describe("readTables on text", () => {
  const rowsOf = async (bytes: Uint8Array) => (await readTables(bytes, "a/b/units.csv"))[0];

  it("takes the name of the file without folder and ending", async () => {
    expect((await rowsOf(Buffer.from("单位,类型\n甲,乙")))?.sheet).toBe("units");
  });

  it("keeps blank lines, so that row numbers are those of the file", async () => {
    expect((await rowsOf(Buffer.from("a,b\r\n\r\nc,d")))?.rows).toEqual([["a", "b"], [""], ["c", "d"]]);
  });

  it.each([
    ["comma", ","],
    ["tab", "\t"],
    ["semicolon", ";"],
    ["full-width comma", "，"],
  ])("finds the separator: %s", async (_name, separator) => {
    const text = [`甲${separator}乙${separator}丙`, `1${separator}"2${separator}3"${separator}4`].join("\n");
    expect((await rowsOf(Buffer.from(text)))?.rows[0]).toEqual(["甲", "乙", "丙"]);
  });

  it.each([
    ["utf16le", false],
    ["utf16le", true],
  ] as const)("reads UTF-16 without a mark, swapped: %s %s", async (encoding, isSwapped) => {
    const bytes = Buffer.from("单位,类型\r\n甲,乙\r\n", encoding);
    const rows = (await rowsOf(isSwapped ? bytes.swap16() : bytes))?.rows;
    expect(rows?.[1]).toEqual(["甲", "乙"]);
  });

  it("refuses UTF-8 and GBK glued together even where the pair decodes as GB18030", async () => {
    const gbk = Uint8Array.from([0xd5, 0xc5, 0xce, 0xb0, 0x2c, 0x31, 0x0a]);
    const utf8 = Buffer.from("工号码表,1\n");
    expect(await reasonOf(Buffer.concat([utf8, gbk]))).toBe(UNREADABLE.encoding);
    expect((await rowsOf(gbk))?.rows[0]).toEqual(["张伟", "1"]);
  });

  it("refuses quotes that do not pair up, and binary files", async () => {
    expect(await reasonOf(Buffer.from('a,b\n"c,d\n'))).toMatch(/引号/);
    expect(await reasonOf(Uint8Array.from([0x25, 0x50, 0x44, 0x46, 0x2d]))).toBe(UNREADABLE.binary);
  });
});
