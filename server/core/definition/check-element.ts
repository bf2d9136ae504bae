/** One page, panel or question of a survey against the allow-list. */
import { ALLOWED_TYPES } from "./allowed-properties.ts";
import { checkFields } from "./check-fields.ts";
import { checkList } from "./check-list.ts";
import { checkGrid, checkMatrix } from "./check-matrix.ts";
import { checkName } from "./check-name.ts";
import { checkProperties } from "./check-properties.ts";
import { checkQuestionCell } from "./check-question-cell.ts";
import { checkRanking } from "./check-ranking.ts";
import { checkRichText } from "./check-rich-text.ts";
import { checkSlider } from "./check-slider.ts";
import { checkValidators } from "./check-validators.ts";
import type { Faults } from "./faults.ts";
import type { JsonObject } from "./instrument.ts";
import { REFUSED_TYPES } from "./refused-properties.ts";
import { elementsOf, isJsonObject, listOf, propertyOf, textOf, typeOf } from "./survey-text.ts";

export const DEPTH_MAX = 8;

/** What grows while a survey is walked. */
export interface Walk {
  readonly faults: Faults;
  /** Lower-case question name → JSON path. */
  readonly questions: Map<string, string>;
  /** Every condition with its path. */
  readonly conditions: { readonly path: string; readonly text: string; readonly isOption?: true }[];
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
    const reason = REFUSED_TYPES.get(type) ?? "不支持这种题型，请换一种";
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
  const checkShape = SHAPES.get(type);
  if (checkShape) return checkShape(json, path, walk);
  walk.leaves += 1;
  collectOptionConditions(json, path, walk);
  checkQuestionCell(json, type, path, faults);
  checkValidators(json, type, path, faults);
}

/** Types whose answer is more than one cell. */
const SHAPES: ReadonlyMap<string, (json: JsonObject, path: string, walk: Walk) => void> = new Map([
  ["expression", checkExpression],
  ["matrix", checkMatrix],
  ["matrixdropdown", checkGrid],
  ["multipletext", checkFields],
  ["ranking", checkRanking],
  ["slider", checkSlider],
  ["matrixdynamic", checkList],
  ["paneldynamic", checkList],
]);

/** What pages, panels and questions have in common. */
export function checkFrame(json: JsonObject, path: string, walk: Walk): void {
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

/** `visibleIf` of options and of all options together. */
function collectOptionConditions(json: JsonObject, path: string, walk: Walk): void {
  const found: [at: string, value: unknown][] = [["choicesVisibleIf", json["choicesVisibleIf"]]];
  for (const [index, choice] of listOf(json["choices"]).entries())
    if (isJsonObject(choice)) found.push([`choices[${index}].visibleIf`, choice["visibleIf"]]);
  for (const [at, text] of found) {
    if (text === undefined) continue;
    if (typeof text !== "string") walk.faults.add(`${path}.${at}`, "应为文字");
    else if (text.trim() !== "")
      walk.conditions.push({ path: `${path}.${at}`, text: text.trim(), isOption: true });
  }
  // survey-core takes an option that is no longer shown for what was written beside 其他.
  if (propertyOf(json, "showOtherItem", "hasOther") === true && found.some(([, text]) => text !== undefined))
    walk.faults.add(path, "选项带显示条件时，不支持“其他”");
  if (json["hideIfChoicesEmpty"] === true && found.some(([, text]) => text !== undefined))
    walk.faults.add(`${path}.hideIfChoicesEmpty`, "选项带显示条件时，不能再按有没有选项决定题目是否显示");
}

/** An expression question is shown, not answered. */
export function checkExpression(json: JsonObject, path: string, walk: Walk): void {
  const text = json["expression"];
  if (typeof text !== "string" || text.trim() === "") walk.faults.add(`${path}.expression`, "没有算式");
  else walk.conditions.push({ path: `${path}.expression`, text: text.trim() });
}
