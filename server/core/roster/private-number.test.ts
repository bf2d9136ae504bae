import { expect, it } from "vitest";
import { hasPrivateNumber } from "./private-number.ts";

it.each([
  ["电话13800138000", true],
  ["138-0013-8000", true],
  ["１３８ ００１３ ８０００", true],
  ["身份证11010119900307743x", true],
  ["110101 19900307 7430", true],
  ["资料 412 份、凭证 96 本", false],
  ["2026-11-27 会议 12 次", false],
  ["编号 123456789012345678901", false],
  ["23800138000", false],
])("hasPrivateNumber(%j) is %s", (text, wanted) => expect(hasPrivateNumber(text)).toBe(wanted));
