/**
 * `npm run bench [-- ROW…] [--quick] [--json]`: the measured rows of docs/performance.
 *
 * Every slice is saved under tests/artifacts/bench.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Comparison } from "./alternate.ts";
import { checkBesideParse, checkBesideShortParse, checkBesideSurveyCore } from "./check-cost.ts";
import { groupCommit } from "./group-commit.ts";
import { intake, intakeWithoutSignature } from "./intake.ts";
import { ARTIFACTS, describeMachine, type Machine } from "./machine.ts";
import { type Effort, type Goal, PAIRS_MIN, type Row, type Verdict, verdictOf } from "./row.ts";

const ROWS: readonly Row[] = [
  intake,
  intakeWithoutSignature,
  groupCommit,
  checkBesideParse,
  checkBesideShortParse,
  checkBesideSurveyCore,
];

type Result = Comparison & Pick<Row, "id" | "what" | "goal" | "unit"> & { readonly verdict: Verdict };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: "boolean", default: false }, json: { type: "boolean", default: false } },
});
const effort: Effort = values.quick ? { pairs: 3, scale: 0.25 } : { pairs: PAIRS_MIN, scale: 1 };
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
for (const row of chosen) {
  const compared = await row.run(effort);
  const { id, what, goal, unit } = row;
  const result = { id, what, goal, unit, verdict: verdictOf(goal, compared), ...compared };
  results.push(result);
  if (!values.json) console.log(tableLines(result));
}

const report = { atUtc: new Date().toISOString(), machine, effort, results };
const file = join(ARTIFACTS, `${report.atUtc.replaceAll(":", "")}.json`);
writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
if (values.json) console.log(JSON.stringify(report));
process.exitCode = results.some((result) => result.verdict === "missed") ? 1 : 0;

function headline({ cpu, cores, memoryGiB, system, versions, fsyncMicroseconds }: Machine): string {
  const names = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    `${cpu}, ${cores} cores, ${memoryGiB} GiB, ${system}; fsync p50 ${fsyncMicroseconds} µs`,
    names.join(", "),
  ].join("\n");
}

function tableLines(result: Result): string {
  const { id, what, goal, unit, verdict, ratio, ratios, base, othersShare, voided } = result;
  const number = (value: number) => value.toPrecision(3);
  const spread = ratio ? `${number(ratio.median)} (${number(ratio.lower)}–${number(ratio.upper)})` : "–";
  return [
    "",
    `${id}: ${what}`,
    `  ${verdict}; goal ${goalText(goal)}; ratio ${spread} of ${ratios.length} pairs`,
    `  base ${Math.round(base.median)}, this ${Math.round(result.this.median)} ${unit} (medians)`,
    `  others used ${Math.round(othersShare * 100)} % of the CPU; ${voided} slices void`,
  ].join("\n");
}

function goalText({ atLeast, atMost }: Goal): string {
  if (atLeast === undefined && atMost === undefined) return "none";
  return atLeast === undefined ? `≤ ${atMost}` : `≥ ${atLeast}`;
}
