import { describe, expect, it } from "vitest";
import { isProblem } from "../problem.ts";
import type { Leader } from "../roster/unit.ts";
import { digestOf } from "./canonical.ts";
import { checkInstrument } from "./check-instrument.ts";
import { compileChecker } from "./checker.ts";
import { freezeForm, type FormContext } from "./freeze-form.ts";
import type { Instrument } from "./instrument.ts";
import { isRated } from "./is-rated.ts";
import { optionValue } from "./option-value.ts";

const CHOICES = ["good", "poor", "unknown"];
const radio = (name: string, more: object = {}) => ({
  type: "radiogroup",
  name,
  title: name,
  isRequired: true,
  choices: CHOICES,
  ...more,
});

function instrument(change: Partial<Record<keyof Instrument, unknown>> = {}): Instrument {
  return checkInstrument({
    formatVersion: 1,
    id: "sample",
    version: "1",
    kind: "evaluation",
    title: "{{单位}}测评表",
    shortTitle: "测评表",
    introduction: "请评价{{领导班子}}",
    minutes: 1,
    anonymous: true,
    scales: {
      two: {
        options: [
          { value: "good", text: "好", points: 100 },
          { value: "poor", text: "差", points: "40" },
          { value: "unknown", text: "不了解", points: null },
        ],
      },
    },
    parts: [{ id: "one", title: "一", weight: 25 }],
    items: {
      a: { scale: "two", part: "one", dimension: "duties", focus: ["f1"] },
      b: { scale: "two", part: "one" },
      c: { scale: "two", weight: 75 },
      d: {
        exclusive: { none: "none", unknown: "unknown" },
        tags: { x: "形式主义" },
        dimensions: { x: "style" },
        omitBeside: "appraisal",
      },
      e: { scale: "two", optional: true },
    },
    scoring: { rule: "items" },
    survey: {
      pages: [
        {
          name: "p1",
          title: "单位的{{领导班子}}",
          elements: [radio("a"), radio("b"), radio("c"), radio("e")],
        },
        {
          name: "p2",
          elements: [
            { type: "checkbox", name: "d", choices: ["x", "none", { value: "unknown", text: "不了解" }] },
          ],
        },
        { name: "p3", elements: [{ type: "comment", name: "note", visibleIf: "{d} contains 'x'" }] },
      ],
    },
    ...change,
  }).instrument;
}

const leader = (name: string, isPrincipal = false): Leader => ({
  name,
  post: isPrincipal ? "局长" : "副局长",
  since: "",
  isPrincipal,
});

const context = (change: Partial<FormContext> = {}): FormContext => ({
  leaders: [],
  variables: { 单位: "县水利局党组", 领导班子: "领导班子" },
  include: [],
  kindsInRound: ["evaluation"],
  ...change,
});

