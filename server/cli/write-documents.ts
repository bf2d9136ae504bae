import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { PrintedDocument } from "../core/documents/document.ts";
import { fileName, unitFolderName } from "../core/documents/file-name.ts";
import { type DocumentFormat, formatsOf, streamDocument } from "../exports/document-files.ts";
import { type Deps, KEEPER } from "../services/deps.ts";
import { localDay } from "../services/documents/local-day.ts";
import { makeDocument } from "../services/documents/document-list.ts";
import { noteExport } from "../services/documents/note-export.ts";
import { roundDocuments } from "../services/documents/round-documents.ts";
import { unitDocuments } from "../services/documents/unit-documents.ts";
import { roundSheet } from "../services/round-sheet.ts";
import { scoreRound } from "../services/score-round.ts";
import { Problem } from "../core/problem.ts";
import { volumeText } from "../../web/text/volume.ts";
import { writeWhole } from "../exports/write-whole.ts";
import { SHEET_FILE } from "../services/verify/verification-extract.ts";

export interface WriteOptions {
  /** Only these; a document that does not exist in one of them is left out. */
  readonly formats: readonly DocumentFormat[];
  /** Reports with what people wrote too. */
  readonly withTexts: boolean;
  readonly progress: (done: number, of: number) => void;
}

/**
 * Writes every document of a round into a folder, one folder more per unit, and the round's sheet, on record.
 *
 * @returns the files written
 * @throws Error when two documents would have one name
 */
export async function writeDocuments(
  deps: Deps,
  round: string,
  folder: string,
  options: WriteOptions,
): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const standing = await scoreRound(deps, round);
  await noteExport(deps, KEEPER, round, "documents.exported");
  const madeOn = localDay(deps.clock());
  const files = new Set<string>();
  for (const listed of roundDocuments(deps, standing)) {
    await writeOne(await makeDocument(listed, madeOn), folder, options.formats, files);
  }
  const closed = standing.units.filter(({ release }) => release !== null);
  for (const [at, unit] of closed.entries()) {
    const own = join(folder, unitFolderName(unit.unit.name));
    await mkdir(own, { recursive: true });
    for (const listed of await unitDocuments(deps, standing, unit)) {
      if (listed.hasTexts && !options.withTexts) continue;
      await writeOne(await makeDocument(listed, madeOn), own, options.formats, files);
    }
    options.progress(at + 1, closed.length);
  }
  const sheet = await roundSheet(deps, standing);
  if (!sheet) return [...files];
  await writeWhole(join(folder, SHEET_FILE), sheet.text);
  return [...files, join(folder, SHEET_FILE)];
}

async function writeOne(
  document: PrintedDocument,
  folder: string,
  formats: readonly DocumentFormat[],
  written: Set<string>,
): Promise<void> {
  for (const format of formatsOf(document.kind).filter((one) => formats.includes(one))) {
    const file = join(folder, fileName(document, format));
    if (written.has(file)) throw new Error(`two documents are named ${file}`);
    await writeWhole(file, await bytesOf(streamDocument(document, format)));
    written.add(file);
  }
}

/** One document to a file whose ending says in which format. @throws Problem usage for an ending that it does not have */
export async function writeDocument(document: PrintedDocument, file: string): Promise<void> {
  const format = formatsOf(document.kind).find((one) => file.toLowerCase().endsWith(`.${one}`));
  if (!format) throw new Problem("usage", { reason: volumeText.endings(formatsOf(document.kind)) });
  await writeWhole(file, await bytesOf(streamDocument(document, format)));
}

async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}
