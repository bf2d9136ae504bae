/**
 * Every document as another program prints it: LibreOffice makes PDF of each workbook and word file without a warning,
 * no page is empty, every cell is on one and covers no other, heads are repeated, fonts are embedded. Pages are kept
 * as images under tests/artifacts/printed, to be looked at.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Cell, PrintedDocument, Table } from "../../server/core/documents/document.ts";
import { sealDocument } from "../../server/core/documents/seal-document.ts";
import { shownCell } from "../../server/core/documents/shown-cell.ts";
import { type DocumentFormat, formatsOf, streamDocument } from "../../server/exports/document-files.ts";
import { loadPrintable } from "../../server/exports/printable.ts";
import { zipped } from "../../server/exports/zip.ts";
import { unpackWorkbook } from "../../server/imports/unpack-workbook.ts";
import { everyDocument, MADE_ON, type MadeDocument, startFullRound } from "./every-document.ts";

const has = (program: string, asked: string): boolean => spawnSync(program, [asked]).status === 0;
const canPrint = has("soffice", "--version") && has("pdftotext", "-v");
if (!canPrint) process.stderr.write("SKIPPED, NOT PASSED: soffice or pdftotext is not installed.\n");

const FOLDER = join(import.meta.dirname, "..", "artifacts", "printed");
const PRINTED = ["xlsx", "docx", "pdf"] as const;
type Printed = (typeof PRINTED)[number];

/** A round of four forms is filled in, closed and recounted; some fifty documents are written and printed. */
const SETUP_MS = 900_000;

let documents: readonly MadeDocument[];
let isPrintable: (character: string) => boolean;
const folderOf = (of: string): string => join(FOLDER, of);
const fileName = (name: string): string => name.replaceAll("/", "--");
const inFormat = (format: DocumentFormat) =>
  documents.filter(({ document }) => formatsOf(document.kind).includes(format));

async function bytesOf(document: PrintedDocument, format: DocumentFormat): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of streamDocument(document, format)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What LibreOffice says while it turns every file of a folder into another format. */
function convert(from: string, to: string, ending: string): string {
  const profile = `-env:UserInstallation=file://${folderOf("profile")}`;
  const files = readdirSync(folderOf(from)).map((file) => join(folderOf(from), file));
  const asked = [profile, "--headless", "--convert-to", ending, "--outdir", folderOf(to), ...files];
  const { stdout, stderr } = spawnSync("soffice", asked, { encoding: "utf8" });
  return `${stdout}${stderr}`;
}

let said: { readonly [format in "xlsx" | "docx"]: string };

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
  rmSync(FOLDER, { recursive: true, force: true });
  for (const of of [...PRINTED, "xlsx-pages", "docx-pages", "bare", "tables", "images"])
    mkdirSync(folderOf(of), { recursive: true });
  isPrintable = await loadPrintable();
  const server = await startFullRound();
  const made = await everyDocument(server);
  await server.stop();
  const printed = made.filter(({ name }) => !/^(small|approval)\//.test(name) || ONCE_MORE.has(name));
  documents = [...printed, longTable(made.find(({ name }) => name === "round/grade-table")!)];
  for (const format of PRINTED) {
    for (const { name, document } of inFormat(format))
      writeFileSync(join(folderOf(format), `${fileName(name)}.${format}`), await bytesOf(document, format));
  }
  said = { xlsx: convert("xlsx", "xlsx-pages", "pdf"), docx: convert("docx", "docx-pages", "pdf") };
}, SETUP_MS);
afterAll(() => rmSync(folderOf("profile"), { recursive: true, force: true }));

const pagesFile = (name: string, format: Printed): string =>
  join(folderOf(format === "pdf" ? "pdf" : `${format}-pages`), `${fileName(name)}.pdf`);

/** Text of every page in the order in which it is drawn, blanks left out. */
const pagesOf = (name: string, format: Printed): readonly string[] =>
  execFileSync("pdftotext", ["-raw", pagesFile(name, format), "-"], { encoding: "utf8" })
    .split("\f")
    .slice(0, -1)
    .map(withoutBlanks);

const withoutBlanks = (text: string): string => text.replace(/[\s\u3000]+/gu, "");
const printable = (text: string): string => [...withoutBlanks(text)].filter(isPrintable).join("");

