/** Documents that were written, against what the closed files give: every one the product makes, in every format. */
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { DocumentContent, PrintedDocument } from "../../core/documents/document.ts";
import { fileStem } from "../../core/documents/file-name.ts";
import { sealDocument } from "../../core/documents/seal-document.ts";
import type { Difference } from "../../core/results/difference.ts";
import { shippedLibrary } from "../../shipped-library.ts";
import { type DocumentFormat, formatsOf, streamDocument } from "../../exports/document-files.ts";
import type { ReadingDeps } from "../../services/deps.ts";
import { everyDocument } from "../../services/documents/every-document.ts";
import { readOfficeCopy } from "../../store/sqlite/read-office-copy.ts";
import { SqliteClosedFiles } from "../../store/sqlite/sqlite-closed-files.ts";
import { carries, distanceOf } from "./distance-of.ts";
import { CLOSED_FOLDER } from "../../services/verify/verification-extract.ts";

export interface ComparedDocuments {
  /** Files that were made again and compared. */
  readonly files: number;
  readonly differences: readonly Difference[];
}

/** 县委第三轮_领导班子民主测评汇总表_2026-11-20.xlsx */
const DOCUMENT_NAME = /^(.+)_(\d{4}-\d{2}-\d{2})\.(xlsx|docx|pdf|csv|json)$/u;

/**
 * Makes every document of a folder anew from the closed files, with the day that stands in its name, and compares. What
 * lists the documents of forms, rounds, meetings and units is the registry: a document listed there is known here.
 *
 * @param dataFolder of a stopped server; nothing is written into it
 * @param folder as `plumbline export` wrote it, or any part of it
 */
export async function compareDocuments(dataFolder: string, folder: string): Promise<ComparedDocuments> {
  const deps = await readingDeps(dataFolder);
  const expected = await expectedDocuments(deps);
  const differences: Difference[] = [];
  let files = 0;
  for (const path of (await readdir(folder, { recursive: true })).toSorted()) {
    const [, name, madeOn, ending] = DOCUMENT_NAME.exec(basename(path)) ?? [];
    if (name === undefined || madeOn === undefined) continue;
    const format = ending as DocumentFormat;
    const known = (expected.get(name) ?? []).filter(({ content }) =>
      formatsOf(content.kind).includes(format),
    );
    if (known.length === 0) {
      differences.push({ code: "document.unknown", facts: { file: path }, unit: null, poll: null });
      continue;
    }
    files += 1;
    const difference = await differenceFrom(known, await readFile(join(folder, path)), {
      path,
      madeOn,
      format,
    });
    if (difference) differences.push(difference);
  }
  return { files, differences };
}

/** Null when it is one of them; else how it differs from the one whose checksum it carries, or else from the one that is least far from it. */
async function differenceFrom(
  known: readonly ExpectedDocument[],
  found: Uint8Array,
  {
    path,
    madeOn,
    format,
  }: { readonly path: string; readonly madeOn: string; readonly format: DocumentFormat },
): Promise<Difference | null> {
  const sealed = known.map(({ content, hasTexts }) => {
    const expected = sealDocument(content, madeOn);
    return { expected, hasTexts, isNamed: carries(format, found, expected.checksum) };
  });
  let closest: { difference: Difference; places: number } | null = null;
  for (const { expected, hasTexts, isNamed } of sealed.toSorted(
    (a, b) => Number(b.isNamed) - Number(a.isNamed),
  )) {
    const distance = distanceOf(format, found, await bytesOf(expected, format));
    if (!distance) return null;
    const facts = { file: path, ...distance.first, ...(hasTexts && { found: "", expected: "" }) };
    const difference: Difference = { code: "document.content", facts, unit: expected.unit, poll: null };
    if (isNamed) return difference;
    if (!closest || distance.places < closest.places) closest = { difference, places: distance.places };
  }
  return closest?.difference ?? null;
}

async function readingDeps(dataFolder: string): Promise<ReadingDeps> {
  const path = join(dataFolder, "office.db");
  return {
    office: { inTransaction: (use) => readOfficeCopy(path, use) },
    closed: new SqliteClosedFiles(join(dataFolder, CLOSED_FOLDER)),
    library: await shippedLibrary(),
  };
}

interface ExpectedDocument {
  readonly content: DocumentContent;
  /** What people wrote is in it: of a difference only the place is told. */
  readonly hasTexts: boolean;
}

/** By the beginning of the file's name, which two rounds of one title share; the day is the file's own. */
async function expectedDocuments(
  deps: ReadingDeps,
): Promise<ReadonlyMap<string, readonly ExpectedDocument[]>> {
  const found = new Map<string, ExpectedDocument[]>();
  for (const one of await everyDocument(deps)) {
    const content = await one.make();
    const name = fileStem(content);
    found.set(name, [...(found.get(name) ?? []), { content, hasTexts: one.hasTexts }]);
  }
  return found;
}

async function bytesOf(document: PrintedDocument, format: DocumentFormat): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of streamDocument(document, format)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
