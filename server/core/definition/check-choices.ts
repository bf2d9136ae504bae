/** Options of a question, columns and rows of a matrix. */
import { CHOICE_PROPERTIES } from "./allowed-properties.ts";
import { CHOICES_MAX, checkProperties } from "./check-properties.ts";
import { isReservedKey } from "./check-name.ts";
import type { Faults } from "./faults.ts";
import type { JsonObject, JsonValue } from "./instrument.ts";
import { readOptions } from "./read-cell.ts";
import { isJsonObject, listOf, numberOf } from "./survey-text.ts";

/** @param key the property that holds the options, for the path */
export function checkChoices(
  json: JsonObject,
  type: string,
  path: string,
  faults: Faults,
  key = "choices",
): void {
  const choices = json["choices"];
  if (choices !== undefined && !Array.isArray(choices)) return faults.add(`${path}.${key}`, "应为数组");
  const listed = listOf(choices);
  if (listed.length > CHOICES_MAX) return faults.add(`${path}.${key}`, `选项超过 ${CHOICES_MAX} 个`);
  for (const [index, choice] of listed.entries()) {
    checkChoice(choice, `${path}.${key}[${index}]`, faults);
    if (!CONDITIONAL.has(type) || key !== "choices")
      refuseCondition(choice, `${path}.${key}[${index}]`, faults);
  }
  const options = readOptions(json);
  if (options.length === 0) return faults.add(`${path}.${key}`, "没有选项");
  if (options.length > CHOICES_MAX + 4) return faults.add(`${path}.${key}`, `选项超过 ${CHOICES_MAX} 个`);
  checkDistinct(
    options.map(({ value }) => value),
    `${path}.${key}`,
    "选项",
    faults,
  );
  if (BOUNDED.has(type)) checkBounds(json, options.length, path, faults);
}

/** Types whose single options may have a condition. */
const CONDITIONAL = new Set(["radiogroup", "dropdown", "buttongroup", "checkbox", "tagbox"]);

/** Options inside a table or a repeated row are the same in every row. */
export function refuseConditions(json: JsonObject, path: string, faults: Faults): void {
  for (const [index, choice] of listOf(json["choices"]).entries())
    refuseCondition(choice, `${path}.choices[${index}]`, faults);
}

function refuseCondition(choice: JsonValue, path: string, faults: Faults): void {
  if (isJsonObject(choice) && choice["visibleIf"] !== undefined)
    faults.add(`${path}.visibleIf`, "这里的选项不支持显示条件");
}

const BOUNDED = new Set(["checkbox", "tagbox", "ranking"]);

function checkChoice(choice: JsonValue, path: string, faults: Faults): void {
  const value = isJsonObject(choice) ? choice["value"] : choice;
  const isValue =
    typeof value === "number" || typeof value === "boolean" || (typeof value === "string" && value !== "");
  if (!isValue) return faults.add(path, "选项的值应为文字、数或真假值");
  if (typeof value === "string" && value.includes("{{"))
    faults.add(path, "选项的值不能含变量，请写在 text 里");
  if (typeof value === "string" && value.length > 200) faults.add(path, "选项的值过长");
  if (isJsonObject(choice)) checkProperties(choice, CHOICE_PROPERTIES, path, faults);
}

/** survey-core cannot tell 1 from "1", nor "a" from "A ". */
function checkDistinct(values: readonly JsonValue[], path: string, what: string, faults: Faults): void {
  const seen = new Set<string>();
  for (const value of values) {
    const key = String(value).trim().toLowerCase();
    if (seen.has(key)) faults.add(path, `${what}“${String(value).slice(0, 40)}”重复`);
    seen.add(key);
  }
}

function checkBounds(json: JsonObject, count: number, path: string, faults: Faults): void {
  const min = numberOf(json["minSelectedChoices"]) ?? 0;
  const max = numberOf(json["maxSelectedChoices"]) ?? 0;
  if (min > count || (max > 0 && min > max))
    faults.add(`${path}.minSelectedChoices`, "至少要选的个数多于能选的个数");
}

/** @returns number of rows */
export function checkRows(json: JsonObject, path: string, faults: Faults): number {
  const rows = listOf(json["rows"]);
  if (rows.length === 0) faults.add(`${path}.rows`, "没有行");
  if (rows.length > CHOICES_MAX) {
    faults.add(`${path}.rows`, `超过 ${CHOICES_MAX} 行`);
    return 0;
  }
  for (const [index, row] of rows.entries()) {
    const at = `${path}.rows[${index}]`;
    checkChoice(row, at, faults);
    refuseCondition(row, at, faults);
    const id = String(isJsonObject(row) ? row["value"] : row);
    if (isReservedKey(id)) faults.add(at, `行“${id}”是保留字`);
  }
  const ids = rows.map((row) => (isJsonObject(row) ? (row["value"] ?? null) : row));
  checkDistinct(ids, `${path}.rows`, "行", faults);
  return rows.length;
}
