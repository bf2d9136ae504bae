/** SurveyJS JSON against our allow-list: types, properties, names, choices, limits, expressions. */
import type { DefinitionFault } from "../problem.ts";
import { checkElements, checkExpression, checkFrame, type Walk } from "./check-element.ts";
import { checkName } from "./check-name.ts";
import { checkProperties } from "./check-properties.ts";
import { checkLogic } from "./check-logic.ts";
import { checkRichText } from "./check-rich-text.ts";
import { CALCULATED_PROPERTIES, PAGE_PROPERTIES, SURVEY_PROPERTIES } from "./allowed-properties.ts";
import { canonicalJson } from "./canonical.ts";
import { Faults } from "./faults.ts";
import type { JsonObject } from "./instrument.ts";
import { PAGING_PROPERTIES } from "./paging-properties.ts";
import { hasDuplicateKeys, parseStrictJson } from "./strict-json.ts";
import { isJsonObject, listOf } from "./survey-text.ts";

export const DEFINITION_BYTES_MAX = 256 * 1024;
export const QUESTIONS_MAX = 300;
const PAGES_MAX = 100;
/** Rows × columns of all matrices together with the single questions. */
const LEAVES_MAX = 3000;

/** Said once for the whole text; `locateJson` says where. */
export const REPEATED_KEYS = "有重复的键，以最后一个为准";

export interface CheckedSurvey {
  readonly survey: JsonObject;
  readonly warnings: readonly DefinitionFault[];
}

/**
 * Checks plain SurveyJS JSON, as text or already parsed.
 *
 * @throws Problem definition.invalid with every fault found, request.malformed for text that is not JSON
 * @source anonymity.md §6; docs/definitions.md
 */
export function checkSurvey(source: unknown): CheckedSurvey {
  const faults = new Faults();
  const survey = readSource(source, faults);
  checkSurveyAt(survey, "$", faults);
  faults.throwIfAny();
  return { survey: survey as JsonObject, warnings: faults.warnings };
}

/** Text or a parsed value → a parsed value of bearable size; keys given twice are only a warning here. */
export function readSource(source: unknown, faults: Faults): unknown {
  if (typeof source !== "string") {
    if (byteLength(canonicalJson(source)) > DEFINITION_BYTES_MAX) tooLarge(faults);
    return source;
  }
  if (byteLength(source) > DEFINITION_BYTES_MAX) tooLarge(faults);
  const value = parseStrictJson(source, { duplicateKeys: "warn" });
  if (hasDuplicateKeys(source, value)) faults.warn("$", REPEATED_KEYS);
  return value;
}

function tooLarge(faults: Faults): void {
  faults.add("$", `定义超过 ${DEFINITION_BYTES_MAX / 1024} KB`);
  faults.throwIfAny();
}

const byteLength = (text: string): number => new TextEncoder().encode(text).length;

export function checkSurveyAt(survey: unknown, path: string, faults: Faults): void {
  if (!isJsonObject(survey)) return faults.add(path, "应为一个 SurveyJS 定义（JSON 对象）");
  const before = faults.faults.length;
  checkProperties(survey, SURVEY_PROPERTIES, path, faults);
  checkSettings(survey, path, faults);
  const walk: Walk = { faults, questions: new Map(), conditions: [], count: 0, leaves: 0 };
  if (survey["pages"] !== undefined) walkPages(survey, path, walk);
  else checkElements(survey, path, 1, walk);
  checkCalculatedValues(survey, path, walk);
  if (walk.count === 0) faults.add(path, "没有题目");
  if (walk.count > QUESTIONS_MAX) faults.add(path, `题目超过 ${QUESTIONS_MAX} 道`);
  if (walk.leaves > LEAVES_MAX) faults.add(path, `矩阵过大，可填写的格子超过 ${LEAVES_MAX} 个`);
  if (faults.faults.length === before) checkLogic(survey, walk, faults);
}

function walkPages(survey: JsonObject, path: string, walk: Walk): void {
  const { faults } = walk;
  if (!Array.isArray(survey["pages"])) return faults.add(`${path}.pages`, "应为数组");
  if (survey["elements"] !== undefined || survey["questions"] !== undefined)
    faults.add(path, "pages 和 elements 只能用一个");
  const pages = listOf(survey["pages"]);
  if (pages.length > PAGES_MAX) return faults.add(`${path}.pages`, `超过 ${PAGES_MAX} 页`);
  for (const [index, page] of pages.entries()) {
    const at = `${path}.pages[${index}]`;
    if (!isJsonObject(page)) faults.add(at, "应为对象");
    else {
      checkProperties(page, PAGE_PROPERTIES, at, faults);
      checkFrame(page, at, walk);
      checkElements(page, at, 1, walk);
    }
  }
}

const CALCULATED_MAX = 50;

/** Values that conditions may name; they are computed wherever they are needed and never sent. */
function checkCalculatedValues(survey: JsonObject, path: string, walk: Walk): void {
  const { faults } = walk;
  const values = survey["calculatedValues"];
  if (values === undefined) return;
  if (!Array.isArray(values)) return faults.add(`${path}.calculatedValues`, "应为数组");
  if (values.length > CALCULATED_MAX)
    return faults.add(`${path}.calculatedValues`, `计算值超过 ${CALCULATED_MAX} 个`);
  for (const [index, json] of listOf(values).entries()) {
    const at = `${path}.calculatedValues[${index}]`;
    if (!isJsonObject(json)) {
      faults.add(at, "应为对象");
      continue;
    }
    checkProperties(json, CALCULATED_PROPERTIES, at, faults);
    checkName(json["name"], `${at}.name`, walk);
    checkExpression(json, at, walk);
    if (json["includeIntoResult"] === true) faults.add(`${at}.includeIntoResult`, "计算值不随答卷提交");
  }
}

function checkSettings(survey: JsonObject, path: string, faults: Faults): void {
  for (const key of ["completedHtml", "completedBeforeHtml", "loadingHtml"])
    checkRichText(survey[key], `${path}.${key}`, faults);
  for (const [index, one] of listOf(survey["completedHtmlOnCondition"]).entries())
    checkRichText(
      isJsonObject(one) ? one["html"] : one,
      `${path}.completedHtmlOnCondition[${index}]`,
      faults,
    );
  if (survey["clearInvisibleValues"] === "none" || survey["clearInvisibleValues"] === false)
    faults.add(`${path}.clearInvisibleValues`, "看不见的题目不能保留答案");
  if (survey["storeOthersAsComment"] === false)
    faults.add(`${path}.storeOthersAsComment`, "“其他”的说明须单独存放");
  for (const key of PAGING_PROPERTIES)
    if (survey[key] !== undefined && survey[key] !== false && survey[key] !== "standard")
      faults.warn(`${path}.${key}`, `“${key}”不起作用，手机上按表里写的分页显示`);
  if (survey["questionOrder"] === "random" || survey["questionsOrder"] === "random")
    faults.warn(`${path}.questionOrder`, "题目随机换序，与纸质表不一致");
}
