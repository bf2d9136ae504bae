import type { UnitAssessment } from "../scoring/scheme.ts";
import { EMPTY_ASSESSMENT } from "../scoring/scheme.ts";
import { canonicalJson } from "../definition/canonical.ts";
import { entryFields } from "./entry-fields.ts";
import type { Scheme } from "../scoring/scheme.ts";
import { INSPECTION } from "./inspection.ts";
import { FOCUS_SETS, problemsOf, WORKLOAD, WORKLOAD_MORE } from "./workload.ts";

const NONE = "空";

/**
 * What changed between two assessments, in words: "工作作风 有改动；审计财务 空→1". Numbers of cases are said with before
 * and after; of scores and reasons only that they changed, for people read the record who may see no result.
 *
 * @param before null = nothing had been entered
 */
export function describeChange(scheme: Scheme, before: UnitAssessment | null, after: UnitAssessment): string {
  const old = before ?? EMPTY_ASSESSMENT;
  const { dimensions, kinds, facts, panels } = entryFields(scheme);
  const lines: string[] = [];
  const compare = (
    title: string,
    from: string | number | undefined,
    to: string | number | undefined,
  ): void => {
    if (String(from ?? NONE) !== String(to ?? NONE)) lines.push(`${title} ${from ?? NONE}→${to ?? NONE}`);
  };
  for (const { id, title } of dimensions) {
    const [from, to] = [old.judgement?.[id], after.judgement?.[id]];
    if (String(from?.score ?? "") !== String(to?.score ?? "")) lines.push(`${title} 有改动`);
    if ((from?.reason ?? "") !== (to?.reason ?? "")) lines.push(`${title}理由 有改动`);
  }
  for (const { id, title } of kinds) compare(title, old.supervision?.[id], after.supervision?.[id]);
  for (const { id, title } of panels) {
    const [from, to] = [old.panels?.[id] ?? [], after.panels?.[id] ?? []];
    compare(`${title}评分表`, sheetIn(old, id), sheetIn(after, id));
    if (old.panelSheets?.[id]?.converted?.score !== after.panelSheets?.[id]?.converted?.score)
      lines.push(`${title}折算的得分 有改动`);
    if (canonicalJson(from) !== canonicalJson(to)) lines.push(`${title} ${to.length} 份评分表，有改动`);
  }
  compare("专项扣分", pointsOf(old.deductions), pointsOf(after.deductions));
  compare("加分", pointsOf(old.bonus), pointsOf(after.bonus));
  for (const { id, title } of facts) {
    compare(title, old.facts.includes(id) ? "是" : "否", after.facts.includes(id) ? "是" : "否");
  }
  for (const { id, title } of counters()) compare(title, old.workload[id], after.workload[id]);
  for (const { id, title } of INSPECTION) compare(title, old.inspection?.[id], after.inspection?.[id]);
  return lines.join("；");
}

function sheetIn({ panelSheets }: UnitAssessment, id: string): string | undefined {
  const sheet = panelSheets?.[id];
  return sheet && `《${sheet.title}》${sheet.version}`;
}

const pointsOf = (entries: UnitAssessment["bonus"]): string | undefined =>
  entries.length === 0 ? undefined : entries.map(({ points }) => points).join("＋");

const counters = (): readonly { readonly id: string; readonly title: string }[] => [
  ...WORKLOAD,
  ...WORKLOAD_MORE,
  ...Object.values(FOCUS_SETS)
    .flat()
    .map((focus) => ({ id: problemsOf(focus), title: `发现问题（${focus}）` })),
];
