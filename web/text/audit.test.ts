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

it("says of parcels, codes and what a line is about nothing in English", () => {
  expect(auditText.facts({ kind: "sealed", reason: "doubled not-closed" })).toBe(
    "文件包 封存包；理由 已经交回过，不能再收一次、还没有封存",
  );
  expect(auditText.facts({ kind: "template", reason: "not-city" })).toBe(
    "文件包 模板包；理由 不是上级巡察办做的",
  );
  expect(auditText.facts({ code: "waiting" })).toBe("动态口令 试得太多，还在等待");
  expect(auditText.facts({ unit: "水利局", to: "p12" })).toBe("单位 水利局；新的测评编号 p12");
  expect(["register", "profile", "r2026"].map(auditText.about)).toEqual([
    "全覆盖台账",
    "账号管理方式",
    "r2026",
  ]);
});

it("shortens digests, and says of what it does not know what stands there", () => {
  expect(auditText.facts({ after: "0123456789abcdef".repeat(4) })).toBe("改后校验码 01234567");
  expect(auditText.facts({ toString: "x" })).toBe("toString x");
});
