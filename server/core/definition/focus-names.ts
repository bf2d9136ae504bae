import type { Instrument } from "./instrument.ts";

/** The label sets 三个聚焦 (f), 四个聚焦 (g), 三大问题 (b), in words. @source forms.zh.md */
export const FOCUS_NAMES = {
  f1: "贯彻落实党的路线方针政策和党中央决策部署",
  f2: "群众身边腐败问题和不正之风",
  f3: "基层党组织软弱涣散、组织力欠缺",
  g1: "落实党的理论和路线方针政策、党中央重大决策部署",
  g2: "落实全面从严治党战略部署",
  g3: "落实新时代党的组织路线",
  g4: "巡视巡察、审计等监督发现问题整改",
  b1: "党的领导弱化",
  b2: "党的建设缺失",
  b3: "全面从严治党不力",
} as const;

export const FOCUS_SETS = { f: "三个聚焦", g: "四个聚焦", b: "三大问题" } as const;

/** What a code says in a form: a label of the three sets, or of one of its own; null: nobody has said. */
export const focusName = ({ labelSets = [] }: Pick<Instrument, "labelSets">, code: string): string | null =>
  (FOCUS_NAMES as { readonly [code: string]: string })[code] ??
  labelSets.flatMap(({ labels }) => labels).find((label) => label.code === code)?.title ??
  null;
