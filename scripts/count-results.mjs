/**
 * `node scripts/count-results.mjs <exit code of check> (<exit code of a test run> <its results>)…`: the last line of
 * `.ci/run`, over all test runs.
 *
 * The failed tests are named before it, with the first line of their reason.
 * A test file that could not be loaded counts as one failure, so does a failed check, and so does a test run that
 * ended badly although every test in it passed, or that ran no test at all.
 */
import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";

const [check, ...runs] = process.argv.slice(2);
const failures = [];

let passed = 0;
let failed = 0;
for (let i = 0; i < runs.length; i += 2) {
  const counts = countRun(Number(runs[i]), runs[i + 1]);
  passed += counts.passed;
  failed += counts.failed;
}
if (Number(check) !== 0) {
  console.log("npm run check failed; the reason stands above.");
  failed += 1;
}
// Once more at the end: a long run's output is often kept in part only.
for (const line of failures) console.log(line);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function countRun(exitCode, file) {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(file, "utf8"));
  failures.push(...testResults.flatMap(failuresOf));
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
