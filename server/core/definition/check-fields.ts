import { FIELD_PROPERTIES } from "./allowed-properties.ts";
import type { Walk } from "./check-element.ts";
import { refuseValidators } from "./check-matrix.ts";
import { checkName } from "./check-name.ts";
import { checkProperties } from "./check-properties.ts";
import { checkQuestionCell } from "./check-question-cell.ts";
import { checkValidators } from "./check-validators.ts";
import type { JsonObject } from "./instrument.ts";
import { isJsonObject, listOf } from "./survey-text.ts";

const FIELDS_MAX = 50;

/** multipletext: fields with names of their own. */
export function checkFields(json: JsonObject, path: string, walk: Walk): void {
  const { faults } = walk;
  const fields = listOf(json["items"]);
  refuseValidators(json, path, faults);
  if (fields.length === 0) return faults.add(`${path}.items`, "没有填写项");
  if (fields.length > FIELDS_MAX) return faults.add(`${path}.items`, `填写项超过 ${FIELDS_MAX} 个`);
  walk.leaves += fields.length;
  const names = new Map<string, string>();
  for (const [index, field] of fields.entries()) {
    const at = `${path}.items[${index}]`;
    if (!isJsonObject(field)) {
      faults.add(at, "应为对象");
      continue;
    }
    checkProperties(field, FIELD_PROPERTIES, at, faults);
    checkName(field["name"], `${at}.name`, { ...walk, questions: names });
    checkQuestionCell(field, "text", at, faults);
    checkValidators(field, "text", at, faults);
  }
}
