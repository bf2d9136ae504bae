import type PDFDocument from "pdfkit";

type Doc = typeof PDFDocument.prototype;

/** Lines of a text at the largest size at which it fits. */
export interface FittedText {
  readonly size: number;
  readonly lines: readonly string[];
}

/**
 * Breaks a text into at most `maxLines` lines of `width` points, at the largest of `sizes` at which it fits; at the
 * smallest the rest is cut off with an ellipsis. Breaks between any two characters, as Chinese does.
 */
export function fitText(
  doc: Doc,
  text: string,
  width: number,
  maxLines: number,
  sizes: readonly number[],
): FittedText {
  for (const size of sizes) {
    const lines = breakLines(doc.fontSize(size), text, width);
    if (lines.length <= maxLines) return { size, lines };
  }
  const size = sizes.at(-1) ?? 6;
  const lines = breakLines(doc.fontSize(size), text, width).slice(0, maxLines);
  const last = [...(lines.at(-1) ?? "")].slice(0, -1).join("");
  return { size, lines: [...lines.slice(0, -1), `${last}…`] };
}

/**
 * The same for parts that stand whole: a line breaks between two of them, and within one only when a part alone is
 * wider than the page at the smallest size.
 */
export function fitParts(
  doc: Doc,
  parts: readonly string[],
  width: number,
  maxLines: number,
  sizes: readonly number[],
): FittedText {
  for (const size of sizes) {
    const isWide = (line: string): boolean => doc.fontSize(size).widthOfString(line) > width;
    const lines: string[] = [];
    for (const part of parts) {
      const longer = lines.length === 0 ? part : `${lines.at(-1)}　${part}`;
      if (lines.length > 0 && !isWide(longer)) lines[lines.length - 1] = longer;
      else lines.push(part);
    }
    if (lines.length <= maxLines && !lines.some(isWide)) return { size, lines };
  }
  return fitText(doc, parts.join("　"), width, maxLines, sizes);
}

const NEVER_FIRST = /[，。、；：？！”’）》〉】…,.;:?!)%]/u;
const NEVER_LAST = /[“‘（《〈【(]/u;
const OF_NUMBER = /[\d.%]/u;

/**
 * A line neither starts with a closing mark nor ends with an opening one: the character before it moves along. A number
 * stays on one line: 94.41 over two would be read as 94.
 */
export function breakLines(doc: Doc, text: string, width: number): string[] {
  const lines: string[] = [];
  let line: string[] = [];
  for (const character of text) {
    if (line.length > 0 && doc.widthOfString(line.join("") + character) > width) {
      const kept = keptLength(line, character);
      lines.push(line.slice(0, kept).join(""));
      line = line.slice(kept);
    }
    line.push(character);
  }
  return [...lines, line.join("")];
}

function keptLength(line: readonly string[], next: string): number {
  let kept = line.length;
  while (kept > 1 && !mayPart(line[kept - 1] ?? "", line[kept] ?? next)) kept -= 1;
  return kept > 1 ? kept : line.length;
}

const mayPart = (last: string, first: string): boolean =>
  !NEVER_FIRST.test(first) && !NEVER_LAST.test(last) && !(OF_NUMBER.test(last) && OF_NUMBER.test(first));
