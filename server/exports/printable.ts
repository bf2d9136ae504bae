/**
 * Which characters the embedded font has, read from its character map.
 *
 * @source OpenType 1.9.1, cmap: format 4 (segment mapping) and format 12 (segmented coverage)
 */
import { readFile } from "node:fs/promises";
import { fontFiles } from "./fonts.ts";

interface Range {
  readonly from: number;
  readonly to: number;
}

let loaded: Promise<(character: string) => boolean> | null = null;

/**
 * A test whether a character can be printed in our documents (tickets, sheets), in regular and in bold type. Fonts are
 * read once.
 * Blanks and line ends count as printable.
 */
export function loadPrintable(): Promise<(character: string) => boolean> {
  loaded ??= Promise.all(Object.values(fontFiles()).map(readRanges)).then((fonts) => (character) => {
    const code = character.codePointAt(0) ?? 0;
    return /^\s$/u.test(character) || fonts.every((ranges) => covers(ranges, code));
  });
  return loaded;
}

async function readRanges(path: string): Promise<readonly Range[]> {
  const bytes = await readFile(path);
  return characterRanges(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function covers(ranges: readonly Range[], code: number): boolean {
  let low = 0;
  let high = ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const range = ranges[middle]!;
    if (code < range.from) high = middle - 1;
    else if (code > range.to) low = middle + 1;
    else return true;
  }
  return false;
}

/** Sorted ranges of code points of the best Unicode subtable: full repertoire first, then the basic plane. */
function characterRanges(font: DataView): readonly Range[] {
  const cmap = tableOffset(font, "cmap");
  const subtables = Array.from({ length: font.getUint16(cmap + 2) }, (_, index) => {
    const at = cmap + 4 + index * 8;
    const offset = cmap + font.getUint32(at + 4);
    return { offset, format: font.getUint16(offset) };
  });
  const full = subtables.find((subtable) => subtable.format === 12);
  if (full) return fullRanges(font, full.offset);
  const basic = subtables.find((subtable) => subtable.format === 4);
  return basic ? basicRanges(font, basic.offset) : [];
}

function tableOffset(font: DataView, tag: string): number {
  const wanted = [...tag].reduce((sum, letter) => sum * 256 + letter.charCodeAt(0), 0);
  for (let index = 0; index < font.getUint16(4); index += 1) {
    const at = 12 + index * 16;
    if (font.getUint32(at) === wanted) return font.getUint32(at + 8);
  }
  throw new Error(`the font has no table ${tag}`);
}

function fullRanges(font: DataView, offset: number): Range[] {
  return Array.from({ length: font.getUint32(offset + 12) }, (_, index) => {
    const at = offset + 16 + index * 12;
    return { from: font.getUint32(at), to: font.getUint32(at + 4) };
  });
}

function basicRanges(font: DataView, offset: number): Range[] {
  const segments = font.getUint16(offset + 6) / 2;
  const ends = offset + 14;
  const starts = ends + segments * 2 + 2;
  return Array.from({ length: segments }, (_, index) => {
    return { from: font.getUint16(starts + index * 2), to: font.getUint16(ends + index * 2) };
  }).filter((range) => range.from !== 0xffff);
}