/** Neighbouring numbers as one text, every other cell as a text of its own. */
function runsOf(row: readonly Cell[]): readonly string[] {
  const runs: { text: string; isNumber: boolean }[] = [];
  for (const cell of row) {
    const isNumber = cell.kind !== "text" && cell.kind !== "words";
    const last = runs.at(-1);
    if (isNumber && last?.isNumber) last.text += shownCell(cell);
    else runs.push({ text: shownCell(cell), isNumber });
  }
  return runs.map(({ text }) => text);
}
interface Box {
  readonly word: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Words with the middle of their line: what a font leaves above and below its letters may overlap. */
const boxesOf = (page: string): readonly Box[] =>
  [
    ...page.matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)</g),
  ].map(([, xMin, yMin, xMax, yMax, word]) => {
    const [top, bottom] = [Number(yMin), Number(yMax)];
    const rim = (bottom - top) / 5;
    return { word: word!, left: Number(xMin), right: Number(xMax), top: top + rim, bottom: bottom - rim };
  });

const overlap = (a: Box, b: Box): boolean =>
  Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
  Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;

const tablesOf = ({ body }: PrintedDocument): readonly Table[] =>
  body.flatMap((block) => (block.block === "table" ? [block.table] : []));

describe.skipIf(!canPrint)("printed", () => {
  it.each(["xlsx", "docx"] as const)("every %s opens without a warning", (format) => {
    const files = inFormat(format).map(({ name }) => `${fileName(name)}.pdf`);
    expect(readdirSync(folderOf(`${format}-pages`)).toSorted()).toEqual(files.toSorted());
    const remarks = said[format].split("\n").filter((line) => !/^convert |javaldx|^$/.test(line));
    expect(remarks).toEqual([]);
  });

  it.each(PRINTED)("no page of a %s is empty, and each says which of how many it is", (format) => {
    for (const { name, document } of inFormat(format)) {
      const pages = pagesOf(name, format);
      for (const [at, page] of pages.entries()) {
        const foot = `第${at + 1}页，共${pages.length}页`;
        expect([name, page.includes(foot)]).toEqual([name, true]);
        // Nobody signs a page on which nothing else stands.
        const signed = document.signatures.reduce((text, one) => text.replace(withoutBlanks(one), ""), page);
        const named = printable(
          `${document.unit ?? document.round}${document.title}本材料校验码${document.checksum}`,
        );
        const own = signed.replace(foot, "").replace(named, "");
        expect([name, at + 1, own === ""]).toEqual([name, at + 1, false]);
      }
    }
  });

  it.each(PRINTED)("what a %s prints is what its cells say", (format) => {
    const shown = (text: string): string => (format === "pdf" ? printable(text) : withoutBlanks(text));
    for (const { name, document } of inFormat(format)) {
      const text = shown(pagesOf(name, format).join(""));
      for (const { body } of tablesOf(document)) {
        for (const row of body) {
          // Numbers stand beside each other in the order of their row; a text may be drawn after them.
          for (const wanted of runsOf(row))
            expect([name, text]).toEqual([name, expect.stringContaining(shown(wanted))]);
        }
      }
    }
  });

  it("what is to be one page is one page", () => {
    const counts = new Map(
      inFormat("docx").map(({ name }) => [name, PRINTED.slice(1).map((of) => pagesOf(name, of).length)]),
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
    const { name, document } = documents.at(-1)!;
    const [table] = tablesOf(document);
    const heads = table!.head.flat().map(({ text }) => withoutBlanks(text));
    const pages = pagesOf(name, format).slice(0, -1);
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) for (const head of heads) expect(page).toContain(head);
  });

  it.each(["docx", "pdf"] as const)("who signs a %s signs a page on which its table ends", (format) => {
    let signed = 0;
    for (const { name, document } of inFormat(format)) {
      const last = document.body.findLast(({ block }) => block !== "line");
      if (document.signatures.length === 0 || last?.block !== "table") continue;
      signed += 1;
      const shown = (text: string): string => (format === "pdf" ? printable(text) : withoutBlanks(text));
      const page = pagesOf(name, format).findLast((text) =>
        text.includes(withoutBlanks(document.signatures[0]!)),
      );
      for (const wanted of last.table.body.slice(format === "docx" ? -2 : -1).flatMap(runsOf))
        expect([name, shown(page ?? "")]).toEqual([name, expect.stringContaining(shown(wanted))]);
    }
    expect(signed).toBeGreaterThan(10);
  });

  it.each(["docx", "pdf"] as const)(
    "no heading, in a table or over a chart, ends a page of a %s",
    (format) => {
      let headings = 0;
      for (const { name, document } of inFormat(format)) {
        const inside = tablesOf(document).flatMap(({ body }) =>
          body
            .slice(0, -1)
            .flatMap(([first, ...others]) => (first && others.length === 0 ? [shownCell(first)] : [])),
        );
        for (const [at, block] of document.body.slice(0, -1).entries()) {
          if (block.block === "heading") inside.push(block.text);
          const next = document.body[at + 1]!.block;
          if (block.block === "line" && (next === "chart" || next === "table"))
            inside.push(block.pieces.map(({ text }) => text).join(""));
        }
        headings += inside.length;
        const pages = pagesOf(name, format);
        for (const [at, page] of pages.entries()) {
          const named = printable(
            `${document.unit ?? document.round}${document.title}本材料校验码${document.checksum}`,
          );
          const own = page.replace(`第${at + 1}页，共${pages.length}页`, "").replace(named, "");
          const ending = inside.filter((heading) => own.endsWith(withoutBlanks(heading)));
          expect([name, at + 1, ending]).toEqual([name, at + 1, []]);
        }
      }
      expect(headings).toBeGreaterThan(10);
    },
  );

  it.each(PRINTED)("letters of a %s come from embedded fonts that have them", (format) => {
    for (const { name } of inFormat(format)) {
      const fonts = execFileSync("pdffonts", [pagesFile(name, format)], { encoding: "utf8" })
        .split("\n")
        .slice(2, -1);
      expect(fonts.length).toBeGreaterThan(0);
      // name, type, encoding, emb, sub, uni: all three are yes.
      for (const font of fonts) expect([name, font]).toEqual([name, expect.stringMatching(/ yes yes yes /)]);
    }
  });

  it.each(PRINTED)("no text of a %s lies over another or reaches beyond the page", (format) => {
    for (const { name } of inFormat(format)) {
      const pages = execFileSync("pdftotext", ["-bbox", pagesFile(name, format), "-"], { encoding: "utf8" })
        .split("<page ")
        .slice(1);
      for (const page of pages) {
        const [, width, height] = /^width="([\d.]+)" height="([\d.]+)"/.exec(page)!.map(Number);
        const boxes = boxesOf(page);
        const outside = boxes.filter((box) => box.left < 0 || box.right > width! || box.bottom > height!);
        const over = boxes.flatMap((a, at) =>
          boxes.slice(at + 1).flatMap((b) => (overlap(a, b) ? [[a.word, b.word]] : [])),
        );
        expect([name, outside, over]).toEqual([name, [], []]);
      }
    }
  });

  it("keeps every page as an image", () => {
    for (const format of PRINTED) {
      for (const { name } of inFormat(format)) {
        const image = join(folderOf("images"), `${format}--${fileName(name)}`);
        execFileSync("pdftoppm", ["-r", "50", "-gray", "-png", pagesFile(name, format), image]);
      }
    }
    const pages = PRINTED.flatMap((format) =>
      inFormat(format).map(({ name }) => pagesOf(name, format).length),
    );
    expect(readdirSync(folderOf("images"))).toHaveLength(pages.reduce((sum, one) => sum + one, 0));
  });
});

