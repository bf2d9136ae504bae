/** Validators of a question: known kinds, satisfiable bounds, regular expressions that cannot hang a phone. */
import { VALIDATOR_PROPERTIES } from "./allowed-properties.ts";
import { checkProperties } from "./check-properties.ts";
import type { Faults } from "./faults.ts";
import type { JsonObject } from "./instrument.ts";
import { validatorType } from "./read-cell.ts";
import { compileSafeRegex } from "./safe-regex.ts";
import { isJsonObject, listOf, numberOf, propertyOf, textOf } from "./survey-text.ts";

/** Kinds of validators that make sense for the answers of a type. */
const KINDS: { readonly [type: string]: readonly string[] } = {
  text: ["numeric", "text", "regex", "email"],
  comment: ["text", "regex"],
  checkbox: ["answercount"],
  tagbox: ["answercount"],
};

export function checkValidators(json: JsonObject, type: string, path: string, faults: Faults): void {
  for (const [index, one] of listOf(json["validators"]).entries()) {
    const at = `${path}.validators[${index}]`;
    if (isJsonObject(one)) checkValidator(one, type, at, faults);
    else faults.add(at, "应为对象");
  }
}

function checkValidator(json: JsonObject, type: string, path: string, faults: Faults): void {
  const kind = validatorType(json);
  const properties = VALIDATOR_PROPERTIES.get(kind);
  if (!properties || !(KINDS[type] ?? []).includes(kind))
    return faults.add(path, `这里不支持验证规则“${kind.slice(0, 40)}”`);
  checkProperties(json, new Set(["type", "text", "notificationType", ...properties]), path, faults);
  const [min, max] = properties.slice(0, 2).map((key) => numberOf(json[key]));
  if (kind !== "regex" && typeof min === "number" && typeof max === "number" && max > 0 && min > max)
    faults.add(path, "最小值大于最大值");
  if (kind === "regex") {
    const ignoreCase = propertyOf(json, "caseInsensitive", "insensitive") === true;
    if (!compileSafeRegex(textOf(json["regex"]), ignoreCase))
      faults.add(
        `${path}.regex`,
        "正则表达式不能编译，或者会让手机卡死（重复里又有重复；重复的括号里，一个选项是另一个的开头；或者前后几处重复能用同样的字，如 \\d*\\d*，可在开头加 ^ 或合成一处）",
      );
  }
}
