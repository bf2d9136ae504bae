/**
 * Workbooks and word files open without a warning, as far as that can be shown without the office programs themselves:
 * the package, its relationships, the order of elements and the ids are what the standard asks for. (LibreOffice opens
 * and prints them all in printed-pages.test.ts.)
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rosterTemplate } from "../../server/exports/roster-template.ts";
import { formatsOf, streamDocument } from "../../server/exports/document-files.ts";
import { unpackWorkbook } from "../../server/imports/unpack-workbook.ts";
import { everyDocument, startFullRound } from "./every-document.ts";
import type { Parts } from "./package-faults.ts";
import { sheetFaults } from "./sheet-faults.ts";
import type { TestServer } from "./start-server.ts";
import { wordFaults } from "./word-faults.ts";

const SETUP_MS = 900_000;

let server: TestServer;
const files = new Map<string, Parts>();

beforeAll(async () => {
  server = await startFullRound();
  for (const { name, document } of await everyDocument(server)) {
    for (const format of formatsOf(document.kind).filter((one) => one === "xlsx" || one === "docx")) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of streamDocument(document, format)) chunks.push(chunk);
      files.set(`${name}.${format}`, unpackWorkbook(Buffer.concat(chunks)));
    }
  }
}, SETUP_MS);
afterAll(() => server.stop());

const faultsOf = (name: string, parts: Parts): readonly string[] =>
  name.endsWith(".docx") ? wordFaults(parts) : sheetFaults(parts);
const encoded = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The file with one part changed. */
function spoiled(name: string, part: string, from: RegExp, to: string): readonly string[] {
  const parts = new Map(files.get(name)!);
  const text = new TextDecoder().decode(parts.get(part));
  expect(text).toMatch(from);
  return faultsOf(name, parts.set(part, encoded(text.replace(from, to))));
}

describe("a workbook and a word file of every kind", () => {
  it("has nothing that an office program would complain about", () => {
    const faults = [...files].flatMap(([name, parts]) =>
      faultsOf(name, parts).map((fault) => `${name}: ${fault}`),
    );
    expect(faults.slice(0, 20)).toEqual([]);
    expect(files.size).toBeGreaterThan(40);
  });

  it("nor has the template of a roster", async () => {
    const template = await rosterTemplate(server.deps.library.categoryNames);
    expect(sheetFaults(unpackWorkbook(template))).toEqual([]);
  });

  it("would be noticed, whatever is wrong", () => {
    const [sheet, word] = ["round/grade-table.xlsx", "water/unit-report.docx"];
    const first = "xl/worksheets/sheet1.xml";
    const document = "word/document.xml";
    const cases = [
      [sheet, first, /<pageMargins[^>]*>(<pageSetup[^>]*>)/, "$1<pageMargins/>", "worksheet:"],
      [sheet, first, /<c r="A1"/, '<c r="B1"', "out of order"],
      [sheet, first, / s="\d+"/, ' s="9999"', "style of"],
      [sheet, first, /<mergeCell ref="[^"]*"\/>/, '<mergeCell ref="A1:B9"/>', "lies over|hides"],
      [sheet, first, /<\/row>/, "", "not well-formed"],
      [sheet, "xl/workbook.xml", /r:id="rId1"/, 'r:id="rId99"', "dangles"],
      [sheet, "xl/workbook.xml", /sheet name="[^"]*"/, 'sheet name="a/b"', "sheet name"],
      [
        sheet,
        "[Content_Types].xml",
        /<Override PartName="\/xl\/styles.xml"[^>]*>/,
        "",
        "styles.xml has no type",
      ],
      [sheet, "xl/_rels/workbook.xml.rels", /styles\.xml/, "colours.xml", "no part"],
      [
        word,
        document,
        /<wp:docPr id="\d+"(.*<wp:docPr) id="\d+"/s,
        '<wp:docPr id="1"$1 id="1"',
        "id 1 twice",
      ],
      [word, document, /<w:pStyle w:val="[^"]*"/, '<w:pStyle w:val="Nobody"', "style Nobody"],
      [word, document, /<w:gridCol [^>]*>/, "", "columns"],
      [word, document, /r:embed="[^"]*"/, 'r:embed="rId99"', "dangles"],
      [word, document, /(<w:tcW [^>]*>)/, "<w:vAlign/>$1", "w:tcPr:"],
      [word, document, /<w:t[ >][^<]*</, "<w:t>a & b<", "not well-formed"],
    ] as const;
    for (const [name, part, from, to, fault] of cases) {
      const faults = spoiled(name, part, from, to).join("\n");
      expect([part, faults]).toEqual([part, expect.stringMatching(fault)]);
    }
  });
});
