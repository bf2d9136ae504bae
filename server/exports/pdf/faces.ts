import type { TextFace } from "./page.ts";

/** How the parts of a document are set, in points. */
export const FACES = {
  title: { size: 20, lead: 32, isBold: true, align: "center" },
  under: { size: 13, lead: 21, align: "center" },
  small: { size: 9.5, lead: 15 },
  mark: { size: 11, lead: 18, isBold: true },
  body: { size: 13, lead: 23 },
  line: { size: 10.5, lead: 17 },
  caption: { size: 11.5, lead: 21, isBold: true, align: "center" },
} as const satisfies { readonly [part: string]: TextFace };

export const HEADINGS: { readonly [level in 1 | 2 | 3]: TextFace } = {
  1: { size: 14.5, lead: 27, isBold: true },
  2: { size: 13, lead: 25, isBold: true },
  3: { size: 12, lead: 22, isBold: true },
};
