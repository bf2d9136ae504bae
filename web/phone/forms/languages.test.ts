import { describe, expect, it } from "vitest";
import { languagesOf, withChineseDefault } from "./languages.ts";

describe("withChineseDefault", () => {
  it("gives every localised text its Chinese as default, and touches nothing else", () => {
    const survey = {
      title: { "zh-cn": "表", bo: "རེའུ་མིག" },
      elements: [{ name: "q", title: { default: "题", zh: "题目" } }],
    };
    expect(withChineseDefault(survey)).toEqual({
      title: { "zh-cn": "表", bo: "རེའུ་མིག", default: "表" },
      elements: [{ name: "q", title: { default: "题", zh: "题目" } }],
    });
  });
});

describe("languagesOf", () => {
  it("finds Chinese first, then every language of a localised text, wherever it stands", () => {
    const survey = {
      title: { "zh-cn": "表", bo: "རེའུ་མིག" },
      pages: [
        {
          elements: [
            { name: "q", title: "题", choices: [{ value: 1, text: { default: "好", ug: "ياخشى" } }] },
          ],
        },
      ],
    };
    expect(languagesOf(survey)).toEqual(["zh-cn", "bo", "ug"]);
  });

  it("finds Chinese alone where no text is localised", () => {
    expect(languagesOf({ title: "表", pages: [{ elements: [{ type: "text", name: "zh" }] }] })).toEqual([
      "zh-cn",
    ]);
  });
});
