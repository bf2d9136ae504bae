/** 评分表 of a panel: what a judge gives points for, read from its definition. */
import { z } from "zod";
import type { Instrument } from "../definition/instrument.ts";
import type { Question } from "../definition/question.ts";
import { readQuestions } from "../definition/read-questions.ts";
import { compare, HUNDRED, parseRatio, ratio, sum } from "../ratio.ts";
import type { PanelEntry, PanelSheet, SheetItem, UnitAssessment } from "./scheme.ts";
import { sheetTotal } from "./sheet-total.ts";

const SCORE = /^(100(\.0{1,2})?|\d{1,2}(\.\d{1,2})?)$/;

/**
 * A form as the sheet of a panel.
 *
 * @returns null unless every question takes a number from 0 to its maximum, is required and always asked, and the maxima
 *   with what is converted add up to 100
 */
export function sheetOf(instrument: Instrument, digest: string): PanelSheet | null {
  if (instrument.kind !== "scoresheet") return null;
  const items = readQuestions(instrument.survey).map(itemOf);
  const known = items.filter((item) => item !== null);
  if (known.length === 0 || known.length < items.length) return null;
  const { id, version, shortTitle, converted } = instrument;
  const sheet = {
    instrument: id,
    version,
    digest,
    title: shortTitle,
    items: known,
    converted: converted ? { ...converted, score: null } : null,
  };
  return isWhole(sheet) ? sheet : null;
}

function itemOf(question: Question): SheetItem | null {
  if (question.shape !== "single" || question.cell.kind !== "number") return null;
  const { min, max, step } = question.cell;
  const isAsked = question.isRequired && !question.isHidden && question.conditions.length === 0;
  if (!isAsked || question.comment || min !== 0 || max === null || max <= 0) return null;
  return { id: question.name, title: question.title, max, step };
}

/** The maxima of the items and what is converted are 100 together. */
const isWhole = ({ items, converted }: PanelSheet): boolean =>
  compare(sum([...items.map(({ max }) => parseRatio(max)), ratio(converted?.points ?? 0)]), HUNDRED) === 0;

const item: z.ZodType<SheetItem> = z.strictObject({
  id: z.string().min(1).max(100),
  title: z.string().min(1).max(500),
  max: z.number().positive().max(100),
  step: z.number().positive().max(100).nullable(),
});

const shape: z.ZodType<PanelSheet> = z.strictObject({
  instrument: z.string().min(1).max(64),
  version: z.string().min(1).max(32),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  title: z.string().min(1).max(200),
  items: z.array(item).min(1).max(50),
  converted: z
    .strictObject({
      title: z.string().min(1).max(50),
      points: z.int().min(1).max(99),
      instrument: z.string().min(1).max(64),
      score: z.string().regex(SCORE).nullable(),
    })
    .nullable(),
});

/** Whether what is stored as a sheet is one, whoever stored it. */
export const isSheet = (value: unknown): value is PanelSheet => {
  const read = shape.safeParse(value);
  return read.success && isWhole(read.data);
};

/** An assessment whose totals are what the points of each sheet add up to; a total that was handed in alone stays. */
export function withTotals<E extends Pick<UnitAssessment, "panels" | "panelSheets">>(entry: E): E {
  const { panels, panelSheets = {} } = entry;
  if (!panels) return entry;
  const totalled = Object.entries(panels).map(([id, entries]): [string, readonly PanelEntry[]] => {
    const sheet = panelSheets[id];
    return [
      id,
      entries.map((one) =>
        one.points === undefined ? one : { ...one, score: sheet ? sheetTotal(sheet, one.points) : null },
      ),
    ];
  });
  return { ...entry, panels: Object.fromEntries(totalled) };
}
