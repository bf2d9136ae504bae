/** Colours of the levels of a scale, best to worst. The order never changes, so the ends always look the same. */
import type { Look } from "./look.ts";

export interface LevelColour {
  readonly fill: string;
  readonly text: string;
}

/**
 * Which of the four designed colours each of n levels takes; three levels leave out the second (满意, 基本满意, 不满意).
 * More than four levels are mixed between neighbours of the same row.
 */
export function levelColours(count: number, look: Pick<Look, "levels" | "onLevels">): readonly LevelColour[] {
  const own = (index: number): LevelColour => ({
    fill: look.levels[index] ?? "",
    text: look.onLevels[index] ?? "",
  });
  if (count <= 0) return [];
  if (count === 1) return [own(0)];
  if (count === 2) return [own(0), own(3)];
  if (count === 3) return [own(0), own(2), own(3)];
  return Array.from({ length: count }, (_, level) => {
    const place = (level * 3) / (count - 1);
    const below = Math.floor(place);
    if (place === below) return own(below);
    const fill = mix(look.levels[below] ?? "", look.levels[below + 1] ?? "", place - below);
    return { fill, text: readableOn(fill, look.onLevels) };
  });
}

function channels(hex: string): readonly number[] {
  return [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16));
}

function mix(from: string, to: string, share: number): string {
  const end = channels(to);
  const mixed = channels(from).map((value, index) => Math.round(value + ((end[index] ?? 0) - value) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/** @source WCAG 2.2 relative luminance */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = channels(hex).map((value) => {
    const share = value / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Ratio of two colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const readableOn = (fill: string, inks: readonly string[]): string =>
  inks.toSorted((a, b) => contrast(b, fill) - contrast(a, fill))[0] ?? "";

/** The same choice as a CSS value, for keys and small bars in HTML. */
export function levelTone(level: number, count: number): string {
  if (count <= 4) {
    const designed = [[], [1], [1, 4], [1, 3, 4], [1, 2, 3, 4]][count]?.[level] ?? 1;
    return `var(--lv-${designed})`;
  }
  const place = (level * 3) / (count - 1);
  const below = Math.floor(place);
  const share = Math.round(100 * (place - below));
  return share === 0
    ? `var(--lv-${below + 1})`
    : `color-mix(in srgb, var(--lv-${below + 2}) ${share}%, var(--lv-${below + 1}))`;
}
