/**
 * word/fontTable.xml: for each font that a document names, the fonts that a program without it takes instead.
 *
 * @source ECMA-376 part 1, 17.8.3: w:altName is a list of names parted by commas
 */
import { FALLBACKS } from "../sheet-cells.ts";
import { xmlText } from "../xlsx/xml.ts";

const WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

const fonts = Object.entries(FALLBACKS).map(
  ([name, others]) =>
    `<w:font w:name="${xmlText(name)}"><w:altName w:val="${xmlText(others.join(","))}"/>` +
    `<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>`,
);

/** The part as the library takes it, in place of its own empty one. */
export const FONT_TABLE = {
  path: "word/fontTable.xml",
  data: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="${WORD}">${fonts.join("")}</w:fonts>`,
};
