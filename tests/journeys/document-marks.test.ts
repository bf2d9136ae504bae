/** What every document carries, and how it says that something is withheld: all kinds, all formats. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { documentWords } from "../../server/core/documents/document-words.ts";
import type { DocumentKind, PrintedDocument } from "../../server/core/documents/document.ts";
import { shownCell } from "../../server/core/documents/shown-cell.ts";
import { type DocumentFormat, formatsOf, streamDocument } from "../../server/exports/document-files.ts";
import type { SignalAnswer } from "../../server/http/office/answers-signals.ts";
import { loadPrintable } from "../../server/exports/printable.ts";
import { unpackWorkbook } from "../../server/imports/unpack-workbook.ts";
import { everyDocument as everyListed } from "../../server/services/documents/every-document.ts";
import { makeDocument } from "../../server/services/documents/document-list.ts";
import { readPaperForms } from "../../server/services/paper-forms.ts";
import { findDocument } from "../../server/services/documents/find-document.ts";
import { signals as hints, signalSentence } from "../../web/text/signals.ts";
import { everyDocument, MADE_ON, type MadeDocument, startFullRound, UNITS } from "./every-document.ts";
import { OfficeClient } from "./office-client.ts";
import type { TestServer } from "./start-server.ts";

const hasReader = spawnSync("pdftotext", ["-v"]).status === 0;
if (!hasReader) process.stderr.write("SKIPPED, NOT PASSED: pdftotext is not installed, no PDF is read.\n");

/** A round of four forms is filled in, closed and recounted, and some sixty documents are written. */
const SETUP_MS = 900_000;

let server: TestServer;
let documents: readonly MadeDocument[];
let isPrintable: (character: string) => boolean;
let folder: string;
/** Name and format → text without blanks. */
const texts = new Map<string, string>();

const bare = (text: string): string => text.replace(/[\s\u3000]+/gu, "");

async function textOf(document: PrintedDocument, format: DocumentFormat): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of streamDocument(document, format)) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  if (format === "csv" || format === "json") return bare(bytes.toString("utf8"));
  if (format === "pdf") {
    writeFileSync(join(folder, "d.pdf"), bytes);
    return bare(execFileSync("pdftotext", ["-raw", join(folder, "d.pdf"), "-"], { encoding: "utf8" }));
  }
  const parts = [...unpackWorkbook(bytes)].filter(([part]) =>
    /sheet\d+\.xml$|document\.xml$|footer\d+\.xml$/.test(part),
  );
  const xml = parts.map(([, part]) => new TextDecoder().decode(part)).join("");
  return bare(
    xml
      .replaceAll(/<[^>]+>/g, "")
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&amp;", "&"),
  );
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "plumbline-marks-"));
  isPrintable = await loadPrintable();
  server = await startFullRound();
  documents = await everyDocument(server);
  for (const { name, document } of documents) {
    for (const format of formatsOf(document.kind)) {
      if (format !== "pdf" || hasReader) texts.set(`${name}.${format}`, await textOf(document, format));
    }
  }
}, SETUP_MS);
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

/** A text as a format can print it: the font of the PDF lacks some characters, of which the import warns. */
const inFormat = (file: string, text: string): string =>
  file.endsWith(".pdf") ? [...bare(text)].filter(isPrintable).join("") : bare(text);
const files = () =>
  documents.flatMap(({ name, document }) =>
    formatsOf(document.kind).flatMap((format) => {
      const file = `${name}.${format}`;
      const text = texts.get(file);
      return text === undefined ? [] : [{ file, format, document, text }];
    }),
  );
const inEights = (digest: string): string => digest.match(/.{8}/g)!.join(" ");
/** Data as CSV are a plain table: what stands around them is in the codebook. */
const marked = () => files().filter(({ file }) => file !== "round/data.csv");
/** A form of the library, the register and the table of the counties are of none. */
const OF_NO_ROUND: ReadonlySet<DocumentKind> = new Set(["approval", "coverage-register", "county-table"]);
/** Neither do they count ballots, but for the counties, nor does what is left of a destroyed round. */
const WITHOUT_THRESHOLDS: ReadonlySet<DocumentKind> = new Set([
  "approval",
  "coverage-register",
  "destruction-record",
]);
const isOfRound = ({ kind }: PrintedDocument): boolean => !OF_NO_ROUND.has(kind);
const hasThresholds = ({ kind }: PrintedDocument): boolean => !WITHOUT_THRESHOLDS.has(kind);
const missing = (wanted: (document: PrintedDocument, format: DocumentFormat) => readonly string[]) =>
  marked().flatMap(({ file, format, document, text }) =>
    wanted(document, format).flatMap((one) => (text.includes(inFormat(file, one)) ? [] : [[file, one]])),
  );

