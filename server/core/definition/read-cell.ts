/** One SurveyJS question or matrix column → what may be answered there. Expects JSON that passed `checkSurvey`. */
import type { JsonObject, JsonValue, OptionValue } from "./instrument.ts";
import {
  TEXT_LENGTH_MAX,
  type Cell,
  type NumberCell,
  type Option,
  type TextFormat,
  type Validator,
} from "./question.ts";
import { ratesOf, steps } from "./read-rates.ts";
import { isJsonObject, listOf, numberOf, propertyOf, textOf, typeOf } from "./survey-text.ts";

export interface SurveyLimits {
  readonly textLength: number | null;
  readonly commentLength: number | null;
}

const NUMBER_INPUTS = new Set(["number", "range"]);
const DATE_INPUTS = new Set<string>([
  "date",
  "datetime-local",
  "time",
  "month",
  "week",
] satisfies TextFormat[]);
/** survey-core refuses later dates when a date question names no other latest one. */
const DATE_MAX = "2999-12-31";

/** @param type lower-case type, or the cell type of a column */
export function readCell(json: JsonObject, type: string, limits: SurveyLimits): Cell {
  switch (type) {
    case "radiogroup":
    case "dropdown":
    case "buttongroup":
      return { kind: "choice", options: readOptions(json) };
    case "checkbox":
    case "tagbox":
      return {
        kind: "multi",
        options: readOptions(json),
        min: numberOf(json["minSelectedChoices"]) ?? 0,
        max: numberOf(json["maxSelectedChoices"]) ?? 0,
      };
    case "rating":
      return { kind: "choice", options: ratesOf(json).map(readOption) };
    case "slider":
      return readSlider(json);
    case "boolean":
      return {
        kind: "boolean",
        yes: (json["valueTrue"] as OptionValue | undefined) ?? true,
        no: (json["valueFalse"] as OptionValue | undefined) ?? false,
      };
    default:
      return readText(json, type, limits);
  }
}

export function readSlider(json: JsonObject): NumberCell {
  const min = numberOf(json["min"]) ?? 0;
  return {
    kind: "number",
    min,
    max: numberOf(json["max"]) ?? 100,
    step: numberOf(json["step"]) ?? 1,
    base: min,
  };
}

function readText(json: JsonObject, type: string, limits: SurveyLimits): Cell {
  const input = type === "comment" ? "text" : textOf(json["inputType"]) || "text";
  // survey-core turns the text into a number when it has checked it with a numeric validator.
  const numeric = listOf(json["validators"])
    .filter(isJsonObject)
    .find((one) => validatorType(one) === "numeric");
  if (NUMBER_INPUTS.has(input) || (numeric && isBlocking(numeric)))
    return {
      kind: "number",
      min: larger(numberOf(json["min"]) ?? (input === "range" ? 0 : null), numberOf(numeric?.["minValue"])),
      max: smaller(
        numberOf(json["max"]) ?? (input === "range" ? 100 : null),
        numberOf(numeric?.["maxValue"]),
      ),
      step: input === "number" ? numberOf(json["step"]) : null,
      base: null,
    };
  const isTime = DATE_INPUTS.has(input);
  const isDay = input === "date" || input === "datetime-local";
  const own = numberOf(json["maxLength"]);
  return {
    kind: "text",
    lengthMax: own !== null && own > 0 ? own : (limits.textLength ?? TEXT_LENGTH_MAX),
    format: isTime || input === "email" ? (input as TextFormat) : "free",
    min: isTime ? textOf(json["min"]) || null : null,
    max: isTime ? textOf(json["max"]) || (isDay ? DATE_MAX : null) : null,
  };
}

const larger = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);
const smaller = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);

/** Choices as given, then the special items SurveyJS appends: 无, 拒绝, 不知道 (all exclusive), 其他. */
export function readOptions(json: JsonObject): Option[] {
  const shared = textOf(json["choicesVisibleIf"]).trim();
  const options = listedChoices(json).map((choice): Option => {
    const visibleIf = (isJsonObject(choice) && textOf(choice["visibleIf"]).trim()) || shared;
    return visibleIf === "" ? readOption(choice) : { ...readOption(choice), visibleIf };
  });
  for (const special of SPECIALS) {
    if (propertyOf(json, ...special.flags) !== true) continue;
    const text = textOf(json[special.text]) || special.fallback;
    const isOther = special.value === "other";
    options.push({ value: special.value, text, isExclusive: !isOther, isOther });
  }
  return options;
}

const SPECIALS = [
  { value: "none", flags: ["showNoneItem", "hasNone"], text: "noneText", fallback: "无" },
  { value: "refuse", flags: ["showRefuseItem"], text: "refuseText", fallback: "拒绝回答" },
  { value: "dontknow", flags: ["showDontKnowItem"], text: "dontKnowText", fallback: "不知道" },
  { value: "other", flags: ["showOtherItem", "hasOther"], text: "otherText", fallback: "其他" },
] as const;

function listedChoices(json: JsonObject): readonly JsonValue[] {
  const choices = listOf(json["choices"]);
  const max = numberOf(json["choicesMax"]);
  if (choices.length > 0 || max === null) return choices;
  return steps(numberOf(json["choicesMin"]) ?? 0, max, numberOf(json["choicesStep"]) ?? 1);
}

export function readOption(json: JsonValue): Option {
  if (!isJsonObject(json))
    return { value: json as OptionValue, text: String(json), isExclusive: false, isOther: false };
  const value = json["value"] as OptionValue;
  return {
    value,
    text: textOf(json["text"]) || String(value),
    isExclusive: json["isExclusive"] === true,
    isOther: false,
  };
}

export function readValidators(json: JsonObject): Validator[] {
  return listOf(json["validators"])
    .filter(isJsonObject)
    .filter((one) => isBlocking(one) && validatorType(one) !== "numeric")
    .map(readValidator);
}

/** Notices (warning, info) are the phone's own; they keep nobody from sending. */
const isBlocking = (json: JsonObject): boolean => (json["notificationType"] ?? "error") === "error";

export const validatorType = (json: JsonObject): string => typeOf(json).replace(/validator$/, "");

function readValidator(json: JsonObject): Validator {
  const number = (name: string): number => numberOf(json[name]) ?? 0;
  switch (validatorType(json)) {
    case "regex":
      return {
        kind: "regex",
        pattern: textOf(json["regex"]),
        ignoreCase: propertyOf(json, "caseInsensitive", "insensitive") === true,
      };
    case "text":
      return {
        kind: "length",
        min: number("minLength"),
        max: number("maxLength"),
        allowDigits: json["allowDigits"] !== false,
      };
    case "answercount":
      return { kind: "count", min: number("minCount"), max: number("maxCount") };
    default:
      return { kind: "email" };
  }
}
