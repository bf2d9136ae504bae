import { REFUSED_PROPERTIES } from "./allowed-properties.ts";
import type { Faults } from "./faults.ts";
import type { JsonObject } from "./instrument.ts";

/** Options of one question, rows of one matrix. */
export const CHOICES_MAX = 200;

/** Refuses every property that is not on the list. */
export function checkProperties(
  json: JsonObject,
  allowed: ReadonlySet<string>,
  path: string,
  faults: Faults,
): void {
  for (const key of Object.keys(json)) {
    if (allowed.has(key)) continue;
    const reason = REFUSED_PROPERTIES.get(key) ?? "不支持这个属性，请去掉";
    faults.add(`${path}.${key}`, `“${key.slice(0, 40)}”：${reason}`);
  }
}
