/** The columns of a table of assessments, one row a unit, made from the scheme. */
import type { Scheme } from "../scoring/scheme.ts";
import { matchKey } from "../roster/table.ts";
import { entryFields } from "./entry-fields.ts";
import { INSPECTION } from "./inspection.ts";
import { WORKLOAD, WORKLOAD_MORE } from "./workload.ts";

export type ColumnPart =
  | "unit"
  | "score"
  | "reason"
  | "count"
  | "fact"
  | "points"
  | "points-reason"
  | "workload"
  | "inspection";

export interface AssessmentColumn {
  readonly part: ColumnPart;
  /** Dimension, kind of case, fact or counter; "" for the rest. */
  readonly id: string;
  readonly title: string;
}

/** Columns in the order of the page; titles are what the template says and what is recognised. */
export function assessmentColumns(scheme: Scheme): readonly AssessmentColumn[] {
  const { dimensions, kinds, facts } = entryFields(scheme);
  const column = (part: ColumnPart, id: string, title: string): AssessmentColumn => ({ part, id, title });
  return [
    column("unit", "", "单位名称"),
    ...dimensions.flatMap(({ id, title }) => [
      column("score", id, `${title}得分`),
      column("reason", id, `${title}理由`),
    ]),
    ...kinds.map(({ id, title }) => column("count", id, `${title}件数`)),
    ...facts.map(({ id, title }) => column("fact", id, title)),
    column("points", "", "专项扣分"),
    column("points-reason", "", "专项扣分理由"),
    ...[...WORKLOAD, ...WORKLOAD_MORE].map(({ id, title, measure }) =>
      column("workload", id, `${title}（${measure}）`),
    ),
    ...INSPECTION.map(({ id, title }) => column("inspection", id, title)),
  ];
}

/** Names a column within its table: "score:style". */
export const meaningOf = ({ part, id }: AssessmentColumn): string => `${part}:${id}`;

/** Meaning of a title as it stands in a table; the measure in brackets may be left out. */
export function columnMeaning(columns: readonly AssessmentColumn[]): (key: string) => string | null {
  const known = new Map<string, string>();
  for (const column of columns) {
    known.set(matchKey(column.title), meaningOf(column));
    known.set(matchKey(column.title.replace(/（.*）$/, "")), meaningOf(column));
  }
  known.set(matchKey("被巡察党组织"), "unit:");
  known.set(matchKey("被巡察单位"), "unit:");
  return (key) => known.get(key) ?? null;
}
