/**
 * The steps of a rating. survey-core counts them out by rules of its own, which differ between a question, a cell of a table
 * and a repeated row, and stops at twenty; a frozen form lists them, so that a person sees the very steps that are taken.
 */
import type { JsonObject, JsonValue } from "./instrument.ts";
import { listOf, numberOf, propertyOf } from "./survey-text.ts";

/** Steps that a rating counts out for itself; 0–100 by 5 and 0–20 by 1 have 21, four lines on a phone. */
export const RATES_MAX = 21;
/** survey-core has no more faces than that and leaves the rest out. */
export const SMILEYS_MAX = 10;

export const isSmileys = (json: JsonObject): boolean =>
  propertyOf(json, "rateType", "rateDisplayMode") === "smileys";

export function rateRange(json: JsonObject): { min: number; max: number; step: number } {
  const min = numberOf(json["rateMin"]) ?? 1;
  const step = numberOf(json["rateStep"]) ?? 1;
  const count = numberOf(json["rateCount"]);
  const max = numberOf(json["rateMax"]) ?? (count === null ? 5 : min + (count - 1) * step);
  return { min, max, step };
}

/** The listed steps, else those of the range. */
export function ratesOf(json: JsonObject): readonly JsonValue[] {
  const listed = listOf(json["rateValues"]);
  if (listed.length > 0) return listed;
  const { min, max, step } = rateRange(json);
  return steps(min, max, step);
}

const COUNTED = new Set(["rateMin", "rateMax", "rateStep", "rateCount"]);

/** The rating with all its steps listed, as a frozen form has it. */
export function withRatesListed(json: JsonObject): JsonObject {
  const kept = Object.entries(json).filter(([key]) => !COUNTED.has(key));
  return { ...Object.fromEntries(kept), autoGenerate: false, rateValues: ratesOf(json) };
}

/** min, min + step, … ≤ max, without the dust of adding decimals; at most 1 001 members. */
export function steps(min: number, max: number, step: number): number[] {
  const count = step > 0 ? Math.min(1000, Math.floor((max - min) / step + 1e-9)) : -1;
  return Array.from({ length: count + 1 }, (_, index) => Number((min + index * step).toFixed(9)));
}
