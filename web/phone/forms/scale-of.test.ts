import { describe, expect, it } from "vitest";
import { scaleOf } from "./scale-of.ts";

const choices = (...texts: string[]) => texts.map((text) => ({ value: text, text }));

describe("scaleOf", () => {
  it("joins the official scales and sets 不了解 apart", () => {
    expect(scaleOf(choices("优秀", "称职", "基本称职", "不称职", "不了解"), [])?.steps).toHaveLength(4);
    expect(scaleOf(choices("满意", "基本满意", "不满意", "不了解"), [])?.apart.text).toBe("不了解");
  });

  it("believes the frozen form about which answer leaves the base", () => {
    expect(scaleOf(choices("好", "差", "不好说"), ["不好说"])?.apart.text).toBe("不好说");
    expect(scaleOf(choices("好", "差", "不好说"), [])).toBeNull();
  });

  it("lists long answers and scales without 不了解", () => {
    expect(scaleOf(choices("非常同意这个说法", "不同意", "不了解"), [])).toBeNull();
    expect(scaleOf(choices("好", "较好", "一般", "差"), [])).toBeNull();
    expect(scaleOf(choices("一", "二", "三", "四", "五", "不了解"), [])).toBeNull();
  });
});
