/** One page, panel or question of a survey against the allow-list. */
import {
  ALLOWED_TYPES,
  CELL_TYPES,
  COLUMN_PROPERTIES,
  INPUT_TYPES,
  REFUSED_TYPES,
} from "./allowed-properties.ts";
import { checkChoices, checkRows } from "./check-choices.ts";
import { CHOICES_MAX, checkProperties } from "./check-properties.ts";
import { checkName } from "./check-name.ts";
import { checkRichText } from "./check-rich-text.ts";
import { DATE_FORMATS } from "./check-cell.ts";
import { checkValidators } from "./check-validators.ts";
import type { Faults } from "./faults.ts";
import type { JsonObject } from "./instrument.ts";
import type { TextFormat } from "./question.ts";
import { rateRange } from "./read-cell.ts";
import { columnType } from "./read-questions.ts";
import { elementsOf, isJsonObject, listOf, numberOf, propertyOf, textOf, typeOf } from "./survey-text.ts";

export const DEPTH_MAX = 8;
const COLUMNS_MAX = 50;
const TEXT_LENGTH_LIMIT = 5000;

/** What grows while a survey is walked. */
export interface Walk {
  readonly faults: Faults;
  /** Lower-case question name → JSON path. */
  readonly questions: Map<string, string>;
  /** Every condition with its path. */
  readonly conditions: { readonly path: string; readonly text: string }[];
  count: number;
  leaves: number;
}

/** Elements of a survey, page or panel. @param depth 1 below a page */
export function checkElements(container: JsonObject, path: string, depth: number, walk: Walk): void {
  const key =
    container["elements"] === undefined && container["questions"] !== undefined ? "questions" : "elements";
  const elements = container[key];
  if (elements === undefined) return;
  if (!Array.isArray(elements)) return walk.faults.add(`${path}.${key}`, "应为数组");
  if (depth > DEPTH_MAX) return walk.faults.add(path, `嵌套超过 ${DEPTH_MAX} 层`);
  for (const [index, element] of elementsOf(container).entries()) {
    const at = `${path}.${key}[${index}]`;
    if (isJsonObject(element)) visit(element, at, depth, walk);
    else walk.faults.add(at, "应为对象");
  }
}

function visit(json: JsonObject, path: string, depth: number, walk: Walk): void {
  const { faults } = walk;
  const type = typeOf(json);
  const allowed = ALLOWED_TYPES.get(type);
  if (!allowed) {
    const reason = REFUSED_TYPES.get(type) ?? "不支持这种题型";
    return faults.add(`${path}.type`, `题型“${textOf(json["type"]).slice(0, 40)}”：${reason}`);
  }
  if (json["type"] !== type) faults.warn(`${path}.type`, `题型应写作“${type}”`);
  checkProperties(json, allowed, path, faults);
  checkFrame(json, path, walk);
  if (type === "panel") return checkElements(json, path, depth + 1, walk);
  if (type === "html") return checkRichText(json["html"], `${path}.html`, faults);
  walk.count += 1;
  checkName(json["name"], `${path}.name`, walk);
  if (json["storeOthersAsComment"] === false)
    faults.add(`${path}.storeOthersAsComment`, "“其他”的说明须单独存放");
  if (json["clearIfInvisible"] === "none") faults.add(`${path}.clearIfInvisible`, "看不见的题目不能保留答案");
  if (json["defaultValue"] !== undefined) faults.warn(`${path}.defaultValue`, "选项不应预选");
  if (json["isRequired"] === true && json["visible"] === false)
    faults.warn(path, "必答题被设为不显示，不会有人回答");
  if (type === "matrix" || type === "matrixdropdown") checkMatrix(json, type, path, walk);
  else {
    walk.leaves += 1;
    checkCell(json, type, path, faults);
    checkValidators(json, type, path, faults);
  }
}

/** What pages, panels and questions have in common. */
export function checkFrame(json: JsonObject, path: string, walk: Walk): void {
  for (const key of ["visible", "isRequired"])
    if (json[key] !== undefined && typeof json[key] !== "boolean")
      walk.faults.add(`${path}.${key}`, "应为 true 或 false");
  for (const key of ["visibleIf", "requiredIf"]) {
    const text = json[key];
    if (text === undefined) continue;
    if (typeof text !== "string") walk.faults.add(`${path}.${key}`, "应为文字");
    else if (text.trim() !== "") walk.conditions.push({ path: `${path}.${key}`, text: text.trim() });
  }
  const type = typeOf(json);
  if ((type === "panel" || type === "") && (json["isRequired"] === true || json["requiredIf"] !== undefined))
    walk.faults.add(path, "页和分组不能设为必答，请设在题目上");
}

