/** Characters that XML cannot carry. */
const UNWRITABLE = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/gu;

/** "_x0041_" in a cell means "A" (ECMA-376, ST_Xstring): an underscore that would begin such a code is written as one. */
const ESCAPED = /_(?=x[0-9A-Fa-f]{4}_)/g;

const NAMED: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** A text for XML content and attributes. */
export const xmlText = (text: string): string =>
  text
    .replace(UNWRITABLE, "")
    .replace(/[&<>"]/g, (character) => NAMED[character] ?? "")
    .replaceAll("\r", "&#13;");

/** A text for a cell, never to be read as a code. */
export const cellText = (text: string): string => xmlText(text.replace(ESCAPED, "_x005F_"));
