/**
 * `node scripts/count-results.mjs <exit code of check> (<exit code of a test run> <its results>)…`: the last line of
 * `.ci/run`, over all test runs.
 *
 * Before it stand how many tests were left out and each reason once, then the failed tests with the first line of theirs. A test that
 * one run leaves out and another runs was not left out. One of a browser counts as failed: a run without one would say nothing of
 * the pages. Only the browsers of years ago, which have to be fetched from the network, and the reader of codes may be absent.
 * A test file that could not be loaded counts as one failure, so does a failed check, and so does a test run that
 * ended badly although every test in it passed, or that ran no test at all.
 */
import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";

const [check, ...runs] = process.argv.slice(2);
const failures = [];
/** By file and name, without the reason: what was left out and why, and what was run. */
const skipped = new Map();
const run = new Set();

/** As `tests/or-skipped.ts` writes it, and whoever has no other name. */
const SKIPPED = /(?:^|: )SKIPPED(?:, NOT PASSED)?[:,] (?<reason>.*)$/;
const NO_REASON = "no reason is given";
const MAY_BE_ABSENT = /^(?:no Chromium \d+ is here|zbarimg is not installed)/;

let passed = 0;
let failed = 0;
for (let i = 0; i < runs.length; i += 2) {
  const counts = countRun(Number(runs[i]), runs[i + 1]);
  passed += counts.passed;
  failed += counts.failed;
}
const left = [...skipped].filter(([key]) => !run.has(key)).map(([, one]) => one);
const ofBrowser = left.filter(
  ({ path, reason }) => path.startsWith("tests/browser/") && !MAY_BE_ABSENT.test(reason),
);
failures.push(...ofBrowser.map(({ path, name, reason }) => `FAILED ${path} > ${name}: skipped, ${reason}`));
failed += ofBrowser.length;
if (Number(check) !== 0) {
  console.log("npm run check failed; the reason stands above.");
  failed += 1;
}
tellSkipped();
// Once more at the end: a long run's output is often kept in part only.
for (const line of failures) console.log(line);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function countRun(exitCode, file) {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(file, "utf8"));
  failures.push(...testResults.flatMap(failuresOf));
  for (const file of testResults) if (!isBroken(file)) noteSkipped(file);
  const failed = numFailedTests + testResults.filter(isBroken).length;
  const isBad = exitCode !== 0 || numPassedTests === 0;
  return { passed: numPassedTests, failed: failed === 0 && isBad ? 1 : failed };
}

/** Each failed test of a file with the first line of its reason. */
function failuresOf({ name, message, assertionResults, ...file }) {
  const path = relative(process.cwd(), name);
  const line = (title, reason) => `FAILED ${path}${title}: ${(reason ?? "").split("\n")[0].slice(0, 400)}`;
  if (isBroken({ assertionResults, ...file })) return [line("", message)];
  return assertionResults
    .filter(({ status }) => status === "failed")
    .map(({ fullName, failureMessages }) => line(` > ${fullName}`, failureMessages[0]));
}

/** A file that failed without a failed test in it: it did not load, or a hook of its own broke. */
function isBroken({ status, assertionResults }) {
  return status === "failed" && assertionResults.every((one) => one.status !== "failed");
}

/** What a file left out, and what it ran. */
function noteSkipped({ name, assertionResults }) {
  const path = relative(process.cwd(), name).replaceAll("\\", "/");
  for (const { status, fullName, title, ancestorTitles, meta } of assertionResults) {
    const titles = title === undefined ? [fullName] : [...ancestorTitles, title];
    const plain = titles
      .map((one) => one.replace(SKIPPED, ""))
      .join(" ")
      .trim();
    const key = `${path} > ${plain}`;
    if (status === "passed" || status === "failed") run.add(key);
    else {
      const named = titles.map((one) => SKIPPED.exec(one)?.groups.reason).find(Boolean);
      skipped.set(key, { path, name: plain, reason: meta?.skipped ?? named ?? NO_REASON });
    }
  }
}

function tellSkipped() {
  if (left.length === 0) return;
  const counts = new Map();
  for (const { reason } of left) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  console.log(`${left.length} skipped:`);
  for (const [reason, count] of counts) console.log(`  ${count}: ${reason}`);
  for (const { path, name } of left.filter(({ reason }) => reason === NO_REASON).slice(0, 20))
    console.log(`  without a reason: ${path} > ${name}`);
}
