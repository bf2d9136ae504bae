/** When a unit was inspected and in which way, typed for the paragraph of its report. @source texts.zh.md §10 report.unit */
import { calendarDay } from "../calendar-day.ts";
import type { EntryField } from "./entry-fields.ts";
import { ASSESSMENT } from "./sentences.ts";

export interface Inspection {
  /** 进驻日期, 2026-09-01; absent = not typed. */
  readonly enteredOn?: string | undefined;
  /** 撤点日期, not before it. */
  readonly leftOn?: string | undefined;
  /** 巡察类型: 常规巡察, 专项巡察 … */
  readonly type?: string | undefined;
}

export type InspectionField = keyof Inspection;

export const INSPECTION: readonly (EntryField & { readonly id: InspectionField; readonly isDay: boolean })[] =
  [
    { id: "enteredOn", title: "进驻日期", isDay: true },
    { id: "leftOn", title: "撤点日期", isDay: true },
    { id: "type", title: "巡察类型", isDay: false },
  ];

export const INSPECTION_TYPE_LENGTH_MAX = 20;

/** Reports days that are none, and an end before the beginning. The text of the type is checked as every text. */
export function checkInspection(
  inspection: Inspection,
  report: (path: string, sentence: string) => void,
): void {
  const { enteredOn, leftOn } = inspection;
  for (const { id, isDay } of INSPECTION) {
    const value = inspection[id];
    if (isDay && value !== undefined && calendarDay(value) !== value)
      report(`$.inspection.${id}`, ASSESSMENT.day);
  }
  if (enteredOn !== undefined && leftOn !== undefined && leftOn < enteredOn)
    report("$.inspection.leftOn", ASSESSMENT.leftBefore);
}
