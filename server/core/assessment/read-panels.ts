/** Judges' sheets of many units from one table, a row a judge: all rows or none. */
import { Problem } from "../problem.ts";
import { bodyRows, findHeader, type Header } from "../roster/find-header.ts";
import { Findings } from "../roster/findings.ts";
import { RowReader } from "../roster/read-cell.ts";
import { matchKey, type Table } from "../roster/table.ts";
import type { PanelEntry, Scheme } from "../scoring/scheme.ts";
import { JUDGE_LENGTH_MAX, JUDGES_MAX } from "./check-panels.ts";
import { checkText, isScore } from "./check-text.ts";
import { checkColumns, readYesNo } from "./check-columns.ts";
import { entryFields, type PanelField } from "./entry-fields.ts";
import type { UnitOfTable } from "./read-assessments.ts";
import { ASSESSMENT } from "./sentences.ts";

/** Indicator → its sheets, in the order of the table; they take the place of those entered before. */
export type PanelPatch = { readonly [indicator: string]: readonly PanelEntry[] };

const TITLES: { readonly [title: string]: string } = {
  单位名称: "unit:",
  被巡察党组织: "unit:",
  被巡察单位: "unit:",
  项目: "indicator:",
  评委: "judge:",
  得分: "score:",
  回避: "recused:",
};

/**
 * @param units those that this person may write about
 * @throws Problem assessments.invalid with every fault by row and column; then nothing is taken over
 */
export function readPanels(
  tables: readonly Table[],
  scheme: Scheme,
  units: readonly UnitOfTable[],
): ReadonlyMap<string, PanelPatch> {
  const findings = new Findings(tables);
  const { panels } = entryFields(scheme);
  const found = tables.flatMap((table) => {
    const header = findHeader(table, (key) => TITLES[key] ?? null);
    const isWhole = ["unit:", "judge:", "score:"].every((meaning) => header?.columns.has(meaning));
    return header && isWhole ? [{ table, header }] : [];
  });
  const [first, second] = found;
  const patches = new Map<string, { [indicator: string]: PanelEntry[] }>();
  if (panels.length === 0) findings.fault(null, "", ASSESSMENT.panelNone);
  else if (!first) findings.fault(null, "", ASSESSMENT.panelNoTable);
  else if (second) findings.fault(null, second.table.sheet, ASSESSMENT.twoTables);
  else readRows(first, panels, units, findings, patches);
  if (!findings.hasFaults && patches.size === 0) findings.fault(null, "", ASSESSMENT.empty);
  if (findings.hasFaults) throw new Problem("assessments.invalid", { faults: findings.faults });
  return patches;
}

function readRows(
  { table, header }: { readonly table: Table; readonly header: Header },
  panels: readonly PanelField[],
  units: readonly UnitOfTable[],
  findings: Findings,
  patches: Map<string, { [indicator: string]: PanelEntry[] }>,
): void {
  checkColumns(table, header, findings);
  for (const row of bodyRows(table, header)) {
    const reader = new RowReader(table, header, row, findings, () => true);
    const name = reader.raw("unit:");
    const unit = units.find((one) => matchKey(one.name) === matchKey(name));
    if (!unit) findings.fault(reader.place("unit:"), name, ASSESSMENT.unknownUnit);
    else if (unit.state !== "entry" && unit.state !== "judged")
      findings.fault(reader.place("unit:"), name, ASSESSMENT.frozen);
    const panel = panelOf(reader, panels, findings);
    const sheet = readSheet(reader, findings);
    if (!unit || !panel) continue;
    const patch = patches.get(unit.id) ?? {};
    const sheets = (patch[panel.id] ??= []);
    if (sheets.some(({ judge }) => judge === sheet.judge))
      findings.fault(reader.place("judge:"), sheet.judge, ASSESSMENT.twice);
    if (sheets.length === JUDGES_MAX)
      findings.fault(reader.place("judge:"), sheet.judge, ASSESSMENT.tooMany(JUDGES_MAX));
    sheets.push(sheet);
    patches.set(unit.id, patch);
  }
}

/** The one panel there is, or the one that is named by its title. */
function panelOf(
  reader: RowReader,
  panels: readonly PanelField[],
  findings: Findings,
): PanelField | undefined {
  const raw = reader.raw("indicator:");
  const panel =
    raw === ""
      ? panels.length === 1
        ? panels[0]
        : undefined
      : panels.find(({ title }) => matchKey(title) === matchKey(raw));
  if (!panel) {
    findings.fault(
      reader.place("indicator:"),
      raw,
      raw === "" ? ASSESSMENT.panelUnsaid : ASSESSMENT.panelUnknown,
    );
  }
  return panel;
}

/** An empty score is a judge who has not scored; who is recused needs none. */
function readSheet(reader: RowReader, findings: Findings): PanelEntry {
  const judge = reader.text("judge:", JUDGE_LENGTH_MAX, { required: true });
  checkText(judge, "", (_, sentence) => findings.fault(reader.place("judge:"), "", sentence));
  const score = reader.raw("score:").normalize("NFKC");
  if (score !== "" && !isScore(score)) findings.fault(reader.place("score:"), score, ASSESSMENT.score);
  const isRecused = reader.raw("recused:") !== "" && readYesNo(reader, "recused:", findings);
  return { judge, score: score === "" ? null : score, isRecused };
}
