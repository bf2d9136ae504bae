import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { locateJson, NotJson } from "./locate-json.ts";
import { JSON_DEPTH_MAX } from "./strict-json.ts";

const TEXT = `{
  "survey": {
    "pages": [
      { "name": "p1", "elements": [] },
      {"name": "p2", "q/a.b": 1}
    ]
  }
}`;

function faultOf(text: string): NotJson {
  try {
    locateJson(text);
  } catch (error) {
    if (error instanceof NotJson) return error;
    throw error;
  }
  throw new Error("read");
}

describe("locateJson", () => {
  it.each([
    ["$", 1, 1],
    ["$.survey", 2, 3],
    ["$.survey.pages[0]", 4, 7],
    ["$.survey.pages[1].name", 5, 8],
    ["$.survey.pages[1].q/a.b", 5, 22],
  ])("finds %s in line %i, column %i", (path, line, column) => {
    expect(locateJson(TEXT).placeOf(path)).toEqual({ line, column });
    expect(locateJson(`\uFEFF${TEXT}`).placeOf(path)).toEqual({ line, column });
  });

  it("points at what is around a value that is missing", () => {
    expect(locateJson(TEXT).placeOf("$.survey.pages[0].elements[3].title")).toEqual({ line: 4, column: 23 });
    expect(locateJson(TEXT).placeOf("$.id")).toEqual({ line: 1, column: 1 });
    expect(locateJson(TEXT).placeOf("elsewhere")).toEqual({ line: 1, column: 1 });
  });

  it("names every key that an object gives twice", () => {
    const { repeatedKeys } = locateJson('{"a":1,"b":{"a":2,"a":3},"a":4}');
    expect(repeatedKeys.map(({ path }) => path)).toEqual(["$.b.a", "$.a"]);
  });

  it.each([
    ['{\n  "a": 1,\n}', 2, "} 前面多了一个逗号"],
    ["[1, 2,]", 1, "] 前面多了一个逗号"],
    ["{'a': 1}", 1, "现在是“'”"],
    ['{"a"：1}', 1, "现在是“：”"],
    ['{\n"a": 1\n"b": 2}', 3, "这里应为英文逗号或 }"],
    ['{"a": “好”}', 1, "现在是““”"],
    ['{"a": "好\n"}', 1, "文字没有写完"],
    ['{"a": tru}', 1, "这里应为一个值"],
    ['{"a": [1', 1, "写到一半就结束了"],
    ['{"a": 1} x', 1, "后面不应再有内容"],
    ['{\n\n"__proto__": 1}', 3, "键不能叫"],
    ["", 1, "写到一半就结束了"],
  ])("says where and why %j is not JSON", (text, line, sentence) => {
    const fault = faultOf(text);
    expect(fault.place.line).toBe(line);
    expect(fault.message).toContain(sentence);
  });

  it("stops at the depth that strict JSON allows", () => {
    const nested = (levels: number): string => "[".repeat(levels) + "]".repeat(levels);
    expect(locateJson(nested(JSON_DEPTH_MAX)).placeOf("$[0]")).toEqual({ line: 1, column: 2 });
    expect(faultOf(nested(JSON_DEPTH_MAX + 1)).message).toContain("嵌套超过");
  });

  it("reads what JSON.parse reads and refuses what it refuses", () => {
    const broken = fc
      .tuple(fc.json({ maxDepth: 4 }), fc.nat(), fc.constantFrom("", ",", '"', "}", "\\", "\n", "0", "e"))
      .map(
        ([json, at, sign]) =>
          json.slice(0, at % (json.length + 1)) + sign + json.slice((at % (json.length + 1)) + 1),
      );
    fc.assert(
      fc.property(fc.oneof(fc.json({ maxDepth: 4 }), broken), (text) => {
        fc.pre(!/__proto__|constructor|prototype/.test(text));
        const isJson = attempt(() => JSON.parse(text) as unknown);
        expect(attempt(() => locateJson(text))).toBe(isJson);
      }),
      { numRuns: 2000 },
    );
  });
});

function attempt(act: () => unknown): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}