/** A single question or the cells of a column. */
function checkCell(json: JsonObject, type: string, path: string, faults: Faults): void {
  if (type === "radiogroup" || type === "dropdown" || type === "checkbox")
    checkChoices(json, type, path, faults);
  else if (type === "rating") checkRating(json, path, faults);
  else if (type === "boolean") {
    const { valueTrue = true, valueFalse = false } = json;
    if (typeof valueTrue === "object" || typeof valueFalse === "object" || valueTrue === valueFalse)
      faults.add(path, "“是”和“否”的值应不同，且为文字、数或真假值");
  } else checkText(json, type, path, faults);
}

function checkRating(json: JsonObject, path: string, faults: Faults): void {
  if (json["rateValues"] !== undefined && listOf(json["rateValues"]).length > 0)
    return checkChoices({ choices: json["rateValues"] }, "rating", path, faults, "rateValues");
  const { min, max, step } = rateRange(json);
  if (step <= 0 || max <= min) faults.add(path, "评分范围是空的（rateMin 应小于 rateMax）");
  else if ((max - min) / step + 1 > CHOICES_MAX) faults.add(path, `分值超过 ${CHOICES_MAX} 档`);
}

function checkText(json: JsonObject, type: string, path: string, faults: Faults): void {
  const input = textOf(json["inputType"]) || "text";
  if (type === "text" && !INPUT_TYPES.has(input))
    faults.add(`${path}.inputType`, `输入类型“${input.slice(0, 40)}”不支持`);
  const length = numberOf(json["maxLength"]);
  if (length !== null && length > TEXT_LENGTH_LIMIT)
    faults.add(`${path}.maxLength`, `最多 ${TEXT_LENGTH_LIMIT} 字`);
  const { min, max } = json;
  const date = DATE_FORMATS[input as TextFormat];
  for (const [key, value] of Object.entries({ min, max, step: json["step"] })) {
    if (value === undefined || value === "") continue;
    const isMeant = date && key !== "step" ? date.test(textOf(value)) : numberOf(value) !== null;
    if (!isMeant) faults.add(`${path}.${key}`, "不是这种输入的合法值");
  }
  if (isAbove(min, max)) faults.add(path, "最小值大于最大值");
  const step = numberOf(json["step"]);
  if (step !== null && step <= 0) faults.add(`${path}.step`, "应大于 0");
}

function isAbove(min: unknown, max: unknown): boolean {
  if (min === undefined || max === undefined || min === "" || max === "") return false;
  const [low, high] = [Number(min), Number(max)];
  return Number.isNaN(low) || Number.isNaN(high) ? String(min) > String(max) : low > high;
}

function checkMatrix(json: JsonObject, type: string, path: string, walk: Walk): void {
  const { faults } = walk;
  const rows = checkRows(json, path, faults);
  const columns = listOf(json["columns"]);
  if (listOf(json["validators"]).length > 0) faults.add(`${path}.validators`, "矩阵题不支持验证规则");
  if (columns.length > COLUMNS_MAX) return faults.add(`${path}.columns`, `超过 ${COLUMNS_MAX} 列`);
  walk.leaves += rows * (type === "matrix" ? 1 : columns.length);
  if (type === "matrix") {
    const cell = textOf(json["cellType"]) || "radio";
    if (cell !== "radio" && cell !== "checkbox") faults.add(`${path}.cellType`, "只支持 radio 和 checkbox");
    return checkChoices({ choices: json["columns"] ?? [] }, "matrix", path, faults, "columns");
  }
  if (columns.length === 0) return faults.add(`${path}.columns`, "没有列");
  const names = new Map<string, string>();
  for (const [index, column] of columns.entries()) {
    const at = `${path}.columns[${index}]`;
    if (!isJsonObject(column)) faults.add(at, "应为对象");
    else checkColumn(column, json, at, { ...walk, questions: names });
  }
}

function checkColumn(column: JsonObject, matrix: JsonObject, path: string, walk: Walk): void {
  const { faults } = walk;
  checkProperties(column, COLUMN_PROPERTIES, path, faults);
  checkName(column["name"], `${path}.name`, walk);
  const type = columnType(column, matrix);
  if (!CELL_TYPES.has(type)) return faults.add(`${path}.cellType`, `单元格类型“${type.slice(0, 40)}”不支持`);
  if (propertyOf(column, "showOtherItem", "hasOther") === true) faults.add(path, "矩阵的单元格不支持“其他”");
  const own = listOf(column["choices"]).length > 0 ? column : { ...column, choices: matrix["choices"] ?? [] };
  checkCell(own, type, path, faults);
  checkValidators(column, type, path, faults);
}
