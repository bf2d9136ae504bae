/** Every type of element that survey-core knows is either taken or refused by its name: the list is survey-core's own. */
import { ElementFactory, QuestionFactory, Serializer } from "survey-core";
import { describe, expect, it } from "vitest";
import {
  ALLOWED_TYPES,
  CALCULATED_PROPERTIES,
  CHOICE_PROPERTIES,
  COLUMN_PROPERTIES,
  FIELD_PROPERTIES,
  PAGE_PROPERTIES,
  SURVEY_PROPERTIES,
  VALIDATOR_PROPERTIES,
} from "../../server/core/definition/allowed-properties.ts";
import { isIgnored } from "../../server/core/definition/ignored-properties.ts";
import { checkSurvey } from "../../server/core/definition/check-survey.ts";
import { REFUSED_PROPERTIES } from "../../server/core/definition/refused-properties.ts";
import { tidySurvey } from "../../server/core/definition/tidy-survey.ts";
import { type DefinitionFault, isProblem } from "../../server/core/problem.ts";

const TYPES = [
  ...new Set([
    ...QuestionFactory.Instance.getAllTypes(),
    ...ElementFactory.Instance.getAllTypes(),
    ...Serializer.getChildrenClasses("question", false).map(({ name }) => name),
  ]),
].toSorted();

/** The least that makes sense of a type. */
const PARTS: Readonly<Record<string, object>> = {
  buttongroup: { choices: ["a", "b"] },
  checkbox: { choices: ["a", "b"] },
  dropdown: { choices: ["a", "b"] },
  expression: { expression: "1 + 1" },
  html: { html: "<p>请如实填写</p>" },
  matrix: { columns: ["a", "b"], rows: ["r"] },
  matrixdropdown: { columns: [{ name: "k", cellType: "text" }], rows: ["r"] },
  matrixdynamic: { columns: [{ name: "k", cellType: "text" }], maxRowCount: 5 },
  multipletext: { items: [{ name: "k" }] },
  panel: { elements: [{ type: "text", name: "inside" }] },
  paneldynamic: { templateElements: [{ type: "text", name: "inside" }], maxPanelCount: 5 },
  radiogroup: { choices: ["a", "b"] },
  ranking: { choices: ["a", "b"] },
  tagbox: { choices: ["a", "b"] },
};

function faultsOf(type: string, more: object = {}): readonly DefinitionFault[] {
  const elements = [
    { type, name: "q", title: "题目", ...PARTS[type], ...more },
    { type: "text", name: "beside" },
  ];
  try {
    checkSurvey(JSON.stringify({ elements }));
    return [];
  } catch (error) {
    if (isProblem(error, "definition.invalid")) return error.facts.faults;
    throw error;
  }
}

/** Files, handwriting and pictures from elsewhere. */
const REFUSED = ["file", "image", "imagemap", "imagepicker", "signaturepad"];
/** Classes that others are made of; nobody can choose them in SurveyJS Creator. */
const BASES = [
  "checkboxbase",
  "empty",
  "matrixbase",
  "matrixdropdownbase",
  "nonvalue",
  "selectbase",
  "textbase",
];

describe("types of survey-core", () => {
  it("are the ones that were decided on", () => {
    const taken = TYPES.filter((type) => faultsOf(type).length === 0);
    expect(TYPES.filter((type) => !taken.includes(type))).toEqual([...REFUSED, ...BASES].toSorted());
    expect(taken.length).toBeGreaterThanOrEqual(18);
  });

  it.each(TYPES)("%s is taken, or refused at its type by its name", (type) => {
    const faults = faultsOf(type);
    if (faults.length === 0) return expect([...REFUSED, ...BASES]).not.toContain(type);
    expect(faults[0]!.path).toMatch(/\.elements\[0\]\.type$/);
    expect(faults[0]!.sentence).toContain(`“${type}”`);
  });
});

/** What Creator may write into the members of a question: class of survey-core → the list that decides. */
const PLACES: readonly (readonly [string, ReadonlySet<string>])[] = [
  ["survey", SURVEY_PROPERTIES],
  ["page", PAGE_PROPERTIES],
  ...ALLOWED_TYPES,
  ...["choiceitem", "itemvalue", "buttongroupitemvalue", "checkboxitem", "ratingitem"].map(
    (name) => [name, CHOICE_PROPERTIES] as const,
  ),
  ["matrixdropdowncolumn", COLUMN_PROPERTIES],
  ["multipletextitem", FIELD_PROPERTIES],
  ["calculatedvalue", CALCULATED_PROPERTIES],
  ...[...VALIDATOR_PROPERTIES].map(
    ([kind, own]) => [`${kind}validator`, new Set(["type", "text", "notificationType", ...own])] as const,
  ),
];

/** Every property of a class that may stand in a file, under each of its names. */
const namesOf = (type: string): readonly string[] =>
  Serializer.getProperties(type)
    .filter((one) => one.isSerializable)
    .flatMap((one) => (one.alternativeName ? [one.name, one.alternativeName] : [one.name]));

describe("properties of survey-core", () => {
  it.each(PLACES)("of %s are each taken, ignored with a warning, or refused", (place, allowed) => {
    const names = namesOf(place);
    expect(names.length).toBeGreaterThan(0);
    const decided = (key: string): boolean =>
      allowed.has(key) || isIgnored(key, undefined) || REFUSED_PROPERTIES.has(key);
    expect(names.filter((key) => !decided(key))).toEqual([]);
  });

  it.each([...ALLOWED_TYPES])(
    "of %s that are ignored are named and not in the frozen form",
    (type, allowed) => {
      const ignored = namesOf(type).filter((name) => !allowed.has(name) && isIgnored(name, undefined));
      const looks = Object.fromEntries(ignored.map((name) => [name, "x"]));
      const survey = {
        elements: [
          { type, name: "q", ...PARTS[type], ...looks },
          { type: "text", name: "beside" },
        ],
      };
      const { warnings } = checkSurvey(survey);
      const named = warnings.flatMap(({ path, sentence }) => (sentence.includes("已忽略") ? path : []));
      expect(named.toSorted()).toEqual(ignored.map((name) => `$.elements[0].${name}`).toSorted());
      const left = (tidySurvey(survey)["elements"] as readonly object[])[0]!;
      expect(Object.keys(left).filter((name) => ignored.includes(name))).toEqual([]);
      expect(left).toMatchObject({ type, name: "q" });
    },
  );

  it.each([...ALLOWED_TYPES])("of %s that are refused are refused by their name", (type, allowed) => {
    const refused = namesOf(type).filter((name) => !allowed.has(name) && !isIgnored(name, undefined));
    const wrong = Object.fromEntries(refused.map((name) => [name, true]));
    const faults = faultsOf(type, wrong);
    for (const name of refused)
      expect(faults).toContainEqual(expect.objectContaining({ path: `$.elements[0].${name}` }));
  });
});
