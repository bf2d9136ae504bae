/** SurveyJS JSON → questions, in the order of the form. Expects JSON that passed `checkSurvey`. */
import type { JsonObject } from "./instrument.ts";
import {
  COMMENT_LENGTH_MAX,
  ROWS_MAX,
  type Cell,
  type Column,
  type Comment,
  type ComputedQuestion,
  type ListQuestion,
  type Named,
  type Question,
  type RankingQuestion,
} from "./question.ts";
import {
  readCell,
  readOption,
  readOptions,
  readSlider,
  readValidators,
  type SurveyLimits,
} from "./read-cell.ts";
import {
  elementsOf,
  isJsonObject,
  listOf,
  numberOf,
  pagesOf,
  propertyOf,
  textOf,
  typeOf,
} from "./survey-text.ts";

interface Surroundings {
  readonly conditions: readonly string[];
  readonly isHidden: boolean;
}

/** @returns every question that can hold an answer; html and empty panels are left out */
export function readQuestions(survey: JsonObject): Question[] {
  const limits: SurveyLimits = {
    textLength: positive(numberOf(survey["maxTextLength"])),
    commentLength: positive(numberOf(propertyOf(survey, "maxCommentLength", "maxOthersLength"))),
  };
  const questions: Question[] = [];
  const visit = (container: JsonObject, around: Surroundings): void => {
    for (const element of elementsOf(container)) {
      if (!isJsonObject(element)) continue;
      const here = enter(element, around);
      const type = typeOf(element);
      if (type === "panel") visit(element, here);
      else if (type !== "html") questions.push(readQuestion(element, type, here, limits));
    }
  };
  for (const page of pagesOf(survey))
    if (isJsonObject(page))
      visit(
        page,
        page === survey
          ? { conditions: [], isHidden: false }
          : enter(page, { conditions: [], isHidden: false }),
      );
  return [...questions, ...readCalculatedValues(survey)];
}

function readCalculatedValues(survey: JsonObject): ComputedQuestion[] {
  return listOf(survey["calculatedValues"])
    .filter(isJsonObject)
    .map((json) => ({
      name: textOf(json["name"]),
      title: textOf(json["name"]),
      conditions: [],
      isHidden: false,
      isRequired: false,
      requiredIf: null,
      validators: [],
      comment: null,
      shape: "computed",
      expression: textOf(json["expression"]).trim(),
      isShown: false,
    }));
}

const positive = (value: number | null): number | null => (value !== null && value > 0 ? value : null);

function enter(element: JsonObject, around: Surroundings): Surroundings {
  const condition = textOf(element["visibleIf"]).trim();
  return {
    conditions: condition ? [...around.conditions, condition] : around.conditions,
    isHidden: around.isHidden || element["visible"] === false,
  };
}

function readQuestion(json: JsonObject, type: string, here: Surroundings, limits: SurveyLimits): Question {
  const name = textOf(json["name"]);
  const base = {
    name,
    title: textOf(json["title"]) || name,
    conditions: here.conditions,
    isHidden: here.isHidden,
    isRequired: json["isRequired"] === true,
    requiredIf: textOf(json["requiredIf"]).trim() || null,
    validators: readValidators(json),
    comment: readComment(json, limits),
  };
  if (type === "matrix")
    return {
      ...base,
      shape: "rows",
      rows: readRows(json),
      cell: readCell(
        { ...json, choices: json["columns"] ?? [] },
        textOf(json["cellType"]) === "checkbox" ? "checkbox" : "radiogroup",
        limits,
      ),
      eachRowRequired: propertyOf(json, "eachRowRequired", "isAllRowRequired") === true,
      eachRowUnique: json["eachRowUnique"] === true,
    };
  if (type === "matrixdropdown")
    return { ...base, shape: "grid", rows: readRows(json), columns: readColumns(json, limits) };
  if (type === "expression")
    return { ...base, shape: "computed", expression: textOf(json["expression"]).trim(), isShown: true };
  if (type === "multipletext") return { ...base, shape: "fields", fields: readFields(json, limits) };
  if (type === "ranking") return { ...base, shape: "ranking", ...readRanking(json) };
  if (type === "slider" && textOf(json["sliderType"]) === "range")
    return {
      ...base,
      shape: "span",
      cell: readSlider(json),
      lengthMin: numberOf(json["minRangeLength"]),
      lengthMax: numberOf(json["maxRangeLength"]),
    };
  if (type === "matrixdynamic" || type === "paneldynamic")
    return { ...base, shape: "list", ...readList(json, type, limits) };
  return { ...base, shape: "single", cell: readCell(json, type, limits) };
}

