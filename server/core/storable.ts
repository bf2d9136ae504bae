/** Values with exact ratios as JSON. */
import type { JsonValue } from "./definition/instrument.ts";
import { type Ratio, storeRatio } from "./ratio.ts";

/** Exact ratios as text ("n/d"), everything else as it is. */
export function storable(value: unknown): JsonValue {
  if (typeof value !== "object" || value === null) return value as JsonValue;
  if (Array.isArray(value)) return value.map(storable);
  if (isRatio(value)) return storeRatio(value);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, storable(member)]));
}

const isRatio = (value: object): value is Ratio => "n" in value && typeof value.n === "bigint";
