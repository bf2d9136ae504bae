/**
 * Every document as another program prints it: LibreOffice makes PDF of each workbook and word file without a warning,
 * no page is empty, every cell is on one and covers no other, heads are repeated, fonts are embedded. Pages are kept
 * as images under tests/artifacts/printed, to be looked at.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sealDocument } from "../../server/core/documents/seal-document.ts";
import { zipped } from "../../server/exports/zip.ts";
import { unpackWorkbook } from "../../server/imports/unpack-workbook.ts";
import { everyDocument, MADE_ON, type MadeDocument, startFullRound } from "./every-document.ts";
import {
  emptyPages,
  headingsAtEnd,
  headingsOf,
  misplacedWords,
  missingCells,
  openingFaults,
  signaturesApart,
  tablesOf,
} from "./page-faults.ts";
import { canPrint, fileName, PRINTED, PrintedFolder, withoutBlanks } from "./printed-folder.ts";
import { orSkipped } from "../or-skipped.ts";

/** A round of four forms is filled in, closed and recounted; some fifty documents are written and printed. */
const SETUP_MS = 900_000;

let printed: PrintedFolder;

/** A grade table of sixty units: the first document that takes a second page for certain. */
function longTable({ document }: MadeDocument): MadeDocument {
  const { checksum: _sum, madeOn: _day, ...content } = document;
  const body = content.body.map((block) => {
    if (block.block !== "table") return block;
    const rows = block.table.body;
    const long = Array.from({ length: 60 }, (_, at) => rows[at % 2]!);
    return { ...block, table: { ...block.table, body: long } };
  });
  return { name: "round/grade-table-long", document: sealDocument({ ...content, body }, MADE_ON) };
}

/** Of the small unit and of the forms only what looks different from all others. */
const ONCE_MORE = new Set([
  "small/unit-report",
  "small/team-table.leadership-team",
  "small/derivation",
  "approval/leadership-team",
  "approval/staff-questionnaire",
]);

beforeAll(async () => {
  if (!canPrint) return;
  const server = await startFullRound();
  const made = await everyDocument(server);
  await server.stop();
  const wanted = made.filter(({ name }) => !/^(small|approval)\//.test(name) || ONCE_MORE.has(name));
  const long = longTable(made.find(({ name }) => name === "round/grade-table")!);
  printed = await PrintedFolder.of("printed", [...wanted, long]);
}, SETUP_MS);
afterAll(() => printed?.dispose());

describe.skipIf(!canPrint)(
  orSkipped(canPrint, "printed", "soffice (LibreOffice) or a reader of PDF is not installed"),
  () => {
    it.each(["xlsx", "docx"] as const)("every %s opens without a warning", (format) => {
      expect(openingFaults(printed, format)).toEqual([]);
    });

    it.each(PRINTED)("no page of a %s is empty, and each says which of how many it is", (format) => {
      expect(emptyPages(printed, format)).toEqual([]);
    });

    it.each(PRINTED)("what a %s prints is what its cells say", (format) => {
      expect(missingCells(printed, format)).toEqual([]);
    });

    it("what is to be one page is one page", () => {
      const counts = new Map(
        printed
          .inFormat("docx")
          .map(({ name }) => [name, PRINTED.slice(1).map((of) => printed.pagesOf(name, of).length)]),
      );
      for (const name of [
        "later/roll-sheet-blank",
        "water/roll-sheet",
        "later/ticket-procedure",
        "water/recount.1",
      ])
        expect([name, counts.get(name)]).toEqual([name, [1, 1]]);
    });

    it.each(PRINTED)("a %s of sixty units repeats its head on every page of the table", (format) => {
      const { name, document } = printed.documents.at(-1)!;
      const [table] = tablesOf(document);
      const heads = table!.head.flat().map(({ text }) => withoutBlanks(text));
      const pages = printed.pagesOf(name, format).slice(0, -1);
      expect(pages.length).toBeGreaterThan(1);
      for (const page of pages) for (const head of heads) expect(page).toContain(head);
    });

    it.each(PRINTED)("who signs a %s signs a page on which its table ends", (format) => {
      const { signed, faults } = signaturesApart(printed, format, format === "docx" ? 2 : 3);
      expect(faults).toEqual([]);
      expect(signed).toBeGreaterThan(10);
    });

    it.each(["docx", "pdf"] as const)(
      "no heading, in a table or over a chart, ends a page of a %s",
      (format) => {
        expect(headingsAtEnd(printed, format)).toEqual([]);
        const headings = printed.inFormat(format).flatMap(({ document }) => headingsOf(document));
        expect(headings.length).toBeGreaterThan(10);
      },
    );

    it.each(PRINTED)("letters of a %s come from embedded fonts that have them", (format) => {
      for (const { name } of printed.inFormat(format)) {
        const fonts = execFileSync("pdffonts", [printed.pagesFile(name, format)], { encoding: "utf8" })
          .split("\n")
          .slice(2, -1);
        expect(fonts.length).toBeGreaterThan(0);
        // name, type, encoding, emb, sub, uni: all three are yes.
        for (const font of fonts)
          expect([name, font]).toEqual([name, expect.stringMatching(/ yes yes yes /)]);
      }
    });

    it.each(PRINTED)("no text of a %s lies over another or reaches beyond the page", (format) => {
      expect(misplacedWords(printed, format)).toEqual([]);
    });

    it("keeps every page as an image", () => {
      const pages = PRINTED.flatMap((format) =>
        printed.inFormat(format).map(({ name }) => printed.pagesOf(name, format).length),
      );
      expect(printed.keepImages()).toBe(pages.reduce((sum, one) => sum + one, 0));
    });
  },
);

describe.skipIf(!canPrint)(
  orSkipped(
    canPrint,
    "a workbook without our cached values",
    "soffice (LibreOffice) or a reader of PDF is not installed",
  ),
  () => {
    const sheetsOf = (bytes: Uint8Array) =>
      [...unpackWorkbook(bytes)].filter(([part]) => part.includes("/worksheets/"));
    const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
    const formulasIn = (xml: string): readonly string[] =>
      [...xml.matchAll(/<f[^>]*>[^<]*<\/f><v>([^<]*)<\/v>/g)].map(([, value]) => Number(value).toFixed(6));

    beforeAll(async () => {
      for (const { name } of printed.inFormat("xlsx")) {
        const parts = unpackWorkbook(readFileSync(join(printed.part("xlsx"), `${fileName(name)}.xlsx`)));
        const entries = [...parts].map(([part, bytes]) => {
          const bare = text(bytes).replaceAll(/(<\/f>)<v>[^<]*<\/v>/g, "$1");
          return { name: part, bytes: new TextEncoder().encode(bare) };
        });
        writeFileSync(join(printed.part("bare"), `${fileName(name)}.xlsx`), await zipped(entries));
      }
      printed.convert("bare", "tables", "xlsx");
    });

    it("is given the same numbers by LibreOffice", () => {
      let formulas = 0;
      for (const { name } of printed.inFormat("xlsx")) {
        const file = `${fileName(name)}.xlsx`;
        const theirs = new Map(sheetsOf(readFileSync(join(printed.part("tables"), file))));
        for (const [part, bytes] of sheetsOf(readFileSync(join(printed.part("xlsx"), file)))) {
          const wanted = formulasIn(text(bytes));
          expect([name, part, formulasIn(text(theirs.get(part)!))]).toEqual([name, part, wanted]);
          formulas += wanted.length;
        }
      }
      expect(formulas).toBeGreaterThan(100);
    });
  },
);