function readRanking(json: JsonObject): Pick<RankingQuestion, "options" | "isPartial" | "min" | "max"> {
  return {
    options: readOptions(json),
    isPartial: json["selectToRankEnabled"] === true,
    min: numberOf(json["minSelectedChoices"]) ?? 0,
    max: numberOf(json["maxSelectedChoices"]) ?? 0,
  };
}

/** Items of a multipletext are text fields. */
function readFields(json: JsonObject, limits: SurveyLimits): Column[] {
  return listOf(json["items"])
    .filter(isJsonObject)
    .map((item) => readColumn(item, readCell(item, "text", limits)));
}

type ListShape = Pick<
  ListQuestion,
  "columns" | "rowsMin" | "rowsMax" | "countsFilled" | "rowsAlways" | "key"
>;

function readList(json: JsonObject, type: string, limits: SurveyLimits): ListShape {
  const isMatrix = type === "matrixdynamic";
  const [min, max, start, takeOut] = isMatrix
    ? ["minRowCount", "maxRowCount", "rowCount", "allowRemoveRows"]
    : ["minPanelCount", "maxPanelCount", "panelCount", "allowRemovePanel"];
  const rowsMin = numberOf(json[min!]) ?? 0;
  const atStart = numberOf(json[start!]) ?? (isMatrix ? 2 : 0);
  const columns = isMatrix
    ? readColumns(json, limits)
    : listOf(json["templateElements"])
        .filter(isJsonObject)
        .map((element) => readColumn(element, readCell(element, typeOf(element), limits)));
  return {
    columns,
    rowsMin,
    countsFilled: isMatrix,
    rowsMax: numberOf(json[max!]) ?? ROWS_MAX,
    rowsAlways: json[takeOut!] === false ? Math.max(atStart, rowsMin) : rowsMin,
    key: textOf(json["keyName"]) || null,
  };
}

function readRows(json: JsonObject): Named[] {
  return listOf(json["rows"])
    .map(readOption)
    .map((row) => ({ id: String(row.value), title: row.text }));
}

export function columnType(column: JsonObject, matrix: JsonObject): string {
  const own = textOf(column["cellType"]).toLowerCase();
  return own && own !== "default" ? own : textOf(matrix["cellType"]).toLowerCase() || "dropdown";
}

function readColumns(matrix: JsonObject, limits: SurveyLimits): Column[] {
  return listOf(matrix["columns"])
    .filter(isJsonObject)
    .map((json) => {
      const own = listOf(json["choices"]).length > 0 ? json : { ...json, choices: matrix["choices"] ?? [] };
      return readColumn(json, readCell(own, columnType(json, matrix), limits));
    });
}

function readColumn(json: JsonObject, cell: Cell): Column {
  const id = textOf(json["name"]);
  return {
    id,
    title: textOf(json["title"]) || id,
    cell,
    isRequired: json["isRequired"] === true,
    isUnique: json["isUnique"] === true,
    validators: readValidators(json),
  };
}

function readComment(json: JsonObject, limits: SurveyLimits): Comment | null {
  const isAlways = propertyOf(json, "showCommentArea", "hasComment") === true;
  const isOther = propertyOf(json, "showOtherItem", "hasOther") === true;
  if (!isAlways && !isOther) return null;
  const title = textOf(json[isAlways ? "commentText" : "otherText"]) || (isAlways ? "补充说明" : "其他");
  return {
    title,
    when: isAlways ? "always" : "other",
    lengthMax: limits.commentLength ?? COMMENT_LENGTH_MAX,
  };
}
