/** Tables: matrix, matrixdropdown, and the columns of a matrixdynamic. */
import { CELL_TYPES, COLUMN_PROPERTIES } from "./allowed-properties.ts";
import { checkChoices, checkRows, refuseConditions } from "./check-choices.ts";
import type { Walk } from "./check-element.ts";
import { checkName } from "./check-name.ts";
import { checkProperties } from "./check-properties.ts";
import { checkQuestionCell } from "./check-question-cell.ts";
import { checkValidators } from "./check-validators.ts";
import type { Faults } from "./faults.ts";
import type { JsonObject } from "./instrument.ts";
import { columnType } from "./read-questions.ts";
import { isJsonObject, listOf, propertyOf, textOf } from "./survey-text.ts";

const COLUMNS_MAX = 50;

/** matrix: one choice, or some, per row. */
export function checkMatrix(json: JsonObject, path: string, walk: Walk): void {
  const { faults } = walk;
  walk.leaves += checkRows(json, path, faults);
  refuseValidators(json, path, faults);
  const cell = textOf(json["cellType"]) || "radio";
  if (cell !== "radio" && cell !== "checkbox") faults.add(`${path}.cellType`, "只支持 radio 和 checkbox");
  if (listOf(json["columns"]).length > COLUMNS_MAX)
    return faults.add(`${path}.columns`, `超过 ${COLUMNS_MAX} 列`);
  checkChoices({ choices: json["columns"] ?? [] }, "matrix", path, faults, "columns");
}

/** matrixdropdown: named rows of cells. */
export function checkGrid(json: JsonObject, path: string, walk: Walk): void {
  const rows = checkRows(json, path, walk.faults);
  walk.leaves += rows * checkColumns(json, path, walk);
}

export function refuseValidators(json: JsonObject, path: string, faults: Faults): void {
  if (listOf(json["validators"]).length > 0) faults.add(`${path}.validators`, "这种题型不支持验证规则");
}

/** Columns of a table, each a small question. @returns how many */
export function checkColumns(json: JsonObject, path: string, walk: Walk): number {
  const { faults } = walk;
  const columns = listOf(json["columns"]);
  refuseValidators(json, path, faults);
  if (columns.length > COLUMNS_MAX) faults.add(`${path}.columns`, `超过 ${COLUMNS_MAX} 列`);
  if (columns.length === 0) faults.add(`${path}.columns`, "没有列");
  if (columns.length > COLUMNS_MAX) return COLUMNS_MAX;
  const names = new Map<string, string>();
  for (const [index, column] of columns.entries()) {
    const at = `${path}.columns[${index}]`;
    if (!isJsonObject(column)) faults.add(at, "应为对象");
    else checkColumn(column, json, at, { ...walk, questions: names });
  }
  return columns.length;
}

function checkColumn(column: JsonObject, matrix: JsonObject, path: string, walk: Walk): void {
  const { faults } = walk;
  checkProperties(column, COLUMN_PROPERTIES, path, faults);
  checkName(column["name"], `${path}.name`, walk);
  const type = columnType(column, matrix);
  if (!CELL_TYPES.has(type)) return faults.add(`${path}.cellType`, `单元格类型“${type.slice(0, 40)}”不支持`);
  if (propertyOf(column, "showOtherItem", "hasOther") === true) faults.add(path, "矩阵的单元格不支持“其他”");
  const own = listOf(column["choices"]).length > 0 ? column : { ...column, choices: matrix["choices"] ?? [] };
  refuseConditions(own, path, faults);
  checkQuestionCell(own, type, path, faults);
  checkValidators(column, type, path, faults);
}
