/** Every style of our workbooks. A cell names one by its place in the list. */
import { FONTS } from "../sheet-cells.ts";
import { xmlText } from "./xml.ts";

interface Style {
  readonly font: readonly [name: string, size: number, bold?: boolean];
  readonly horizontal: "left" | "center" | "right";
  readonly vertical?: "top" | "center";
  readonly hasGrid?: boolean;
  readonly isWrapped?: boolean;
  readonly format?: string;
}

const cell = (horizontal: Style["horizontal"], more: Partial<Style> = {}): Style => ({
  font: [FONTS.body, 10.5],
  horizontal,
  hasGrid: true,
  isWrapped: true,
  ...more,
});
const strong = { font: [FONTS.body, 10.5, true] } as const;
const DECIMALS = "0.00";
const PERCENT = "0.0%";

const STYLES = {
  plain: { font: [FONTS.body, 10.5], horizontal: "left" },
  mark: { font: [FONTS.head, 12], horizontal: "left" },
  markRight: { font: [FONTS.body, 10.5], horizontal: "right" },
  title: { font: [FONTS.title, 22], horizontal: "center", isWrapped: true },
  under: { font: [FONTS.sub, 14], horizontal: "center", isWrapped: true },
  caption: { font: [FONTS.body, 12, true], horizontal: "center", isWrapped: true },
  line: { font: [FONTS.body, 10.5], horizontal: "left", isWrapped: true },
  lineRight: { font: [FONTS.body, 10.5], horizontal: "right" },
  heading: { font: [FONTS.head, 14], horizontal: "left", isWrapped: true },
  prose: { font: [FONTS.body, 12], horizontal: "left", vertical: "top", isWrapped: true },
  basisTitle: { font: [FONTS.head, 16], horizontal: "center" },
  head: cell("center", { font: [FONTS.head, 10.5] }),
  text: cell("left"),
  textCentre: cell("center"),
  /** Over several rows: what is centred there would be cut in two where a page ends. */
  tall: cell("center", { vertical: "top" }),
  tallLeft: cell("left", { vertical: "top" }),
  tallCount: cell("center", { vertical: "top", format: "0" }),
  textStrong: cell("left", strong),
  textCentreStrong: cell("center", strong),
  count: cell("center", { format: "0" }),
  countStrong: cell("center", { ...strong, format: "0" }),
  percent: cell("center", { format: PERCENT }),
  percentStrong: cell("center", { ...strong, format: PERCENT }),
  score: cell("center", { format: DECIMALS }),
  scoreStrong: cell("center", { ...strong, format: DECIMALS }),
} as const satisfies Record<string, Style>;

export type StyleName = keyof typeof STYLES;

const NAMES = Object.keys(STYLES) as StyleName[];
const places = new Map(NAMES.map((name, at) => [name, at]));
export const styleAt = (name: StyleName): number => places.get(name) ?? 0;

/** Points of its letters. */
export const sizeOf = (name: StyleName): number => STYLES[name].font[1];

/**
 * Of the style that no cell has: widths of columns are measured in its digits, so it is one whose digits have the same
 * width on every system (Liberation Sans stands for it where it is absent).
 */
const NORMAL = `<font><sz val="10"/><name val="Arial"/><family val="2"/></font>`;

const FORMATS = [DECIMALS, PERCENT, "0"];
const FIRST_FORMAT = 164;

/** The part xl/styles.xml. @source ECMA-376 part 1, 18.8 */
export function stylesXml(): string {
  const all: readonly Style[] = NAMES.map((name) => STYLES[name]);
  const fonts = [NORMAL, ...new Set(all.map(({ font }) => fontXml(font)))];
  const formats = FORMATS.map(
    (format, at) => `<numFmt numFmtId="${FIRST_FORMAT + at}" formatCode="${format}"/>`,
  );
  const thin = ["left", "right", "top", "bottom"].map(
    (side) => `<${side} style="thin"><color auto="1"/></${side}>`,
  );
  return [
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`,
    `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`,
    `<numFmts count="${formats.length}">${formats.join("")}</numFmts>`,
    `<fonts count="${fonts.length}">${fonts.join("")}</fonts>`,
    `<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>`,
    `<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>`,
    `<border>${thin.join("")}<diagonal/></border></borders>`,
    `<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>`,
    `<cellXfs count="${all.length}">${all.map((style) => formXml(style, fonts)).join("")}</cellXfs>`,
    `<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
  ].join("");
}

const fontXml = ([name, size, bold = false]: Style["font"]): string =>
  `<font>${bold ? "<b/>" : ""}<sz val="${size}"/><name val="${xmlText(name)}"/><family val="3"/><charset val="134"/></font>`;

function formXml(style: Style, fonts: readonly string[]): string {
  const { horizontal, vertical = "center", isWrapped = false, hasGrid = false, format } = style;
  const number = format === undefined ? 0 : FIRST_FORMAT + FORMATS.indexOf(format);
  const indent = horizontal === "left" && hasGrid ? ` indent="1"` : "";
  const wrap = isWrapped ? ` wrapText="1"` : "";
  return (
    `<xf numFmtId="${number}" fontId="${fonts.indexOf(fontXml(style.font))}" fillId="0" ` +
    `borderId="${hasGrid ? 1 : 0}" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1" ` +
    `applyAlignment="1"><alignment horizontal="${horizontal}" vertical="${vertical}"${wrap}${indent}/></xf>`
  );
}
