/** Single words and short labels that several pages and documents share. */
import type { Role } from "../../server/core/access/role.ts";
import type { SetUp, PollState } from "../../server/core/round/round.ts";
import { FOCUS_NAMES, FOCUS_SETS } from "../../server/core/definition/focus-names.ts";
import { DIMENSION_NAMES } from "../../server/core/results/dimension-names.ts";
import type { Source } from "../../server/core/tally/tally.ts";

export const words = {
  product: "准绳",
  state: {
    draft: "准备中",
    away: "在巡察组电脑上",
    sealed: "已冻结，未开放",
    open: "正在收票",
    paused: "已暂停",
    closing: "正在封存",
    sealing: "正在封存",
    counted: "正在封存",
    closed: "已封存",
    invalid: "已宣布无效",
    destroyed: "已销毁",
    void: "已作废",
  } satisfies Record<PollState, string>,
  setUp: { onsite: "现场便携", online: "网上" } satisfies Record<SetUp, string>,
  source: { ticket: "扫码", open: "开放", paper: "纸质", import: "导入" } satisfies Record<Source, string>,
  dimension: DIMENSION_NAMES,
  focus: FOCUS_NAMES,
  focusSet: FOCUS_SETS,
  role: {
    office: "巡察办",
    group: "巡察组",
    viewer: "只读",
    sysadmin: "系统管理员",
    security: "安全保密员",
    auditor: "安全审计员",
  } satisfies Record<Role, string>,
} as const;

/** “甲”与“乙”, “甲”“乙”与“丙”: names in quotes, the last one joined by 与. */
export function joinNames(names: readonly string[]): string {
  const quoted = names.map((name) => `“${name}”`);
  const last = quoted.pop() ?? "";
  return quoted.length === 0 ? last : `${quoted.join("")}与${last}`;
}

/** Whole minutes for a person to read, at least 1. */
export const wholeMinutes = (minutes: number): number => Math.max(1, Math.ceil(minutes));