describe.skipIf(!canPrint)("a workbook without our cached values", () => {
  const sheetsOf = (bytes: Uint8Array) =>
    [...unpackWorkbook(bytes)].filter(([part]) => part.includes("/worksheets/"));
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  const formulasIn = (xml: string): readonly string[] =>
    [...xml.matchAll(/<f[^>]*>[^<]*<\/f><v>([^<]*)<\/v>/g)].map(([, value]) => Number(value).toFixed(6));

  beforeAll(async () => {
    for (const { name } of inFormat("xlsx")) {
      const parts = unpackWorkbook(readFileSync(join(folderOf("xlsx"), `${fileName(name)}.xlsx`)));
      const entries = [...parts].map(([part, bytes]) => {
        const bare = text(bytes).replaceAll(/(<\/f>)<v>[^<]*<\/v>/g, "$1");
        return { name: part, bytes: new TextEncoder().encode(bare) };
      });
      writeFileSync(join(folderOf("bare"), `${fileName(name)}.xlsx`), await zipped(entries));
    }
    convert("bare", "tables", "xlsx");
  });

  it("is given the same numbers by LibreOffice", () => {
    let formulas = 0;
    for (const { name } of inFormat("xlsx")) {
      const file = `${fileName(name)}.xlsx`;
      const theirs = new Map(sheetsOf(readFileSync(join(folderOf("tables"), file))));
      for (const [part, bytes] of sheetsOf(readFileSync(join(folderOf("xlsx"), file)))) {
        const wanted = formulasIn(text(bytes));
        expect([name, part, formulasIn(text(theirs.get(part)!))]).toEqual([name, part, wanted]);
        formulas += wanted.length;
      }
    }
    expect(formulas).toBeGreaterThan(100);
  });
});
