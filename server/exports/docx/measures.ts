import type { PrintedDocument } from "../../core/documents/document.ts";

/** Twentieths of a point, as the format counts lengths. */
const MM = 56.7;
const A4 = { width: Math.round(210 * MM), height: Math.round(297 * MM) };

const margins = (top: number, bottom: number, left: number, right: number) => ({
  top: Math.round(top * MM),
  bottom: Math.round(bottom * MM),
  left: Math.round(left * MM),
  right: Math.round(right * MM),
  footer: Math.round(15 * MM),
});

/** A4 upright with the margins of official documents; across and on dense sheets, narrower sides keep wide tables legible. */
const PAGE = {
  portrait: { ...A4, margin: margins(37, 35, 28, 26), inside: Math.round(156 * MM) },
  landscape: { ...A4, margin: margins(28, 26, 20, 20), inside: Math.round(257 * MM) },
  dense: { ...A4, margin: margins(15, 22, 15, 15), inside: Math.round(180 * MM) },
} as const;

export const pageOf = ({ orientation, isDense }: Pick<PrintedDocument, "orientation" | "isDense">) =>
  PAGE[isDense ? "dense" : orientation];

/** Twentieths of a point as CSS pixels, in which pictures are measured. */
export const pixels = (twentieths: number): number => (twentieths / 1440) * 96;

/** A Chinese font by name; digits and letters in a common one. */
export const faceOf = (name: string) => ({
  ascii: "Times New Roman",
  hAnsi: "Times New Roman",
  eastAsia: name,
  cs: name,
});

/** Characters that XML cannot carry are left out. */
export const safeText = (text: string): string =>
  text.replace(/(?![\t\n\r])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/gu, "");
