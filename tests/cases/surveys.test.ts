import { basename } from "node:path";
import { Model } from "survey-core";
import { describe, expect, it } from "vitest";
import { freezeForm } from "../../server/core/definition/freeze-form.ts";
import type { FrozenForm } from "../../server/core/definition/frozen.ts";
import type { Instrument } from "../../server/core/definition/instrument.ts";
import { EXAMPLE_VARIABLES, instrumentFiles, readJson } from "./worked-example.ts";

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
