/** Marks that tell slips of other categories and of other units apart without colour, printed in black. */
import type { CategoryId } from "../roster/unit.ts";

/** Filled shapes, in the order of the letters A to L. @source ui.md: A ▲, B ■, C ●, D ◆ */
export const CATEGORY_SHAPES = [
  "triangle",
  "square",
  "disc",
  "diamond",
  "point-down",
  "ring",
  "frame",
  "plus",
  "cross",
  "hourglass",
  "bow-tie",
  "half-disc",
] as const;

export type CategoryShape = (typeof CATEGORY_SHAPES)[number];

/** The shape of a category, by its first letter: A to L have twelve different ones, and a round at most twelve. */
export function categoryShape(category: CategoryId): CategoryShape {
  const place = (category.codePointAt(0) ?? 65) - 65;
  const shapes = CATEGORY_SHAPES.length;
  return CATEGORY_SHAPES[((place % shapes) + shapes) % shapes]!;
}

export const UNIT_FRAMES = ["square", "circle", "diamond", "triangle", "shield"] as const;
export const UNIT_SIGNS = ["dot", "bar", "half", "pole", "cross", "plus", "none"] as const;

/** An outline with a sign in it; never filled as the shape of a category is. */
export interface UnitMark {
  readonly frame: (typeof UNIT_FRAMES)[number];
  readonly sign: (typeof UNIT_SIGNS)[number];
}

/** Units in a row that have different marks: as many as there are pairs of outline and sign. */
export const UNIT_MARKS = UNIT_FRAMES.length * UNIT_SIGNS.length;

/**
 * The mark of a unit by its place in the roster: neighbours differ in outline and in sign, and 35 in a row in one of them,
 * because 5 and 7 have no common divisor.
 *
 * @param place from 0, in the order of the frozen roster
 */
export const unitMark = (place: number): UnitMark => ({
  frame: UNIT_FRAMES[place % UNIT_FRAMES.length]!,
  sign: UNIT_SIGNS[place % UNIT_SIGNS.length]!,
});
