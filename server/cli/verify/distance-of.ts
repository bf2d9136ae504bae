import type { DocumentFormat } from "../../exports/document-files.ts";
import { unpackWorkbook } from "../../imports/unpack-workbook.ts";
import { verifyText } from "../../../web/text/verify.ts";

export interface Change {
  /** Where, in words: a sheet and a cell, a line, a paragraph; "" when the file as a whole differs. */
  readonly place: string;
  readonly found: string;
  readonly expected: string;
}

/** The first change, and how far the two are from each other: the number of lines, cells or paragraphs that differ. */
export interface Distance {
  readonly first: Change;
  readonly places: number;
}

const WHOLE: Distance = { first: { place: "", found: "", expected: "" }, places: Infinity };

/**
 * The first place where a document differs from the one made anew; null when there is none. A workbook is told by sheet
 * and cell, text by line; a PDF differs as a whole. All of them are the same bytes whenever they are written; of a
 * word file all parts are (charts, styles, properties), only the archive around them has a time.
 */
export function distanceOf(format: DocumentFormat, found: Uint8Array, expected: Uint8Array): Distance | null {
  if (Buffer.compare(found, expected) === 0) return null;
  if (format === "pdf") return WHOLE;
  try {
    const change =
      format === "xlsx" || format === "docx"
        ? changeOfPackage(format, found, expected)
        : changeOf(linesOf(found), linesOf(expected), (line) => verifyText.line(Number(line)));
    if (change || (format === "docx" && haveSameParts(found, expected))) return change;
  } catch {
    // A file that cannot be taken apart any more differs as a whole.
  }
  return WHOLE;
}

/** Whether a document says that it has this checksum. A PDF is not read: it differs as a whole. */
export function carries(format: DocumentFormat, found: Uint8Array, checksum: string): boolean {
  if (format === "pdf") return false;
  if (format === "csv" || format === "json") return textOf(found).includes(checksum);
  try {
    const texts = [...unpackWorkbook(found).values()].map((part) => textOf(part).replace(/<[^>]*>/g, ""));
    return texts.some((text) => text.includes(checksum));
  } catch {
    return false;
  }
}

function haveSameParts(found: Uint8Array, expected: Uint8Array): boolean {
  const [foundParts, expectedParts] = [unpackWorkbook(found), unpackWorkbook(expected)];
  return (
    foundParts.size === expectedParts.size &&
    [...expectedParts].every(
      ([name, part]) => Buffer.compare(foundParts.get(name) ?? new Uint8Array(), part) === 0,
    )
  );
}

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

function linesOf(bytes: Uint8Array): ReadonlyMap<string, string> {
  const lines = textOf(bytes).split(/\r?\n/);
  return new Map(lines.map((line, index) => [String(index + 1), line]));
}

function changeOfPackage(format: "xlsx" | "docx", found: Uint8Array, expected: Uint8Array): Distance | null {
  const [foundParts, expectedParts] = [unpackWorkbook(found), unpackWorkbook(expected)];
  if (format === "docx") {
    const paragraphs = (parts: ReadonlyMap<string, Uint8Array>) =>
      piecesOf(parts, "word/document.xml", /<w:p[ >].*?<\/w:p>/gs);
    return changeOf(paragraphs(foundParts), paragraphs(expectedParts), (at) =>
      verifyText.paragraph(Number(at)),
    );
  }
  const names = sheetNames(expectedParts);
  const changes = names.map((name, index) => {
    const part = `xl/worksheets/sheet${index + 1}.xml`;
    const cells = (parts: ReadonlyMap<string, Uint8Array>) =>
      piecesOf(parts, part, /<c [^>]*?r="([A-Z]+\d+)"[^>]*?(?:\/>|>.*?<\/c>)/gs);
    return changeOf(cells(foundParts), cells(expectedParts), (at) => verifyText.cell(name, at));
  });
  return changes.reduce(
    (sum, change) => (sum && change ? { ...sum, places: sum.places + change.places } : (sum ?? change)),
    null,
  );
}

const sheetNames = (parts: ReadonlyMap<string, Uint8Array>): readonly string[] =>
  [...textOf(parts.get("xl/workbook.xml") ?? new Uint8Array()).matchAll(/<sheet [^>]*?name="([^"]*)"/g)].map(
    ([, name]) => name ?? "",
  );

/** Pieces of a part by their address, or by their number from 1, without the marks of the format. */
function piecesOf(
  parts: ReadonlyMap<string, Uint8Array>,
  part: string,
  piece: RegExp,
): ReadonlyMap<string, string> {
  const pieces = textOf(parts.get(part) ?? new Uint8Array()).matchAll(piece);
  return new Map(
    [...pieces].map(([whole, at], index) => [at ?? String(index + 1), whole.replace(/<[^>]*>/g, "")]),
  );
}

function changeOf(
  found: ReadonlyMap<string, string>,
  expected: ReadonlyMap<string, string>,
  say: (place: string) => string,
): Distance | null {
  const changed = [...new Set([...expected.keys(), ...found.keys()])]
    .map((place) => ({ place, found: found.get(place) ?? "", expected: expected.get(place) ?? "" }))
    .filter((change) => change.found !== change.expected);
  const [first] = changed;
  return first ? { first: { ...first, place: say(first.place) }, places: changed.length } : null;
}
