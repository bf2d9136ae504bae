import { ALLOWED_TYPES, TEMPLATE_REFUSED, TEMPLATE_TYPES } from "./allowed-properties.ts";
import { refuseConditions } from "./check-choices.ts";
import type { Walk } from "./check-element.ts";
import { checkColumns, refuseValidators } from "./check-matrix.ts";
import { checkName } from "./check-name.ts";
import { checkProperties } from "./check-properties.ts";
import { checkQuestionCell } from "./check-question-cell.ts";
import { checkValidators } from "./check-validators.ts";
import type { Faults } from "./faults.ts";
import type { JsonObject } from "./instrument.ts";
import { ROWS_MAX } from "./question.ts";
import { isJsonObject, listOf, numberOf, propertyOf, textOf, typeOf } from "./survey-text.ts";

const CELLS_MAX = 20;

/** matrixdynamic and paneldynamic: rows that a person adds. */
export function checkList(json: JsonObject, path: string, walk: Walk): void {
  const { faults } = walk;
  const isMatrix = typeOf(json) === "matrixdynamic";
  const names = isMatrix ? checkColumns(json, path, walk) : checkTemplate(json, path, walk);
  walk.leaves += names + 1;
  if (names > CELLS_MAX) faults.add(path, `每行的填写项超过 ${CELLS_MAX} 个`);
  checkCounts(json, path, isMatrix ? ROW_COUNTS : PANEL_COUNTS, faults);
  checkKey(json, path, isMatrix ? "columns" : "templateElements", faults);
  if (propertyOf(json, "showCommentArea", "hasComment") === true)
    faults.add(`${path}.showCommentArea`, "可增减行的题目不支持说明栏");
}

const ROW_COUNTS = { min: "minRowCount", max: "maxRowCount", start: "rowCount", usual: 2 };
const PANEL_COUNTS = { min: "minPanelCount", max: "maxPanelCount", start: "panelCount", usual: 0 };

/** Elements of a paneldynamic: single questions that are always shown. @returns how many */
function checkTemplate(json: JsonObject, path: string, walk: Walk): number {
  const { faults } = walk;
  refuseValidators(json, path, faults);
  const elements = listOf(json["templateElements"]);
  if (elements.length === 0) faults.add(`${path}.templateElements`, "没有填写项");
  const names = new Map<string, string>();
  for (const [index, element] of elements.slice(0, CELLS_MAX).entries()) {
    const at = `${path}.templateElements[${index}]`;
    if (isJsonObject(element)) checkTemplateElement(element, at, { ...walk, questions: names });
    else faults.add(at, "应为对象");
  }
  return elements.length;
}

function checkTemplateElement(json: JsonObject, path: string, walk: Walk): void {
  const { faults } = walk;
  const type = typeOf(json);
  if (!TEMPLATE_TYPES.has(type))
    return faults.add(`${path}.type`, `每行里不支持题型“${textOf(json["type"]).slice(0, 40)}”`);
  const allowed = [...(ALLOWED_TYPES.get(type) ?? [])].filter((one) => !TEMPLATE_REFUSED.has(one));
  checkProperties(json, new Set(allowed), path, faults);
  checkName(json["name"], `${path}.name`, walk);
  refuseConditions(json, path, faults);
  checkQuestionCell(json, type, path, faults);
  checkValidators(json, type, path, faults);
}

function checkCounts(json: JsonObject, path: string, keys: typeof ROW_COUNTS, faults: Faults): void {
  const counts = [keys.min, keys.max, keys.start].map((key) => {
    const value = json[key];
    const count = numberOf(value);
    if (value !== undefined && (count === null || !Number.isInteger(count) || count < 0))
      faults.add(`${path}.${key}`, "应为不小于 0 的整数");
    return count;
  });
  const [min = null, max = null, start = null] = counts;
  const most = max ?? ROWS_MAX;
  if (json[keys.max] === undefined)
    faults.warn(`${path}.${keys.max}`, `没有写最多几行（${keys.max}），按 ${ROWS_MAX} 行`);
  if (most > ROWS_MAX || most < 1) faults.add(`${path}.${keys.max}`, `应在 1 到 ${ROWS_MAX} 之间`);
  else if (Math.max(min ?? 0, start ?? keys.usual) > most)
    faults.add(`${path}.${keys.max}`, "最多的行数少于最少的或开始时的行数");
}

function checkKey(json: JsonObject, path: string, key: string, faults: Faults): void {
  const name = json["keyName"];
  if (name === undefined || name === "") return;
  const cells = listOf(json[key]).filter(isJsonObject);
  if (!cells.some((cell) => cell["name"] === name)) faults.add(`${path}.keyName`, "没有这个名称的填写项");
}
