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

/** Characters that no file system takes, and those that change how a name is read. */
const UNNAMEABLE = /[\\/:*?"<>|\p{Cc}\p{Cf}]/gu;

/** A part of a file name. */
export const nameable = (text: string): string => text.replace(UNNAMEABLE, "");

/** 县委第三轮_县水利局党组_领导班子民主测评汇总表_2026-11-20.xlsx */
export function documentFileName(
  { round, unit, title, madeOn }: Pick<PrintedDocument, "round" | "unit" | "title" | "madeOn">,
  ending: string,
): string {
  const parts = [...(round === "" ? [] : [round]), ...(unit === null ? [] : [unit]), title].map(nameable);
  return `${parts.join("_")}_${madeOn}.${ending}`;
}
