/** An instrument whose every shown text is hostile, as far as the checker lets it through. */
import { checkSurvey } from "../../../server/core/definition/check-survey.ts";
import type { Instrument, JsonObject } from "../../../server/core/definition/instrument.ts";
import { isProblem } from "../../../server/core/problem.ts";
import { readInstrument } from "../../../server/definitions/read-instrument.ts";
import { SCRIPTS, VERY_LONG } from "./script-corpus.ts";

const PER_PAGE = 9;

/** Texts of a form; `{{…}}` is a variable there, and one without a value is refused when the round is sealed. */
export const FORM_TEXTS: readonly string[] = SCRIPTS.filter((text) => !text.includes("{{"));

/** Text number `at`, counted round and round. */
const text = (at: number): string => FORM_TEXTS[at % FORM_TEXTS.length]!;

const choices = (at: number) =>
  ["good", "average", "poor"].map((value, i) => ({ value, text: text(at + i) }));

/** Words between questions that the checker lets through: no tag with an attribute, no script. */
export const acceptedHtml = (html: string): boolean => {
  try {
    checkSurvey({
      elements: [
        { type: "html", name: "words", html },
        { type: "text", name: "line" },
      ],
    });
    return true;
  } catch (error) {
    if (isProblem(error, "definition.invalid")) return false;
    throw error;
  }
};

function wrap(pages: readonly JsonObject[], items: JsonObject): JsonObject {
  return {
    formatVersion: 1,
    // Takes the place of the form that the shipped scheme scores.
    id: "leadership-team",
    version: "1",
    kind: "evaluation",
    title: text(0),
    shortTitle: text(9),
    introduction: text(18),
    minutes: 2,
    anonymous: true,
    scales: {
      three: { options: choices(30).map((option, i) => ({ ...option, points: [100, 60, 0][i]! })) },
    },
    parts: [
      { id: "one", title: text(5), weight: 60 },
      { id: "two", title: text(6), weight: 40 },
    ],
    items,
    scoring: { rule: "items" },
    survey: { title: text(1), description: text(2), pages },
  };
}

const scored = (at: number): JsonObject => ({
  type: "radiogroup",
  name: `q${at}`,
  title: at === FORM_TEXTS.length ? VERY_LONG : text(at),
  description: text(at + 5),
  isRequired: true,
  choices: choices(at + 11),
});

/** One question of every other kind. */
const otherKinds = (): JsonObject[] => [
  { type: "text", name: "line", title: text(3), placeholder: text(4) },
  { type: "comment", name: "lines", title: text(5), placeholder: text(6), maxLength: 500 },
  { type: "dropdown", name: "drop", title: text(7), placeholder: text(8), choices: choices(9) },
  {
    type: "checkbox",
    name: "ticks",
    title: text(12),
    choices: choices(13),
    showOtherItem: true,
    otherText: text(16),
    otherPlaceholder: text(17),
    showNoneItem: true,
    noneText: text(18),
  },
  {
    type: "rating",
    name: "stars",
    title: text(19),
    minRateDescription: text(20),
    maxRateDescription: text(21),
  },
  { type: "boolean", name: "truth", title: text(22), labelTrue: text(23), labelFalse: text(24) },
  {
    type: "matrix",
    name: "grid",
    title: text(25),
    columns: choices(26),
    rows: [{ value: "r1", text: text(29) }],
  },
  {
    type: "matrixdropdown",
    name: "cells",
    title: text(30),
    columns: [{ name: "c1", title: text(31), cellType: "dropdown", choices: choices(32) }],
    rows: [{ value: "r1", text: text(35) }],
  },
  { type: "panel", name: "panel", title: text(36), description: text(37), elements: [scored(900)] },
  // What a person types or chooses comes back in later words by way of SurveyJS's own variables.
  { type: "html", name: "echo", html: "<p>{line} {lines} {drop} {ticks}</p>" },
  { type: "comment", name: "echoed", title: "{line} {lines} {drop}", description: "{line} {drop}" },
  ...FORM_TEXTS.filter(acceptedHtml).map((html, i) => ({ type: "html", name: `words${i}`, html })),
];

/** The whole form: a scored question per text, one of every other kind, a card per leader. */
export async function hostileInstrument(): Promise<Instrument> {
  const count = FORM_TEXTS.length + 1;
  const pages: JsonObject[] = [
    { name: "kinds", title: text(38), description: text(39), elements: otherKinds() },
  ];
  for (let at = 0; at < count; at += PER_PAGE) {
    const elements = Array.from({ length: Math.min(PER_PAGE, count - at) }, (_, i) => scored(at + i));
    pages.push({ name: `page${at}`, title: text(at), description: text(at + 1), elements });
  }
  const card = { type: "radiogroup", name: "m00", title: text(40), isRequired: true, choices: choices(41) };
  pages.push({ name: "leader", title: "{{单位}} {{姓名}} {{职务}}", elements: [card] });
  const items: Record<string, JsonObject> = { m00: { scale: "three", part: "two", repeat: "leader" } };
  for (let at = 0; at < count; at += 1) items[`q${at}`] = { scale: "three", part: "one", focus: ["f1"] };
  const { instrument } = await readInstrument(JSON.stringify(wrap(pages, items)));
  return instrument;
}
