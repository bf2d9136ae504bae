/** Every type of element that survey-core knows is either taken or refused by its name: the list is survey-core's own. */
import { ElementFactory, QuestionFactory, Serializer } from "survey-core";
import { describe, expect, it } from "vitest";
import { checkSurvey } from "../../server/core/definition/check-survey.ts";
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

function faultsOf(type: string): readonly DefinitionFault[] {
  const elements = [
    { type, name: "q", title: "题目", ...PARTS[type] },
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