describe("freezeForm", () => {
  it("fills variables, prices options and shares a part's weight exactly", () => {
    const form = freezeForm(instrument(), context());
    expect([form.title, form.introduction]).toEqual(["县水利局党组测评表", "请评价领导班子"]);
    expect(form.items.map(({ leaf, part, weight }) => [leaf, part, weight])).toEqual([
      ["a", "one", "25/2"],
      ["b", "one", "25/2"],
      ["c", null, "75"],
      ["d", null, null],
    ]);
    expect(form.leaves[0]).toMatchObject({
      kind: "choice",
      options: [{ points: "100", dontKnow: false }, { points: "40" }, { points: null, dontKnow: true }],
    });
    expect(form.leaves[3]).toMatchObject({
      kind: "multi",
      none: 1,
      unknown: 2,
      options: [{ tag: "形式主义", dimension: "style" }, {}, {}],
    });
    expect(form.leaves[3]).not.toHaveProperty("options.1.dimension");
  });

  it("decides optional questions and those that another instrument of the round replaces", () => {
    const names = (change: Partial<FormContext>): string[] =>
      freezeForm(instrument(), context(change)).leaves.map(({ id }) => id);
    expect(names({})).toEqual(["a", "b", "c", "d", "note"]);
    expect(names({ include: ["e"] })).toEqual(["a", "b", "c", "e", "d", "note"]);
    expect(names({ kindsInRound: ["appraisal"] })).toEqual(["a", "b", "c", "note"]);
  });

  it("drops a page that has nothing left", () => {
    const form = freezeForm(instrument(), context({ kindsInRound: ["appraisal"] }));
    expect((form.survey["pages"] as { name: string }[]).map(({ name }) => name)).toEqual(["p1", "p3"]);
  });

  it("makes the phone exclude what the checker excludes", () => {
    const form = freezeForm(instrument(), context());
    const [, page] = form.survey["pages"] as { elements: { choices: unknown[] }[] }[];
    expect(page!.elements[0]!.choices).toEqual([
      "x",
      { value: "none", isExclusive: true },
      { value: "unknown", text: "不了解", isExclusive: true },
    ]);
    const answers = { a: "good", b: "good", c: "good", d: ["x", "none"] };
    expect(() => compileChecker(form)(answers)).toThrow("ballot.invalid");
  });

  it("uses the words of a unit type, but not inside variables", () => {
    const words = [
      ["单位", "村"],
      ["村", "镇"],
    ] as const;
    const form = freezeForm(instrument(), context({ words }));
    const [page] = form.survey["pages"] as { title: string }[];
    expect([form.title, page!.title]).toEqual(["县水利局党组测评表", "村的领导班子"]);
  });

  it("keeps what a roster brings from being read as markup", () => {
    const form = freezeForm(instrument(), context({ variables: { 单位: "{a}<b>&", 领导班子: "x" } }));
    expect(form.title).toBe("｛a｝＜b＞＆测评表");
  });

  it("refuses a variable without a value", () => {
    try {
      freezeForm(instrument(), context({ variables: { 单位: "甲" } }));
      expect.unreachable();
    } catch (error) {
      expect(
        isProblem(error, "definition.invalid") && error.facts.faults.map(({ sentence }) => sentence),
      ).toEqual(["变量“{{领导班子}}”没有对应的内容"]);
    }
  });

  it("gives the same digest for the same input and another for any other", () => {
    const digest = (change: Partial<FormContext>): string =>
      digestOf(freezeForm(instrument(), context(change)));
    expect(digest({})).toBe(digest({}));
    expect(digest({ variables: { 单位: "乙", 领导班子: "领导班子" } })).not.toBe(digest({}));
  });

  it("shares the weight of a matrix over its rows", () => {
    const matrix = { type: "matrix", name: "m", columns: CHOICES, rows: ["x", "y", "z"] };
    const form = freezeForm(
      instrument({ parts: [], items: { m: { scale: "two", weight: 100 } }, survey: { elements: [matrix] } }),
      context(),
    );
    expect(form.items.map(({ leaf, weight, item }) => [leaf, weight, item])).toEqual([
      ["m/x", "100/3", "m"],
      ["m/y", "100/3", "m"],
      ["m/z", "100/3", "m"],
    ]);
  });
});

