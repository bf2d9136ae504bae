/** The colours of results told apart by people who see fewer colours, computed from the tokens themselves. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contrast } from "./level-colours.ts";

const css = readFileSync(new URL("../result-tokens.css", import.meta.url), "utf8");
const [light = "", dark = ""] = css.split(":root[data-theme");
const tokensOf = (block: string): ReadonlyMap<string, string> =>
  new Map(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name = "", value = ""]) => [name, value]),
  );

/** Severity 1, on linear light. @source Machado, Oliveira, Fernandes 2009, table of supplementary matrices */
const SEEN = {
  everybody: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const;

function linear(hex: string): number[] {
  return [1, 3, 5].map((start) => {
    const share = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
}

const times = (matrix: readonly number[], vector: readonly number[]): number[] =>
  [0, 3, 6].map((row) => vector.reduce((sum, value, column) => sum + value * (matrix[row + column] ?? 0), 0));

/** CIELAB under D65 of linear sRGB. */
function lab(rgb: readonly number[]): readonly [number, number, number] {
  const bounded = rgb.map((value) => Math.min(1, Math.max(0, value)));
  const xyz = times([0.4124, 0.3576, 0.1805, 0.2126, 0.7152, 0.0722, 0.0193, 0.1192, 0.9505], bounded);
  const [x = 0, y = 0, z = 0] = xyz.map((value, index) => {
    const share = value / ([0.9505, 1, 1.089][index] ?? 1);
    return share > 0.008_856 ? Math.cbrt(share) : 7.787 * share + 16 / 116;
  });
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function distance(one: string, other: string, matrix: readonly number[]): number {
  const [a, b] = [lab(times(matrix, linear(one))), lab(times(matrix, linear(other)))];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

const SCALES = [
  ["lv-1", "lv-2", "lv-3", "lv-4"],
  ["gr-good", "gr-fair", "gr-poor"],
  ["df-2m", "df-1m", "df-0", "df-1p", "df-2p"],
] as const;
/** CIE76; below it two fields beside each other begin to look alike. */
const DISTANCE_LEAST = 10;

describe.each([
  ["light", tokensOf(light)],
  ["dark", tokensOf(dark)],
])("colours of results, %s", (_, tokens) => {
  it.each(Object.entries(SEEN))("keeps every two colours of a scale apart for %s", (_eyes, matrix) => {
    for (const scale of SCALES) {
      const colours = scale.map((name) => tokens.get(name)!);
      for (const [index, one] of colours.entries()) {
        for (const other of colours.slice(index + 1)) {
          expect(distance(one, other, matrix), `${one} ${other}`).toBeGreaterThan(DISTANCE_LEAST);
        }
      }
    }
  });

  it("writes on every colour with at least 4.5 to 1", () => {
    for (const name of SCALES[2]) {
      expect(contrast(tokens.get(name)!, tokens.get("on-df")!), name).toBeGreaterThanOrEqual(4.5);
    }
    for (const name of SCALES[0]) {
      expect(contrast(tokens.get(name)!, tokens.get(`on-${name}`)!), name).toBeGreaterThanOrEqual(4.5);
    }
    for (const name of SCALES[1]) {
      expect(contrast(tokens.get(name)!, tokens.get(`${name}-ink`)!), name).toBeGreaterThanOrEqual(4.5);
    }
  });
});

it("catches red and green of one lightness, which look alike to a deuteranope", () => {
  expect(distance("#c0504d", "#7f7a3a", SEEN.everybody)).toBeGreaterThan(DISTANCE_LEAST);
  expect(distance("#b08040", "#8f9040", SEEN.deuteranopia)).toBeLessThan(DISTANCE_LEAST);
});
