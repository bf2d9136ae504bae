/** What the columns of a roster may be called. */
import { unitTypeOf } from "./category-names.ts";
import type { CategoryNames } from "./category-names.ts";
import { matchKey } from "./table.ts";

export const UNIT_COLUMNS = {
  name: ["单位名称", "单位", "被巡察单位", "被巡察党组织", "党组织名称"],
  parent: ["上级单位", "主管单位", "所属单位"],
  predecessors: ["前身单位", "原单位名称", "曾用名"],
  joined: ["并入单位", "并入的单位", "合并测评单位"],
  unitType: ["单位类型", "类型"],
  group: ["巡察组", "组别", "巡察组别"],
  onRoll: ["在册数", "在册人数", "在册"],
  basis: ["应参加口径", "口径", "应参加人数口径"],
  note: ["备注", "序号"],
} as const;

export const LEADER_COLUMNS = {
  unit: ["单位名称", "单位", "所在单位", "被巡察单位", "被巡察党组织"],
  name: ["姓名", "班子成员", "班子成员姓名"],
  post: ["职务", "现任职务"],
  since: ["任现职时间", "任职时间"],
  principal: ["正职", "是否正职"],
  order: ["排序", "班子排序"],
  note: ["备注", "序号"],
} as const;

const plainName = (key: string): string => key.replace(/[“”"'「」、,()\s]/g, "");

/** "a类应参加人数" → "a", "教职工(应参加)" → "教职工" */
const categoryPart = (key: string): string =>
  plainName(key)
    .replace(/^应参加/, "")
    .replace(/(应参加)?(人数|人员)?$/, "")
    .replace(/[类票]$/, "");

function named(columns: { readonly [meaning: string]: readonly string[] }, key: string): string | null {
  return Object.keys(columns).find((meaning) => columns[meaning]?.includes(key)) ?? null;
}

export const leaderMeaning = (key: string): string | null => named(LEADER_COLUMNS, key);

/** Meaning of a title of the unit table: a fixed one, or `eligible:` and a letter or a category's name. */
export function unitMeaning(names: CategoryNames): (key: string) => string | null {
  const parts = new Set(Object.keys(names.weights).map((id) => id.toLowerCase()));
  for (const unitType of names.unitTypes) {
    for (const name of Object.values(unitType.categories)) parts.add(categoryPart(matchKey(name)));
  }
  return (key) => {
    const fixed = named(UNIT_COLUMNS, key);
    if (fixed !== null) return fixed;
    const part = categoryPart(key);
    return parts.has(part) ? `eligible:${part}` : null;
  };
}

/** Which category an `eligible:` column counts for units of this type; null when the type has no such category. */
export function categoryOf(names: CategoryNames, unitType: string, meaning: string): string | null {
  const part = meaning.slice("eligible:".length);
  const named = unitTypeOf(names, unitType)?.categories ?? {};
  return (
    Object.keys(named).find((id) => id.toLowerCase() === part) ??
    Object.keys(named).find((id) => categoryPart(matchKey(named[id] ?? "")) === part) ??
    null
  );
}
