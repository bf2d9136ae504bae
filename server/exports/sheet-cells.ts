/** Building blocks of the workbooks: cells with a style, and nothing that a spreadsheet would calculate. */
import type { Cell, CellStyle, CellValue, MergeRange } from "hucre/xlsx";

export type CellMap = Map<string, Partial<Cell>>;

const THIN = { style: "thin" } as const;
export const GRID = { top: THIN, right: THIN, bottom: THIN, left: THIN } as const;

/** Fonts of Chinese official documents by name; they may not be embedded, programs fall back to what they have. */
export const FONTS = {
  title: "方正小标宋简体",
  body: "仿宋_GB2312",
  head: "黑体",
  sub: "楷体_GB2312",
  plain: "宋体",
} as const;

/** For a program without one of them: the same face of other makers, then what is installed without asking. */
export const FALLBACKS: { readonly [font in (typeof FONTS)[keyof typeof FONTS]]: readonly string[] } = {
  方正小标宋简体: ["方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "华文中宋", "宋体", "Noto Serif CJK SC"],
  仿宋_GB2312: ["仿宋", "FangSong", "华文仿宋", "方正仿宋_GBK", "Noto Serif CJK SC"],
  黑体: ["SimHei", "华文黑体", "方正黑体_GBK", "Noto Sans CJK SC"],
  楷体_GB2312: ["楷体", "KaiTi", "华文楷体", "方正楷体_GBK", "Noto Serif CJK SC"],
  宋体: ["SimSun", "华文宋体", "方正书宋_GBK", "Noto Serif CJK SC"],
};

/** Characters that XML cannot carry. */
const UNWRITABLE = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/gu;

/** "_x0041_" in a cell means "A" (ECMA-376, ST_Xstring): an underscore that would begin such a code is written as one. */
const ESCAPED = /_(?=x[0-9A-Fa-f]{4}_)/g;

/**
 * Puts one value into a sheet. A text is written as a string cell, whatever it begins with, so it never becomes a
 * formula; a number stays a number.
 */
export function put(cells: CellMap, row: number, column: number, value: CellValue, style: CellStyle): void {
  const isText = typeof value === "string";
  cells.set(`${row},${column}`, {
    value: isText ? value.replace(UNWRITABLE, "").replace(ESCAPED, "_x005F_") : value,
    type: isText ? "string" : value === null ? "empty" : "number",
    style,
  });
}

/** Puts one value over a rectangle of cells, all of them with its style, so that borders are whole. */
export function putMerged(
  cells: CellMap,
  merges: MergeRange[],
  range: MergeRange,
  value: CellValue,
  style: CellStyle,
): void {
  for (let row = range.startRow; row <= range.endRow; row += 1) {
    for (let column = range.startCol; column <= range.endCol; column += 1)
      put(cells, row, column, null, style);
  }
  put(cells, range.startRow, range.startCol, value, style);
  if (range.endRow > range.startRow || range.endCol > range.startCol) merges.push(range);
}

/** Width of a text in columns of half a Chinese character. */
export const textColumns = (text: string): number =>
  [...text].reduce((sum, character) => sum + (/[\u0020-\u00FF]/.test(character) ? 1.05 : 2), 0);

/** Lines that a text takes in a column `width` characters wide, its own line ends included. */
export const linesIn = (text: string, width: number): number =>
  text.split("\n").reduce((sum, line) => sum + linesOf(line, width), 0);

/** A digest is not broken while a line can hold it: what stands before it leaves its line half empty. */
const DIGEST = /[0-9a-f]{32,}/;

function linesOf(line: string, width: number): number {
  const digest = DIGEST.exec(line);
  if (digest === null || textColumns(digest[0]) > width)
    return Math.max(1, Math.ceil((textColumns(line) + 0.5) / width));
  const before = line.slice(0, digest.index);
  const after = line.slice(digest.index);
  return (before === "" ? 0 : linesOf(before, width)) + Math.ceil((textColumns(after) + 0.5) / width);
}
