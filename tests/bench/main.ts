/**
 * `npm run bench [-- ROW…] [--quick] [--json]`: the measured rows of docs/performance.
 *
 * Every slice is saved under tests/artifacts/bench.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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
import { longLists } from "./long-lists.ts";
import { ARTIFACTS, describeMachine } from "./machine.ts";
import { overload } from "./overload.ts";
import { pageBytes } from "./page-bytes.ts";
import { pageQuestion, pageRepeat, pageVisible } from "./page-times.ts";
import { respondentRows } from "./respondent.ts";
import { type AnyRow, readArguments } from "./read-arguments.ts";
import { isMissed, resultOf } from "./result-of.ts";
import { resultsPages } from "./results-pages.ts";
import { rush } from "./rush.ts";
import { firmness, scoring, scoringTree } from "./scoring.ts";
import { headline, linesOf, type Result } from "./report-lines.ts";

const ROWS: readonly AnyRow[] = [
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
  overload,
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
  longLists,
  cachedPage,
  coldStart,
  idleMemory,
];

const asked = readArguments(process.argv.slice(2), ROWS);
if (!asked) {
  console.error(`Rows: ${ROWS.map((row) => row.id).join(", ")}; --quick, --json`);
  process.exit(2);
}
const { effort, isJson, rows, leftOut } = asked;
const say = (text: string): void => (isJson ? undefined : console.log(text));

mkdirSync(ARTIFACTS, { recursive: true });
const machine = describeMachine();
say(headline(machine));
for (const { id, because } of leftOut) say(`\n${id}: not in the quick form: ${because}`);

const results: (Result & { readonly tookSeconds: number })[] = [];
try {
  for (const row of rows) {
    const from = performance.now();
    const result = await resultOf(row, effort);
    const tookSeconds = Math.round((performance.now() - from) / 100) / 10;
    results.push({ ...result, tookSeconds });
    say(`${linesOf(result)}\n  took ${tookSeconds} s`);
  }
} finally {
  await stopKeptChildren();
}

const report = { atUtc: new Date().toISOString(), machine, effort, results, leftOut };
const file = join(ARTIFACTS, `${report.atUtc.replaceAll(":", "")}.json`);
writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
if (isJson) console.log(JSON.stringify(report));
process.exitCode = results.some(isMissed) ? 1 : 0;
