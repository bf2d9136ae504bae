/** How the letters of one text are set, in points. */
export interface TextFace {
  readonly size: number;
  readonly lead: number;
  readonly isBold?: boolean;
  readonly align?: "left" | "center" | "right";
  readonly colour?: string;
}

/** How the parts of a document are set. */
export const FACES = {
  title: { size: 20, lead: 32, isBold: true, align: "center" },
  under: { size: 13, lead: 21, align: "center" },
  small: { size: 9.5, lead: 15 },
  mark: { size: 11, lead: 18, isBold: true },
  body: { size: 13, lead: 23 },
  line: { size: 10.5, lead: 17 },
  caption: { size: 11.5, lead: 21, isBold: true, align: "center" },
} as const satisfies { readonly [part: string]: TextFace };

export type Faces = { readonly [part in keyof typeof FACES]: TextFace };

/** The same on a sheet to calculate on. */
export const DENSE_FACES: Faces = {
  title: { size: 16, lead: 24, isBold: true, align: "center" },
  under: { size: 11, lead: 16, align: "center" },
  small: { size: 8.5, lead: 12 },
  mark: { size: 9.5, lead: 14, isBold: true },
  body: { size: 10.5, lead: 16 },
  line: { size: 8.5, lead: 12 },
  caption: { size: 10, lead: 15, isBold: true, align: "center" },
};

export const HEADINGS: { readonly [level in 1 | 2 | 3]: TextFace } = {
  1: { size: 14.5, lead: 27, isBold: true },
  2: { size: 13, lead: 25, isBold: true },
  3: { size: 12, lead: 22, isBold: true },
};
