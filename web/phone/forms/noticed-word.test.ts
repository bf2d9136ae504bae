import { describe, expect, it } from "vitest";
import { noticedWord } from "./noticed-word.ts";

describe("noticedWord", () => {
  it("finds a leader of the roster", () => {
    expect(noticedWord("希望陈志远同志多听意见", ["王建国", "陈志远"])).toBe("陈志远");
  });

  it("finds mobile, landline and identity numbers, full-width too", () => {
    expect(noticedWord("请打13800138000找我", [])).toBe("13800138000");
    expect(noticedWord("电话0559-1234567", [])).toBe("0559-1234567");
    expect(noticedWord("身份证11010519491231002X。", [])).toBe("11010519491231002X");
    expect(noticedWord("１３８００１３８０００", [])).toBe("13800138000");
  });

  it("leaves years, sums of money and ordinary text alone", () => {
    expect(noticedWord("2026年花了1200000元，20261120前办完", ["王"])).toBeNull();
    expect(noticedWord("", ["王建国"])).toBeNull();
  });
});
