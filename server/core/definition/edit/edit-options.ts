/** Options of questions and of scales. A scored question offers exactly its scale, so both change together. */
import type {
  Dimension,
  Instrument,
  Item,
  JsonObject,
  JsonValue,
  OptionValue,
  ScaleOption,
} from "../instrument.ts";
import { isJsonObject, listOf, textOf } from "../survey-text.ts";
import { changeElement, withText } from "./edit-elements.ts";
import { type OutlineQuestion, questionsOf } from "./outline.ts";

/** One option of a multi-select, a plain choice, a row or a column; tag, dimension and exclusion stand in the item. */
export interface EditedOption {
  readonly value: OptionValue;
  readonly text: string;
  readonly tag: string;
  /** Null where it is the question's. */
  readonly dimension: Dimension | null;
}

/** Property that lists the options of a question; null for types without a list. */
export function optionsKey({ type, json }: Pick<OutlineQuestion, "type" | "json">): string | null {
  if (type === "matrix") return "columns";
  if (type === "rating") return json["rateValues"] === undefined ? null : "rateValues";
  return ["radiogroup", "dropdown", "checkbox"].includes(type) ? "choices" : null;
}

const valueOf = (option: JsonValue): OptionValue =>
  (isJsonObject(option) ? option["value"] : option) as OptionValue;

/** The value where there is no text; a text that was emptied stays empty while another is being written. */
const textOfOption = (option: JsonValue): string =>
  isJsonObject(option) && option["text"] !== undefined ? textOf(option["text"]) : String(valueOf(option));

/** Options under `key` with their tags and dimensions. */
export function optionsOf(json: JsonObject, key: string, item: Item | undefined): readonly EditedOption[] {
  return listOf(json[key]).map((option) => {
    const value = valueOf(option);
    return {
      value,
      text: textOfOption(option),
      tag: item?.tags?.[String(value)] ?? "",
      dimension: item?.dimensions?.[String(value)] ?? null,
    };
  });
}

/** Options of one question as they are now; what an option held beside value and text stays with its value. */
export function withOptions(
  instrument: Instrument,
  question: OutlineQuestion,
  key: string,
  options: readonly EditedOption[],
): Instrument {
  const survey = changeElement(instrument.survey, question.path, (json) => ({
    ...json,
    [key]: options.map((option) => optionJson(listOf(json[key]), option)),
  }));
  const item = instrument.items[question.name];
  // Who tags an option of a question without a meaning gives it one.
  const isMeant =
    item !== undefined || options.some(({ tag, dimension }) => tag !== "" || dimension !== null);
  if (!isMeant || key === "rows") return { ...instrument, survey };
  const items = { ...instrument.items, [question.name]: itemWith(item ?? {}, options) };
  return { ...instrument, items, survey };
}

function optionJson(
  before: readonly JsonValue[],
  { value, text }: Pick<EditedOption, "value" | "text">,
): JsonValue {
  const same = before.find((one) => valueOf(one) === value);
  if (same !== undefined && textOfOption(same) === text) return same;
  const json = isJsonObject(same) ? same : { value };
  return text === "" ? { ...json, text } : withText(json, "text", text);
}

/** Tags, dimensions and exclusive options of values that are gone go too. */
function itemWith(
  { tags: _tags, dimensions: _dimensions, exclusive, ...item }: Item,
  options: readonly EditedOption[],
): Item {
  const tagged = options.filter(({ tag }) => tag !== "").map(({ value, tag }) => [String(value), tag]);
  const values = new Set(options.map(({ value }) => String(value)));
  const kept = Object.entries(exclusive ?? {}).filter(([, value]) => values.has(value));
  const own = options.flatMap(({ value, dimension }) =>
    dimension === null ? [] : [[String(value), dimension] as const],
  );
  return {
    ...item,
    ...(tagged.length > 0 && { tags: Object.fromEntries(tagged) as Record<string, string> }),
    ...(own.length > 0 && { dimensions: Object.fromEntries(own) }),
    ...(kept.length > 0 && { exclusive: Object.fromEntries(kept) }),
  };
}

/** A scale as it is now, and the same options in every question that is rated by it. */
export function withScale(
  instrument: Instrument,
  scale: string,
  options: readonly ScaleOption[],
): Instrument {
  const rated = new Set(
    Object.entries(instrument.items)
      .filter(([, item]) => item.scale === scale)
      .map(([name]) => name.split("/")[0]!),
  );
  let { survey } = instrument;
  for (const question of questionsOf(survey)) {
    const key = optionsKey(question);
    if (key === null || !rated.has(question.name)) continue;
    survey = changeElement(survey, question.path, (json) => ({
      ...json,
      [key]: options.map((option) => optionJson(listOf(json[key]), option)),
    }));
  }
  return { ...instrument, scales: { ...instrument.scales, [scale]: { options } }, survey };
}

/** A value that no option has yet: the next letter, or a number after them. */
export function freeValue(options: readonly { readonly value: OptionValue }[]): string {
  const taken = new Set(options.map(({ value }) => String(value).toLowerCase()));
  const letters = [..."abcdefghijklmnopqrstuvwxyz"];
  for (let number = 1; ; number += 1) {
    const free = letters.shift() ?? `o${number}`;
    if (!taken.has(free)) return free;
  }
}
