import { basename, join } from "node:path";
import { Model } from "survey-core";
import { describe, expect, it } from "vitest";
import { checkInstrument } from "../../server/core/definition/check-instrument.ts";
import { freezeForm } from "../../server/core/definition/freeze-form.ts";
import type { FrozenForm } from "../../server/core/definition/frozen.ts";
import type { Instrument } from "../../server/core/definition/instrument.ts";
import type { CategoryNames } from "../../server/core/roster/category-names.ts";
import { loadLibrary } from "../../server/definitions/load-library.ts";
import { checkBesideForms } from "../../server/core/scoring/check-beside-forms.ts";
import { checkScheme } from "../../server/core/scoring/check-scheme.ts";
import type { Scheme } from "../../server/core/scoring/scheme.ts";
import { EXAMPLE_VARIABLES, instrumentFiles, readJson, surveysFolder } from "./worked-example.ts";

const INSTRUMENTS = instrumentFiles().map((path) => readJson<Instrument>(path));
const instrument = (id: string): Instrument => INSTRUMENTS.find((one) => one.id === id)!;

const LEADERS = [
  { name: "甲", post: "党委书记", since: "", isPrincipal: true },
  { name: "乙", post: "副镇长", since: "", isPrincipal: false },
];

const freeze = (form: Instrument, kindsInRound = [form.kind], include: string[] = []): FrozenForm =>
  freezeForm(form, { variables: EXAMPLE_VARIABLES, leaders: LEADERS, include, kindsInRound });

describe("shipped forms", () => {
  it.each(INSTRUMENTS.map((one) => [one.id, one] as const))(
    "%s passes our own check without a warning",
    (_id, one) => {
      expect(checkInstrument(one)).toEqual({ instrument: one, warnings: [] });
    },
  );

  it.each(INSTRUMENTS.map((one) => [one.id, one] as const))(
    "%s loads in survey-core without complaint",
    (_id, one) => {
      for (const survey of [one.survey, freeze(one).survey]) {
        const model = new Model(structuredClone(survey));
        expect(model.jsonErrors ?? []).toEqual([]);
        expect(model.getAllQuestions().length).toBeGreaterThan(0);
      }
    },
  );

  it.each(INSTRUMENTS.map((one) => [one.id, one] as const))(
    "%s requires every choice and no text, and keeps 不了解 last",
    (_id, one) => {
      const questions = new Model(structuredClone(one.survey)).getAllQuestions();
      for (const question of questions) {
        expect([question.name, question.isRequired]).toEqual([
          question.name,
          question.getType() !== "comment",
        ]);
        if (question.getType() === "comment" || one.kind === "scoresheet") continue;
        expect(question["choices"].at(-1).text).toBe("不了解");
      }
    },
  );

  it("are the ten of the design, and the score sheets say that they are not anonymous", () => {
    expect(instrumentFiles().map((path) => basename(path))).toHaveLength(10);
    for (const one of INSTRUMENTS) {
      const isSheet = one.kind === "scoresheet";
      expect(one.anonymous).toBe(!isSheet);
      expect(one.title.includes("本表为评委评分，不是匿名测评")).toBe(isSheet);
    }
  });

  it("weigh the team's items 25/20/20/20/15 by section and the questionnaire's items equally", () => {
    const team = freeze(instrument("leadership-team"));
    expect(team.items.map((item) => item.weight)).toEqual([
      ...Array<string>(4).fill("25/4"),
      ...Array<string>(4).fill("5"),
      "10",
      "10",
      ...Array<string>(3).fill("20/3"),
      "15/2",
      "15/2",
      null,
    ]);
    const rated = freeze(instrument("staff-questionnaire")).items.filter((item) => item.weight !== null);
    expect(rated.map((item) => item.weight)).toEqual(Array<string>(16).fill("25/4"));
  });

  it("leave q20 and its text box out beside 民主评议", () => {
    const form = instrument("staff-questionnaire");
    const names = (kinds: Parameters<typeof freeze>[1]): string[] =>
      freeze(form, kinds).leaves.map((leaf) => leaf.id);
    expect(names(["questionnaire"])).toEqual(expect.arrayContaining(["q20", "q20t", "q21"]));
    const beside = names(["questionnaire", "appraisal"]);
    expect(beside).not.toContain("q20");
    expect(beside).not.toContain("q20t");
    expect(beside).toEqual(expect.arrayContaining(["q19t", "q21", "q22"]));
  });

  it("give every leader a card, and m06 to a 正职 when the round asks for it", () => {
    const form = freeze(instrument("leadership-members"), undefined, ["m06"]);
    expect(form.leaves.map((leaf) => leaf.id)).toEqual(["m00__1", "m06__1", "m00__2"]);
    const pages = form.survey["pages"] as readonly { title: string }[];
    expect(pages.map((page) => page.title)).toEqual([
      "甲　党委书记　（第 1 位，共 2 位）",
      "乙　副镇长　（第 2 位，共 2 位）",
    ]);
  });

  it("show a text box only after a problem was ticked, and let 没有发现 and 不了解 stand alone", () => {
    const model = new Model(structuredClone(freeze(instrument("staff-questionnaire")).survey));
    const box = model.getQuestionByName("q18t");
    const ticks = model.getQuestionByName("q18") as unknown as {
      choices: { value: string }[];
      clickItemHandler(item: unknown, checked: boolean): void;
      value: string[];
    };
    const tick = (value: string): void =>
      ticks.clickItemHandler(
        ticks.choices.find((one) => one.value === value),
        true,
      );
    expect(box.isVisible).toBe(false);
    tick("a");
    tick("j");
    expect([[...ticks.value], box.isVisible]).toEqual([["a", "j"], true]);
    tick("none");
    expect([[...ticks.value], box.isVisible]).toEqual([["none"], false]);
    tick("unknown");
    expect([...ticks.value]).toEqual(["unknown"]);
    tick("c");
    expect([[...ticks.value], box.isVisible]).toEqual([["c"], true]);
  });

  it("say above every multi-select that counts of 1 are printed", () => {
    const multis = INSTRUMENTS.flatMap((one) =>
      new Model(structuredClone(one.survey))
        .getAllQuestions()
        .filter((question) => question.getType() === "checkbox"),
    );
    expect(multis).toHaveLength(7);
    for (const question of multis) expect(question.description).toContain("只有一人选，结果里也会显示为 1");
  });
});

