/** Variables ({{单位}}) and words of a unit type, filled into everything a person reads on a form. */
import type { JsonObject, JsonValue } from "./instrument.ts";
import { isJsonObject } from "./survey-text.ts";

export interface Wording {
  readonly variables: { readonly [name: string]: string };
  /** Replaced in the form's own text, never inside what a variable brought; earlier pairs win. */
  readonly words: readonly (readonly [from: string, to: string])[];
}

/** Keys whose texts are shown; a localised text is an object of texts below one of them. */
const SHOWN = new Set([
  "title",
  "description",
  "text",
  "html",
  "label",
  "labelTrue",
  "labelFalse",
  "placeholder",
  "placeHolder",
  "optionsCaption",
  "commentText",
  "commentPlaceholder",
  "commentPlaceHolder",
  "otherText",
  "otherPlaceholder",
  "otherPlaceHolder",
  "otherErrorText",
  "noneText",
  "refuseText",
  "dontKnowText",
  "selectAllText",
  "requiredErrorText",
  "minErrorText",
  "maxErrorText",
  "stepErrorText",
  "minRateDescription",
  "maxRateDescription",
  "mininumRateDescription",
  "maximumRateDescription",
  "completedHtml",
  "completedBeforeHtml",
  "loadingHtml",
  "completeText",
  "pageNextText",
  "pagePrevText",
  "previewText",
  "editText",
  "startSurveyText",
  "keyDuplicationError",
  "cellHint",
  "addRowText",
  "removeRowText",
  "noRowsText",
  "emptyRowsText",
  "confirmDeleteText",
  "templateTitle",
  "templateDescription",
  "noEntriesText",
  "addPanelText",
  "panelAddText",
  "removePanelText",
  "panelRemoveText",
  "prevPanelText",
  "panelPrevText",
  "nextPanelText",
  "panelNextText",
  "labelFormat",
  "tooltipFormat",
  "selectToRankEmptyRankedAreaText",
  "selectToRankEmptyUnrankedAreaText",
  "navigationTitle",
  "navigationDescription",
]);

const VARIABLE = /\{\{([^{}]*)\}\}/g;

/**
 * Fills one text.
 *
 * @param unknown called with the name of a variable that has no value; its result stands in
 */
export function fillText(text: string, wording: Wording, unknown: (name: string) => string): string {
  let filled = "";
  let at = 0;
  for (const match of text.matchAll(VARIABLE)) {
    filled += replaceWords(text.slice(at, match.index), wording.words);
    const name = match[1]!.trim();
    filled += Object.hasOwn(wording.variables, name) ? harmless(wording.variables[name]!) : unknown(name);
    at = match.index + match[0].length;
  }
  return filled + replaceWords(text.slice(at), wording.words);
}

/** Fills every shown text of a piece of SurveyJS JSON; names, values and expressions stay. */
export function fillSurvey(
  json: JsonObject,
  wording: Wording,
  unknown: (name: string) => string,
): JsonObject {
  const fill = (value: JsonValue, isShown: boolean): JsonValue => {
    if (typeof value === "string") return isShown ? fillText(value, wording, unknown) : value;
    if (Array.isArray(value)) return value.map((member: JsonValue) => fill(member, false));
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, fill(member, isShown || SHOWN.has(key))]),
    );
  };
  return fill(json, false) as JsonObject;
}

function replaceWords(text: string, words: Wording["words"]): string {
  let replaced = "";
  for (let at = 0; at < text.length;) {
    const pair = words.find(([from]) => from !== "" && text.startsWith(from, at));
    replaced += pair ? pair[1] : text[at];
    at += pair ? pair[0].length : 1;
  }
  return replaced;
}

/** Names come from a roster: a brace would be read as SurveyJS's own variable, an angle bracket as a tag. */
const harmless = (value: string): string =>
  value
    .replaceAll("{", "｛")
    .replaceAll("}", "｝")
    .replaceAll("<", "＜")
    .replaceAll(">", "＞")
    .replaceAll("&", "＆");
