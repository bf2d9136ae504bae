/** What a line of the record changed, in words; what it says of itself stands in `audit.ts`. */
import type { AuditChange, AuditField } from "../../server/core/audit-change.ts";
import { categoryWords, settings } from "./console.ts";
import { rollSheetText } from "./on-site.ts";
import { words } from "./words.ts";

const fields = {
  title: settings.name,
  authority: settings.authority,
  setUp: settings.setUp,
  period: settings.period,
  feedbackDate: "反馈日期",
  openUntil: settings.openUntil,
  contactPhone: settings.phone,
  listPlace: "公示地点",
  mailbox: "海报上的信箱",
  email: "海报上的邮箱",
  visitAt: "海报上的来访地点",
  signedBy: "海报落款",
  signedOn: "海报日期",
  formCategories: "由谁填",
  formVersion: "版本",
  formItems: "选用题",
  formOrder: "表单次序",
  openCategories: "用开放二维码填的",
  scheme: settings.scheme,
  smallBlocks: "关于单位的表满 5 人单独计票",
  keyBits: "盲章密钥位数",
  judgesFirst: "先研判、后看结果",
  spanFrom: "本轮起日",
  spanTo: "本轮止日",
  unit: "单位",
  unitType: "单位类型",
  group: "巡察组",
  parent: "上级单位",
  predecessors: "前身单位",
  joined: "并入一起测评的单位",
  onRoll: "在册数",
  eligible: "应参加",
  weight: "权重（%）",
  eligibleBasis: "应参加口径",
  leaderPost: "职务",
  leaderSince: "任现职时间",
  leaderIsPrincipal: "正职",
  leaderOrder: "班子排序",
  meeting: rollSheetText.meeting,
  time: rollSheetText.time,
  place: rollSheetText.place,
  due: rollSheetText.due,
  present: rollSheetText.present,
  lost: rollSheetText.lost,
  ...rollSheetText.columns,
  note: rollSheetText.note,
  registered: "单位",
  history: "",
} satisfies Record<AuditField, string>;

type Value = AuditChange["from"];

/** A unit that came or went: what stands in the brackets behind it. */
const whole = {
  unit: (people: Value): string => `应参加 ${people} 人`,
  registered: (unitType: Value): string => String(unitType),
};

const YES_OR_NO: readonly AuditField[] = ["smallBlocks", "judgesFirst", "leaderIsPrincipal"];
const CATEGORIES: readonly AuditField[] = ["formCategories", "openCategories"];

function said(field: AuditField, value: Value): string {
  if (YES_OR_NO.includes(field)) return value === true ? "是" : "否";
  if (value === null) return "（空）";
  if (typeof value === "number") return String(value);
  return `“${namedIn(field, String(value))}”`;
}

function namedIn(field: AuditField, value: string): string {
  if (field === "setUp" && Object.hasOwn(words.setUp, value))
    return words.setUp[value as keyof typeof words.setUp];
  if (CATEGORIES.includes(field))
    return value
      .split("、")
      .map((id) => categoryWords[id] ?? id)
      .join("、");
  return value;
}

/** "截止时间：“10月1日”→“10月2日”", "甲局 职工 应参加：30→45", "加上单位“乙局”（应参加 12 人）" */
export function changeLine({ field, of = "", from, to }: AuditChange): string {
  if ((field === "unit" || field === "registered") && (from === null || to === null))
    return `${from === null ? "加上" : "去掉"}${fields[field]}“${of}”（${whole[field](from ?? to)}）`;
  const label = Object.hasOwn(fields, field) ? fields[field] : field;
  const name = [of, label].filter((part) => part !== "").join(" ");
  return `${name}：${said(field, from)}→${said(field, to)}`;
}

/** Every change of a line, and how many are not named. */
export const changeLines = (changes: readonly AuditChange[], more: number): readonly string[] => [
  ...changes.map(changeLine),
  ...(more > 0 ? [`另有 ${more} 处改动，见改前、改后校验码`] : []),
];
