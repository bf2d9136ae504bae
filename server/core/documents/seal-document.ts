import { digestOf, digestSteps } from "../definition/canonical.ts";
import type { DocumentContent, PrintedDocument } from "./document.ts";
import { documentWords } from "./document-words.ts";

/**
 * Puts the checksum on a document: the first 16 hexadecimal digits of the SHA-256 of the canonical JSON of its content.
 *
 * @param madeOn local day, 2026-11-20; not part of the sum, so the same results give the same digits on any day
 * @source docs/documents.md §4
 */
export function sealDocument(content: DocumentContent, madeOn: string): PrintedDocument {
  return { ...content, checksum: digestOf(content).slice(0, 16), madeOn };
}

/** The same in short steps, for documents of thousands of rows. */
export function* sealSteps(
  content: DocumentContent,
  madeOn: string,
): Generator<void, PrintedDocument, undefined> {
  const digest = yield* digestSteps(content);
  return { ...content, checksum: digest.slice(0, 16), madeOn };
}

/** The lines of 统计口径说明, numbered, the checksum among them; [] when the document has none. */
export function basisLines({ basis, checksum, sheetDigest }: PrintedDocument): readonly string[] {
  if (basis.length === 0) return [];
  const lines = [
    ...basis,
    documentWords.checksumBasis(checksum),
    ...(sheetDigest === null ? [] : [`${documentWords.sheet(sheetDigest)}。${documentWords.sheetBasis}`]),
  ];
  return lines.map((line, index) => `${index + 1}. ${line}`);
}

/** The round and what else stands under the title. */
export const underLines = ({ round, under }: PrintedDocument): readonly string[] => [
  ...(round === "" ? [] : [round]),
  ...under,
];

/** Scheme, checksum: on every document, above its foot. */
export const nameLine = ({ scheme, checksum }: PrintedDocument): string =>
  [...schemeLine(scheme), documentWords.checksum(checksum)].join("　　");

/** The same as it stands on a page: on two lines where the page is upright, so that no checksum is parted. */
export const nameLines = (document: PrintedDocument): readonly string[] =>
  document.orientation === "landscape"
    ? [nameLine(document)]
    : [...schemeLine(document.scheme), documentWords.checksum(document.checksum)];

/** In an array: a document without a scheme has no such line. */
export const schemeLine = (scheme: PrintedDocument["scheme"]): readonly string[] =>
  scheme === null ? [] : [documentWords.scheme(scheme.title, scheme.version, scheme.digest)];
