import { isIgnored } from "./ignored-properties.ts";
import { REFUSED_PROPERTIES } from "./refused-properties.ts";
import type { Faults } from "./faults.ts";
import type { JsonObject } from "./instrument.ts";
import { isHalfSwitch } from "./switches.ts";

/** Options of one question, rows of one matrix. */
export const CHOICES_MAX = 200;

/**
 * Refuses every property that is not on the list, but for those that change nothing: they are named and left aside.
 * Switches on the list are true or false.
 */
export function checkProperties(
  json: JsonObject,
  allowed: ReadonlySet<string>,
  path: string,
  faults: Faults,
): void {
  for (const key of Object.keys(json)) {
    const [at, name] = [`${path}.${key}`, `“${key.slice(0, 40)}”`];
    if (allowed.has(key)) {
      if (isHalfSwitch(key, json[key])) faults.add(at, "应为 true 或 false，不加引号");
    } else if (isIgnored(key, json[key])) faults.warn(at, `${name}在这里不起作用，已忽略`);
    else faults.add(at, `${name}：${REFUSED_PROPERTIES.get(key) ?? "不支持这个属性，请去掉"}`);
  }
}