describe("shipped schemes", () => {
  const scheme = (file: string): Scheme =>
    checkScheme(readJson(join(surveysFolder, "schemes", "political-ecology", file)));

  it("share 100 points as domain.md §4 says, and name forms that are shipped", () => {
    const points = (file: string): unknown[] => scheme(file).parts.map((part) => part.points);
    expect(points("scheme.json")).toEqual([20, 10, 20, 30, 20]);
    expect(points("opinion-only.json")).toEqual([40, 20, 40]);
  });

  it("fit the forms that are shipped, all of them", async () => {
    const { schemes, instruments } = await loadLibrary(surveysFolder);
    const forms = new Map([...instruments].map(([id, loaded]) => [id, loaded.instrument]));
    expect(schemes.size).toBe(5);
    for (const { scheme: one } of schemes.values()) expect(checkBesideForms(one, forms)).toEqual([]);
  });

  it("give no grade from questionnaires alone", () => {
    expect(scheme("scheme.json").grades.map((band) => band.grade)).toEqual(["良好", "较好", "较差"]);
    expect(scheme("opinion-only.json").grades).toEqual([]);
  });
});

describe("category names", () => {
  const names = readJson<CategoryNames>(join(surveysFolder, "category-names.json"));

  it("have a name for every category and unit type, and weigh A, B and C to 100", () => {
    expect(names.weights).toEqual({ A: "20", B: "30", C: "50", D: "0" });
    for (const type of names.unitTypes) expect(Object.keys(type.categories)).toEqual(["A", "B", "C", "D"]);
    expect(new Set(names.unitTypes.map((type) => type.name)).size).toBe(names.unitTypes.length);
  });

  it("reword the questionnaire for a village", () => {
    const village = names.unitTypes.find((type) => type.name === "村")!;
    const form = freezeForm(instrument("staff-questionnaire"), {
      variables: { ...EXAMPLE_VARIABLES, ...village.variables },
      words: village.words,
      leaders: [],
      include: [],
      kindsInRound: ["questionnaire"],
    });
    const title = (leaf: string): string | undefined => form.leaves.find((one) => one.id === leaf)?.title;
    expect(title("q03")).toBe("村“两委”班子成员遵守政治纪律和政治规矩的情况如何？");
    expect(title("q05")).toBe("村党组织书记听取不同意见的情况如何？");
    expect(title("q11")).toBe("村务、财务和工程项目等应当公开的事项，公开的情况如何？");
    expect(title("q12")).toBe("低保、补贴、宅基地等涉及群众利益的事项，公平公正的情况如何？");
    expect(title("q15")).toBe("本村（社区）发展党员和推选村干部公道正派的情况如何？");
    expect(form.title).toBe("巡察工作调查问卷（党员和村（居）民代表）");
    const worded = (id: string) =>
      JSON.stringify(
        freezeForm(instrument(id), {
          variables: { ...EXAMPLE_VARIABLES, ...village.variables },
          words: village.words,
          leaders: LEADERS,
          include: [],
          kindsInRound: ["questionnaire"],
        }),
      );
    for (const id of ["leadership-team", "leadership-members", "appraisal"])
      expect(
        worded(id)
          .replaceAll("村“两委”班子", "")
          .match(/领导班子/g),
      ).toBeNull();
    expect(worded("appraisal")).toContain("村“两委”班子和干部队伍建设抓得不够");
  });
});
