/**
 * `npm run bench [-- ROW…] [--quick] [--json]`: the measured rows of docs/performance.
 *
 * Every slice is saved under tests/artifacts/bench.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { blinding } from "./blinding.ts";
import { checkBesideParse, checkBesideShortParse, checkBesideSurveyCore } from "./check-cost.ts";
import { bombBlock, bombRefusal } from "./definition-bombs.ts";
import { ticketSheets, workbook, workbookBlock, workbookMemory } from "./documents.ts";
import { cachedPage } from "./cached-page.ts";
import { coldStart, idleMemory } from "./cold-start.ts";
import { stopKeptChildren } from "./child.ts";
import { countMillion } from "./count-million.ts";
import { growthOnPostgres, growthOnSqlite } from "./growth.ts";
import { groupCommit } from "./group-commit.ts";
import { intake, intakeWithoutSignature } from "./intake.ts";
import { ARTIFACTS, describeMachine } from "./machine.ts";
import { pageBytes } from "./page-bytes.ts";
import { pageQuestion, pageRepeat, pageVisible } from "./page-times.ts";
import { respondentRows } from "./respondent.ts";
import { type CountRow, type Effort, PAIRS_MIN, type Row, verdictOf, verdictOfCount } from "./row.ts";
import { resultsPages } from "./results-pages.ts";
import { rush } from "./rush.ts";
import { firmness, scoring, scoringTree } from "./scoring.ts";
import { headline, linesOf, type Result } from "./report-lines.ts";

const ROWS: readonly (Row | CountRow)[] = [
  scoring,
  scoringTree,
  firmness,
  intake,
  intakeWithoutSignature,
  groupCommit,
  checkBesideParse,
  checkBesideShortParse,
  checkBesideSurveyCore,
  ...respondentRows,
  rush,
  countMillion,
  growthOnSqlite,
  growthOnPostgres,
  ...resultsPages,
  blinding,
  workbook,
  workbookBlock,
  workbookMemory,
  ticketSheets,
  bombRefusal,
  bombBlock,
  pageBytes,
  pageVisible,
  pageQuestion,
  pageRepeat,
  cachedPage,
  coldStart,
  idleMemory,
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: "boolean", default: false }, json: { type: "boolean", default: false } },
});
const effort: Effort = values.quick
  ? { pairs: 1, scale: 0.05, isQuick: true }
  : { pairs: PAIRS_MIN, scale: 1, isQuick: false };
const chosen = ROWS.filter(
  (row) => positionals.length === 0 || positionals.some((id) => row.id.startsWith(id)),
);
if (chosen.length === 0) {
  console.error(`Rows: ${ROWS.map((row) => row.id).join(", ")}`);
  process.exit(2);
}

mkdirSync(ARTIFACTS, { recursive: true });
const machine = describeMachine();
if (!values.json) console.log(headline(machine));

const results: Result[] = [];
const leftOut: { readonly id: string; readonly because: string }[] = [];
try {
  for (const row of chosen) {
    if (values.quick && positionals.length === 0 && row.notQuick) {
      leftOut.push({ id: row.id, because: row.notQuick });
      if (!values.json) console.log(`\n${row.id}: not in the quick form: ${row.notQuick}`);
      continue;
    }
    const from = performance.now();
    const result = {
      ...(await resultOf(row)),
      tookSeconds: Math.round((performance.now() - from) / 100) / 10,
    };
    results.push(result);
    if (!values.json) console.log(`${linesOf(result)}\n  took ${result.tookSeconds} s`);
  }
} finally {
  await stopKeptChildren();
}

const report = { atUtc: new Date().toISOString(), machine, effort, results, leftOut };
const file = join(ARTIFACTS, `${report.atUtc.replaceAll(":", "")}.json`);
writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
if (values.json) console.log(JSON.stringify(report));
process.exitCode = results.some(isMissed) ? 1 : 0;

async function resultOf(row: Row | CountRow): Promise<Result> {
  const { id, what } = row;
  if ("count" in row) {
    const counts = await row.count(effort);
    return { id, what, counts: counts.map((one) => ({ ...one, verdict: verdictOfCount(one) })) };
  }
  const compared = await row.run(effort);
  const { goal, unit } = row;
  return { id, what, goal, unit, verdict: verdictOf(goal, compared), ...compared };
}

function isMissed(result: Result): boolean {
  const verdicts = "counts" in result ? result.counts.map(({ verdict }) => verdict) : [result.verdict];
  return verdicts.includes("missed");
}