describe("a form that repeats per leader", () => {
  const members = instrument({
    parts: [],
    items: {
      m00: { scale: "two", weight: 100, repeat: "leader" },
      m06: { scale: "two", repeat: "principal" },
      why: { repeat: "leader" },
    },
    scoring: { rule: "leaders", principal: 40, others: 60 },
    survey: {
      pages: [
        {
          name: "p",
          elements: [
            { type: "text", name: "before" },
            {
              type: "panel",
              name: "card",
              title: "{{姓名}}　{{职务}}（{{i}}/{{n}}）",
              elements: [
                radio("m00"),
                radio("m06"),
                { type: "text", name: "why", visibleIf: "{m00} = 'poor'" },
              ],
            },
            { type: "text", name: "after" },
          ],
        },
      ],
    },
  });
  const form = freezeForm(members, context({ leaders: [leader("张三", true), leader("李四")] }));
  const pages = form.survey["pages"] as {
    name: string;
    title?: string;
    elements: { name: string; visibleIf?: string }[];
  }[];

  it("has one page per leader between what stood before and after", () => {
    expect(pages.map(({ name, title }) => [name, title])).toEqual([
      ["p", undefined],
      ["card__1", "张三　局长（1/2）"],
      ["card__2", "李四　副局长（2/2）"],
      ["p__after", undefined],
    ]);
  });

  it("asks principals only what is for principals", () => {
    expect(form.leaves.map(({ id }) => id)).toEqual([
      "before",
      "m00__1",
      "m06__1",
      "why__1",
      "m00__2",
      "why__2",
      "after",
    ]);
    expect(
      form.items.map(({ leaf, item, leader: position, weight }) => [leaf, item, position, weight]),
    ).toEqual([
      ["m00__1", "m00", 1, "100"],
      ["m06__1", "m06", 1, null],
      ["why__1", "why", 1, null],
      ["m00__2", "m00", 2, "100"],
      ["why__2", "why", 2, null],
    ]);
  });

  it("makes a cloned condition mean the clone", () => {
    expect(pages[2]!.elements[1]!.visibleIf).toBe("{m00__2} = 'poor'");
    const check = compileChecker(form);
    const answers = { m00__1: "good", m06__1: "good", m00__2: "poor", why__2: "少见" };
    expect(check(answers).texts).toEqual([{ leaf: "why__2", text: "少见" }]);
    expect(() => check({ ...answers, why__1: "x" })).toThrow("ballot.invalid");
  });

  it("names the leader in a refusal", () => {
    try {
      compileChecker(form)({ m00__1: "good", m06__1: "good" });
      expect.unreachable();
    } catch (error) {
      expect(isProblem(error, "ballot.invalid") && error.facts.questions).toEqual([
        { question: "m00__2", title: "李四：m00", reason: "required" },
      ]);
    }
  });

  it("cannot be made without leaders when nothing else is asked", () => {
    const only = {
      ...members,
      survey: {
        pages: [{ name: "p", elements: [radio("m00"), radio("m06"), { type: "text", name: "why" }] }],
      },
    };
    expect(() => freezeForm(only, context())).toThrow("definition.invalid");
  });
});

describe("isRated", () => {
  const form = freezeForm(instrument(), context());
  const check = compileChecker(form);
  const answersOf = (a: string, b: string, c: string) => check({ a, b, c }).answers;

  it("wants one item rated with something other than 不了解", () => {
    expect(isRated(form, answersOf("unknown", "unknown", "unknown"))).toBe(false);
    expect(isRated(form, answersOf("unknown", "poor", "unknown"))).toBe(true);
  });

  it("does not count ticks and texts of a form that rates", () => {
    const { answers } = check({ a: "unknown", b: "unknown", c: "unknown", d: ["x"], note: "写了" });
    expect(isRated(form, answers)).toBe(false);
  });

  it("wants any answer of a form that rates nothing", () => {
    const plain = freezeForm(instrument({ items: {}, parts: [], scoring: { rule: "none" } }), context());
    expect(
      isRated(
        plain,
        plain.leaves.map(() => null),
      ),
    ).toBe(false);
    expect(
      isRated(
        plain,
        plain.leaves.map((_, at) => (at === 1 ? 2 : null)),
      ),
    ).toBe(true);
  });
});

describe("optionValue", () => {
  it("gives back what the person chose", () => {
    const form = freezeForm(instrument(), context());
    const given = { a: "good", b: "poor", c: "unknown", d: ["x"] };
    const { answers } = compileChecker(form)(given);
    expect(form.leaves.slice(0, 4).map((leaf, at) => optionValue(leaf, answers[at]!))).toEqual(
      Object.values(given),
    );
    expect(optionValue(form.leaves[0]!, null)).toBeNull();
  });
});
