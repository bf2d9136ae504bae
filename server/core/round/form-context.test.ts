import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { freezeForm } from "../definition/freeze-form.ts";
import type { Instrument } from "../definition/instrument.ts";
import { formContext } from "./form-context.ts";

const form = JSON.parse(
  readFileSync(new URL("../../../surveys/rectification/definition.json", import.meta.url), "utf8"),
) as Instrument;

const introduction = (title: string): string =>
  freezeForm(
    form,
    formContext(
      { title, period: "近三年", feedbackDate: "2026年9月1日" },
      { name: "县水利局党组", group: "县委第一巡察组", leaders: [] },
      undefined,
      { include: [], kinds: [form.kind] },
    ),
  ).introduction;

describe("the round in the words of a form", () => {
  it.each(["十五届县委第三轮巡察", "十五届县委第三轮"])("%s is said to have inspected once", (title) => {
    expect(introduction(title)).toMatch(/^十五届县委第三轮巡察于2026年9月1日向县水利局党组反馈了意见。/);
  });

  it("keeps a title that is nothing else", () => {
    expect(introduction("巡察")).toMatch(/^巡察巡察于/);
  });
});
