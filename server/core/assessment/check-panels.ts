/** The sheets of judges in an assessment: who, a total or points item by item, and the sheet they are given on. */
import { isSheet } from "../scoring/score-sheet.ts";
import { isPoints, sheetTotal } from "../scoring/sheet-total.ts";
import type { PanelEntry, PanelSheet, SheetItem, UnitAssessment } from "../scoring/scheme.ts";
import { checkText, isScore, type Report } from "./check-text.ts";
import type { PanelField } from "./entry-fields.ts";
import { ASSESSMENT } from "./sentences.ts";

export const JUDGES_MAX = 50;
export const JUDGE_LENGTH_MAX = 20;

/** @param known panels of the scheme */
export function checkPanels(
  known: readonly PanelField[],
  { panels = {}, panelSheets = {} }: Pick<UnitAssessment, "panels" | "panelSheets">,
  report: Report,
): void {
  const isKnown = (id: string): boolean => known.some((one) => one.id === id);
  for (const [id, sheet] of Object.entries(panelSheets)) {
    const path = `$.panelSheets.${id}`;
    if (!isKnown(id)) report(path, ASSESSMENT.unknown);
    if (!isSheet(sheet)) report(path, ASSESSMENT.noSheet);
  }
  for (const [id, entries] of Object.entries(panels)) {
    const path = `$.panels.${id}`;
    if (!isKnown(id)) report(path, ASSESSMENT.unknown);
    if (entries.length > JUDGES_MAX) report(path, ASSESSMENT.tooMany(JUDGES_MAX));
    const sheet = panelSheets[id];
    const asked = sheet?.converted;
    if (asked && asked.score === null && entries.some(({ points }) => points))
      report(`$.panelSheets.${id}.converted`, ASSESSMENT.convertFirst(asked.title));
    for (const [at, entry] of entries.entries()) {
      const { judge } = entry;
      if (judge === "") report(`${path}[${at}].judge`, ASSESSMENT.judge);
      if (entries.findIndex((one) => one.judge === judge) < at)
        report(`${path}[${at}].judge`, ASSESSMENT.twice);
      checkText(judge, `${path}[${at}].judge`, report, JUDGE_LENGTH_MAX);
      checkScore(entry, sheet, `${path}[${at}]`, report);
    }
  }
}

function checkScore(
  { score, points }: PanelEntry,
  sheet: PanelSheet | undefined,
  path: string,
  report: Report,
): void {
  if (points === undefined) {
    if (score !== null && !isScore(score)) report(`${path}.score`, ASSESSMENT.score);
    return;
  }
  if (!isSheet(sheet)) return report(`${path}.score`, ASSESSMENT.noSheet);
  for (const item of sheet.items) {
    const value = Object.hasOwn(points, item.id) ? points[item.id]! : "";
    if (!isPoints(value, item)) report(`${path}.points.${item.id}`, pointsSentence(item));
  }
  for (const id of Object.keys(points))
    if (sheet.items.every((item) => item.id !== id)) report(`${path}.points.${id}`, ASSESSMENT.unknown);
  const total = sheetTotal(sheet, points);
  if (total !== null && String(score) !== total) report(`${path}.score`, ASSESSMENT.total);
}

const pointsSentence = ({ title, max, step }: SheetItem): string =>
  step === null ? ASSESSMENT.pointsOf(title, max) : ASSESSMENT.pointsInSteps(title, max, step);
