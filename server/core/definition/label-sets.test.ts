/** Label sets of an office's own: checked, edited, compared, printed. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { changeSentence } from "../../../web/text/form-changes.ts";
import { approvalDocument } from "../documents/approval-document.ts";
import { isProblem } from "../problem.ts";
import { digestOf } from "./canonical.ts";
import { checkInstrument } from "./check-instrument.ts";
import { compareInstruments } from "./edit/compare-instruments.ts";
import {
  addLabel,
  addLabelSet,
  changeLabelSet,
  freeLetters,
  putLabelSet,
  removeLabelSet,
} from "./edit/edit-label-sets.ts";
import { focusName } from "./focus-names.ts";
import type { Instrument, LabelSet } from "./instrument.ts";

const FILE = new URL("../../../surveys/leadership-team/definition.json", import.meta.url);
const plain = JSON.parse(readFileSync(FILE, "utf8")) as Instrument;
const OWN: LabelSet = {
  id: "c",
  title: "两个方面",
  labels: [
    { code: "c1", title: "为民" },
    { code: "c2", title: "务实" },
  ],
};
const labelled = (form: Instrument, item: string, focus: readonly string[]): Instrument => ({
  ...form,
  items: { ...form.items, [item]: { ...form.items[item], focus } },
});
const own = labelled(putLabelSet(plain, OWN), "t01", ["f1", "c1"]);

function faultsOf(labelSets: readonly LabelSet[]): readonly string[] {
  try {
    checkInstrument({ ...plain, labelSets });
    return [];
  } catch (error) {
    if (!isProblem(error, "definition.invalid")) throw error;
    return error.facts.faults.map(({ path }) => path);
  }
}

describe("the check of a form's own label sets", () => {
  it("takes what is named once under a letter of its own", () => {
    expect(checkInstrument(own)).toMatchObject({ instrument: { labelSets: [OWN] }, warnings: [] });
  });

  it.each(["f", "g", "b"])("refuses the shipped set %s", (id) => {
    expect(faultsOf([{ ...OWN, id, labels: [{ code: `${id}1`, title: "为民" }] }])).toEqual([
      "$.labelSets[0].id",
    ]);
  });

  it("refuses letters, titles, codes and labels that stand twice, and codes of another letter", () => {
    const [first, second] = OWN.labels as [LabelSet["labels"][number], LabelSet["labels"][number]];
    expect(faultsOf([OWN, { ...OWN, labels: [{ code: "c3", title: "清廉" }] }])).toEqual([
      "$.labelSets[1].id",
      "$.labelSets[1].title",
    ]);
    expect(faultsOf([{ ...OWN, labels: [first, { ...second, code: "c1" }] }])).toEqual([
      "$.labelSets[0].labels[1].code",
    ]);
    expect(faultsOf([{ ...OWN, labels: [first, { ...second, title: first.title }] }])).toEqual([
      "$.labelSets[0].labels[1].title",
    ]);
    expect(faultsOf([{ ...OWN, labels: [{ ...first, code: "d1" }] }])).toEqual([
      "$.labelSets[0].labels[0].code",
    ]);
    expect(faultsOf([{ ...OWN, labels: [] }])).toEqual(["$.labelSets[0].labels"]);
    expect(faultsOf([{ ...OWN, labels: [{ ...first, title: "" }] }])).toEqual([
      "$.labelSets[0].labels[0].title",
    ]);
  });

  it("warns of a code that nobody has named", () => {
    const { warnings } = checkInstrument(labelled(plain, "t01", ["h1"]));
    expect(warnings.map(({ path }) => path)).toEqual(["$.items.t01.focus[0]"]);
  });
});

describe("editing them", () => {
  it("takes the first letter that neither this form nor another has", () => {
    expect(freeLetters(["a", "c"])[0]).toBe("d");
    expect(freeLetters([], "x")[0]).toBe("x");
    const added = addLabelSet(addLabelSet(plain, "甲", ["a"]), "乙", ["a"]);
    expect(added.labelSets?.map(({ id, title }) => [id, title])).toEqual([
      ["c", "甲"],
      ["d", "乙"],
    ]);
    expect(addLabelSet(plain, "满", [..."abcdefghijklmnopqrstuvwxyz"])).toBe(plain);
  });

  it("gives a new label the lowest number that is free", () => {
    const { labels } = addLabel({ ...OWN, labels: [{ code: "c2", title: "务实" }] });
    expect(labels.map(({ code }) => code)).toEqual(["c2", "c1"]);
  });

  it("lets the items follow: another letter, a label that is gone, a set that is gone", () => {
    const set = own.labelSets![0]!;
    const moved = changeLabelSet(own, set, { ...set, id: "d" });
    expect(moved.labelSets![0]!.labels.map(({ code }) => code)).toEqual(["d1", "d2"]);
    expect(moved.items["t01"]!.focus).toEqual(["f1", "d1"]);
    const fewer = changeLabelSet(own, set, { ...set, labels: set.labels.slice(1) });
    expect(fewer.items["t01"]!.focus).toEqual(["f1"]);
    expect(removeLabelSet(own, set)).toEqual(labelled(plain, "t01", ["f1"]));
    for (const one of [moved, fewer]) expect(checkInstrument(one).warnings).toEqual([]);
  });
});

it("says in words what differs", () => {
  const before = labelled(own, "t01", ["f1"]);
  const set = {
    id: "c",
    title: "三个方面",
    labels: [
      { code: "c1", title: "为了人民" },
      { code: "c3", title: "清廉" },
    ],
  };
  const after = { ...own, labelSets: [set] };
  expect(compareInstruments(before, after).map(changeSentence)).toEqual([
    "标签组名称由“两个方面”改为“三个方面”",
    "标签组“三个方面”去掉“务实”",
    "标签组“三个方面”的标签由“为民”改为“为了人民”",
    "标签组“三个方面”新增“清廉”",
    expect.stringContaining(
      "的聚焦方面由“贯彻落实党的路线方针政策和党中央决策部署”改为“贯彻落实党的路线方针政策和党中央决策部署、为了人民”",
    ),
  ]);
  expect(compareInstruments(plain, putLabelSet(plain, OWN)).map(changeSentence)).toEqual([
    "新增标签组“两个方面”（为民、务实）",
  ]);
  expect(compareInstruments(putLabelSet(plain, OWN), plain).map(changeSentence)).toEqual([
    "去掉标签组“两个方面”（为民、务实）",
  ]);
});

it("stands in the 送审稿, at the question and by itself", () => {
  const said = JSON.stringify(approvalDocument(own, digestOf(own)));
  expect(said).toContain("贯彻落实党的路线方针政策和党中央决策部署；为民");
  expect(said).toContain("本表另设标签组“两个方面”：为民；务实。");
  expect(focusName(own, "c2")).toBe("务实");
});
