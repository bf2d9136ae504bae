import { INPUT_TYPES } from "./allowed-properties.ts";
import { DATE_FORMATS, moment } from "./check-cell.ts";
import { checkChoices } from "./check-choices.ts";
import type { Faults } from "./faults.ts";
import type { JsonObject } from "./instrument.ts";
import type { TextFormat } from "./question.ts";
import { isSmileys, RATES_MAX, rateRange, ratesOf, SMILEYS_MAX } from "./read-rates.ts";
import { listOf, numberOf, textOf } from "./survey-text.ts";

const TEXT_LENGTH_LIMIT = 5000;
const CHOOSING = new Set(["radiogroup", "dropdown", "buttongroup", "checkbox", "tagbox"]);

/** What may be answered in a single question, or in a cell of a column, field or template. */
export function checkQuestionCell(json: JsonObject, type: string, path: string, faults: Faults): void {
  if (CHOOSING.has(type)) checkChoices(json, type, path, faults);
  else if (type === "rating") checkRating(json, path, faults);
  else if (type === "boolean") {
    const { valueTrue = true, valueFalse = false } = json;
    if (typeof valueTrue === "object" || typeof valueFalse === "object" || valueTrue === valueFalse)
      faults.add(path, "“是”和“否”的值应不同，且为文字、数或真假值");
  } else checkText(json, type, path, faults);
}

/** Steps that a phone does not show would be taken though nobody can give them: such a rating is refused. */
function checkRating(json: JsonObject, path: string, faults: Faults): void {
  if (listOf(json["rateValues"]).length === 0) checkRange(json, path, faults);
  else {
    checkChoices({ choices: json["rateValues"]! }, "rating", path, faults, "rateValues");
    if (json["autoGenerate"] === true)
      faults.add(`${path}.autoGenerate`, "已经列出了分值（rateValues），autoGenerate 应为 false，或者去掉");
  }
  if (isSmileys(json) && ratesOf(json).length > SMILEYS_MAX)
    faults.add(path, `表情评分超过 ${SMILEYS_MAX} 档，多出的显示不出来；请减少档数，或者去掉 rateType`);
}

function checkRange(json: JsonObject, path: string, faults: Faults): void {
  const { min, max, step } = rateRange(json);
  const count = numberOf(json["rateCount"]);
  if (step <= 0 || max <= min) faults.add(path, "评分范围是空的（rateMin 应小于 rateMax）");
  else if (ratesOf(json).length > RATES_MAX)
    faults.add(
      path,
      `分值超过 ${RATES_MAX} 档，手机上排不下；请调大 rateStep（如 0 到 100 每 5 分一档），` +
        "或者改用填数：type 写 text，inputType 写 number，再写 min 和 max",
    );
  else if (count !== null && count !== ratesOf(json).length)
    faults.add(`${path}.rateCount`, "与 rateMin、rateMax、rateStep 算出的档数不同，请去掉");
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
  return Number.isNaN(low) || Number.isNaN(high) ? moment(String(min)) > moment(String(max)) : low > high;
}
