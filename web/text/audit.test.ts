import { expect, it } from "vitest";
import { auditText } from "./audit.ts";

it("says states, roles, reasons and who agreed in words", () => {
  expect(auditText.facts({ from: "open", reason: "名册有误", second: "a12f 审核人" })).toBe(
    "原来 正在收票；理由 名册有误；另一位 审核人",
  );
  expect(auditText.facts({ from: "judged" })).toBe("原来 研判已确认");
  expect(auditText.facts({ name: "王", role: "group", roleBefore: "office", groupBefore: null })).toBe(
    "账号 王；角色 巡察组；原来角色 巡察办",
  );
  expect(auditText.facts({ codes: true, codesBefore: false })).toBe("动态口令 是；原来动态口令 否");
  expect(auditText.facts({ code: "used" })).toBe("动态口令 已经用过");
  expect(auditText.facts({ batch: "B", to: "C" })).toBe("票袋 B；换成票袋 C");
});

it("shortens digests, and says of what it does not know what stands there", () => {
  expect(auditText.facts({ after: "0123456789abcdef".repeat(4) })).toBe("改后校验码 01234567");
  expect(auditText.facts({ toString: "x" })).toBe("toString x");
});
