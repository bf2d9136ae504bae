/** What is on or off in SurveyJS is true or false in a form: survey-core's own list says what a switch is. */
import { Serializer } from "survey-core";
import { describe, expect, it } from "vitest";
import {
  ALLOWED_TYPES,
  CALCULATED_PROPERTIES,
  CELL_TYPES,
  CHOICE_PROPERTIES,
  COLUMN_PROPERTIES,
  FIELD_PROPERTIES,
  PAGE_PROPERTIES,
  SURVEY_PROPERTIES,
  TEMPLATE_REFUSED,
  VALIDATOR_PROPERTIES,
} from "../../server/core/definition/allowed-properties.ts";
import { checkSurvey } from "../../server/core/definition/check-survey.ts";
import { WORDED_SWITCHES } from "../../server/core/definition/switches.ts";
import { isProblem } from "../../server/core/problem.ts";

interface Place {
  /** Where the switch is written, from `$`. */
  readonly path: string;
  readonly classes: readonly string[];
  readonly allowed: ReadonlySet<string>;
  readonly survey: (more: object) => object;
}

const asked = (element: object): object => ({ elements: [{ name: "q", title: "题目", ...element }] });
const ITEMS = "choiceitem itemvalue buttongroupitemvalue checkboxitem ratingitem".split(" ");

const PLACES: readonly Place[] = [
  {
    path: "$",
    classes: ["survey"],
    allowed: SURVEY_PROPERTIES,
    survey: (more) => ({ ...asked({ type: "text" }), ...more }),
  },
  {
    path: "$.pages[0]",
    classes: ["page"],
    allowed: PAGE_PROPERTIES,
    survey: (more) => ({ pages: [{ ...asked({ type: "text" }), ...more }] }),
  },
  ...[...ALLOWED_TYPES].map(([type, allowed]) => ({
    path: "$.elements[0]",
    classes: [type],
    allowed,
    survey: (more: object) => asked({ type, ...more }),
  })),
  {
    path: "$.elements[0].choices[0]",
    classes: ITEMS,
    allowed: CHOICE_PROPERTIES,
    survey: (more) => asked({ type: "checkbox", choices: [{ value: "a", ...more }, "b"] }),
  },
  {
    path: "$.elements[0].columns[0]",
    classes: ["matrixdropdowncolumn", ...CELL_TYPES],
    allowed: COLUMN_PROPERTIES,
    survey: (more) => asked({ type: "matrixdropdown", rows: ["r"], columns: [{ name: "c", ...more }] }),
  },
  {
    path: "$.elements[0].templateElements[0]",
    classes: ["radiogroup"],
    allowed: new Set([...ALLOWED_TYPES.get("radiogroup")!].filter((name) => !TEMPLATE_REFUSED.has(name))),
    survey: (more) =>
      asked({ type: "paneldynamic", templateElements: [{ type: "radiogroup", name: "k", ...more }] }),
  },
  {
    path: "$.elements[0].items[0]",
    classes: ["multipletextitem"],
    allowed: FIELD_PROPERTIES,
    survey: (more) => asked({ type: "multipletext", items: [{ name: "k", ...more }] }),
  },
  {
    path: "$.calculatedValues[0]",
    classes: ["calculatedvalue"],
    allowed: CALCULATED_PROPERTIES,
    survey: (more) => ({
      ...asked({ type: "text" }),
      calculatedValues: [{ name: "c", expression: "1 + 1", ...more }],
    }),
  },
  ...["text", "regex"].map((kind) => ({
    path: "$.elements[0].validators[0]",
    classes: [`${kind}validator`],
    allowed: new Set(VALIDATOR_PROPERTIES.get(kind)),
    survey: (more: object) => asked({ type: "text", validators: [{ type: kind, regex: "a", ...more }] }),
  })),
];

/** Names of the switches that a place takes, by survey-core's own types. */
function switchesOf({ classes, allowed }: Place): readonly string[] {
  const properties = classes.flatMap((name) => Serializer.getProperties(name));
  const names = properties
    .filter(
      ({ type, name }) =>
        /^(?:boolean|switch)$/.test(type) || /^(?:autoGenerate|storeOthersAsComment)$/.test(name),
    )
    .flatMap(({ name, alternativeName }) => [name, alternativeName ?? name]);
  return [...new Set(names)].filter((name) => allowed.has(name) && !WORDED_SWITCHES.has(name));
}

function faultsAt(survey: object, path: string): readonly string[] {
  try {
    checkSurvey(survey);
    return [];
  } catch (error) {
    if (!isProblem(error, "definition.invalid")) throw error;
    return error.facts.faults.filter((one) => one.path === path).map(({ sentence }) => sentence);
  }
}

const REFUSED = "应为 true 或 false，不加引号";

describe("a switch", () => {
  it.each(PLACES.map((place) => [`${place.classes[0]} at ${place.path}`, place] as const))(
    "is true or false, nothing else: %s",
    (_, place) => {
      for (const name of switchesOf(place)) {
        const at = `${place.path}.${name}`;
        for (const value of ["true", "false", "", 1, 0, null, [], {}])
          expect({ name, value, faults: faultsAt(place.survey({ [name]: value }), at) }).toEqual({
            name,
            value,
            faults: expect.arrayContaining([REFUSED]),
          });
        for (const value of [true, false])
          expect(faultsAt(place.survey({ [name]: value }), at)).not.toContain(REFUSED);
      }
    },
  );

  it("stands in every kind of place", () => {
    const all = new Set(PLACES.flatMap(switchesOf));
    expect(all.size).toBeGreaterThan(70);
    for (const name of ["showOtherItem", "hasComment", "isAllRowRequired", "isUnique", "allowDigits"])
      expect(all).toContain(name);
  });

  it("of the other answers may be left to the whole form", () => {
    const survey = (value: unknown) =>
      asked({ type: "radiogroup", choices: ["a"], storeOthersAsComment: value });
    expect(faultsAt(survey("default"), "$.elements[0].storeOthersAsComment")).toEqual([]);
  });
});