describe("every document in every format", () => {
  it("is of every kind there is", () => {
    const kinds = new Set<DocumentKind>(documents.map(({ document }) => document.kind));
    expect([...kinds].toSorted()).toEqual([
      "approval",
      "archive-list",
      "codebook",
      "comparison-table",
      "county-table",
      "coverage-register",
      "data",
      "derivation",
      "destruction-record",
      "grade-table",
      "meeting-script",
      "members-table",
      "questionnaire-table",
      "recount",
      "rectification-table",
      "result-sheet",
      "roll-sheet",
      "round-report",
      "team-table",
      "ticket-procedure",
      "unit-copy",
      "unit-report",
    ]);
  });

  it("holds no hint of what to look into, and none of the words about it", async () => {
    const office = await OfficeClient.signIn(server, "承办人");
    const { signals } = (await office.get(`/polls/${server.polls.get("water")!}/results`)) as {
      readonly signals: readonly SignalAnswer[];
    };
    expect(signals.length).toBeGreaterThan(0);
    const words = [hints.title, ...Object.values(hints.isNot), ...signals.map(signalSentence)];
    const told = files().flatMap(({ file, text }) =>
      words.flatMap((one) => (text.includes(inFormat(file, one)) ? [[file, one]] : [])),
    );
    expect(told).toEqual([]);
  });

  it("names round, unit, scheme with version and digest, and its checksum", () => {
    const wanted = ({ round, unit, scheme, checksum, title }: PrintedDocument, format: DocumentFormat) => [
      title,
      round,
      unit ?? "",
      checksum,
      ...(scheme === null ? [] : [scheme.title, scheme.version, scheme.digest.slice(0, 8)]),
      ...(format === "json" ? [] : [`本材料校验码${checksum}`]),
    ];
    expect(missing(wanted)).toEqual([]);
    for (const { name, document } of documents) {
      // Counties that were scored by two schemes are in one document; those of one, in one of that scheme.
      if (document.kind !== "county-table" && document.kind !== "destruction-record")
        expect([name, document.scheme === null]).toEqual([name, !isOfRound(document)]);
      expect([name, document.round === ""]).toEqual([name, !isOfRound(document)]);
    }
    const ofCounties = documents.filter(({ document }) => document.kind === "county-table");
    const schemes = ofCounties.map(({ document }) => [document.under, document.scheme?.title ?? null]);
    const whole = server.deps.library.schemes.get("political-ecology")!.scheme.title;
    expect(schemes).toEqual([
      [[], null],
      [["单位类型：乡镇"], whole],
      [["单位类型：县直"], null],
    ]);
  });

  it("names the checksum of the data in the codebook, because a plain table has no place for it", () => {
    const data = documents.find(({ document }) => document.kind === "data")!.document;
    for (const format of ["csv", "json"])
      expect(texts.get(`round/codebook.${format}`)).toContain(`本材料校验码${data.checksum}`);
    expect(
      texts
        .get("round/data.csv")!
        .replace(/^\uFEFF/, "")
        .startsWith("单位,指标,表单,"),
    ).toBe(true);
  });

  it("says which page of how many it is, wherever there are pages", () => {
    const wanted = (_: PrintedDocument, format: DocumentFormat): readonly string[] =>
      ({ pdf: ["第1页，共"], docx: ["第", "页，共"], xlsx: ["第&P页，共&N页"], csv: [], json: [] })[format];
    expect(missing(wanted)).toEqual([]);
  });

  it("tells basis and thresholds; what is of no round counts no ballots and has no thresholds", () => {
    const counting = marked().filter(({ document }) => hasThresholds(document));
    for (const { file, text } of counting) expect([file, text.includes("收回不足5份")]).toEqual([file, true]);
    for (const { document } of documents.filter((one) => one.document.basis.length > 0))
      expect(document.basis.join()).toContain(hasThresholds(document) ? "收回不足 5 份" : "没有测评份数");
    const register = documents.find(({ document }) => document.kind === "coverage-register")!.document;
    expect(register.basis.join()).toContain("没有导入巡察历史；本系统的轮次 1 个（十五届县委第三轮巡察）");
    expect(missing(({ basis }) => basis)).toEqual([]);
  });

  it("is found again by the checksum it carries, whatever it is", async () => {
    const unfound = [];
    const known = new Map<string, string>();
    for (const listed of await everyListed(server.deps)) {
      const { title, checksum } = await makeDocument(listed, MADE_ON);
      known.set(checksum, title);
    }
    for (const { name, document } of documents)
      if (known.get(document.checksum) !== document.title) unfound.push(name);
    expect(unfound).toEqual([]);
    const { document } = documents.find(({ name }) => name === "later/ticket-procedure")!;
    expect((await findDocument(server.deps, document.checksum))?.title).toBe(document.title);
  });

  it("marks what is withheld by the same words", () => {
    const cells = documents.flatMap(({ name, document }) =>
      document.body.flatMap((block) =>
        block.block === "table"
          ? block.table.body.flat().map((cell) => ({ name, shown: shownCell(cell) }))
          : [],
      ),
    );
    const withheld = cells.filter(({ shown }) => shown.includes("不予显示"));
    expect(withheld.length).toBeGreaterThan(0);
    expect(documentWords.tooFew(3, 5)).toContain(documentWords.withheld);
    for (const { name, shown } of withheld)
      expect([name, shown]).toEqual([name, expect.stringMatching(new RegExp(`^${documentWords.withheld}`))]);
    const wanted = ({ body }: PrintedDocument) =>
      JSON.stringify(body).includes(documentWords.withheld) ? [documentWords.withheld] : [];
    expect(missing(wanted)).toEqual([]);
  });

  it("keeps a name that looks like a formula and one of rare characters as they were written", () => {
    const [, small, later] = UNITS;
    for (const { name } of [small, later]) {
      const naming = files().filter(
        ({ document }) => document.unit === name || JSON.stringify(document.body).includes(name),
      );
      expect(new Set(naming.map(({ format }) => format))).toEqual(
        new Set(["xlsx", "docx", "pdf", "csv", "json"]),
      );
      for (const { file, text } of naming)
        expect([file, text.includes(inFormat(file, name))]).toEqual([file, true]);
    }
  });

  it("says in a PDF which characters of names and texts its font could not draw, and in no other", () => {
    const pages = files().filter(({ format }) => format === "pdf");
    const lacking = ({ document }: { document: PrintedDocument }): readonly string[] =>
      [...new Set(JSON.stringify(document))].filter((character) => !isPrintable(character));
    expect(pages.filter((one) => lacking(one).length > 0).length).toBeGreaterThan(5);
    for (const { file, text, ...one } of pages) {
      const said = text.includes("没有印出的字：");
      expect([file, said]).toEqual([file, lacking(one).length > 0]);
      for (const character of lacking(one))
        expect([file, text]).toEqual([
          file,
          expect.stringContaining(`U+${character.codePointAt(0)!.toString(16).toUpperCase()}`),
        ]);
    }
  });

  it("is named on a paper form as on the 送审稿: by version and digest", async () => {
    const { forms } = await readPaperForms(server.deps, server.polls.get("later")!, "C");
    expect(forms.length).toBeGreaterThan(2);
    for (const { shortTitle, version, digest } of forms) {
      const approval = documents.find(
        ({ document }) =>
          document.kind === "approval" && JSON.stringify(document.body).includes(inEights(digest!)),
      );
      expect([shortTitle, approval?.document.under[0]]).toEqual([
        shortTitle,
        expect.stringContaining(`版本 ${version}`),
      ]);
    }
  });

  it("has in CSV and XLSX no formula that anybody but us has written", () => {
    const [, , later] = UNITS;
    for (const { file, text } of files().filter(({ format }) => format === "csv"))
      expect([file, /(^|,)"?[=＝]/mu.test(text)]).toEqual([file, false]);
    const csv = texts.get("round/data.csv")!;
    expect(csv).toContain(`'${later.name}`);
  });
});
