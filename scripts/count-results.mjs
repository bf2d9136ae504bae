/**
 * `node scripts/count-results.mjs <exit code of check> <exit code of test> [results]`: the last line of `.ci/run`.
 *
 * A test file that could not be loaded counts as one failure, so does a failed check, and so does a test run that
 * ended badly although every test in it passed.
 */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const [check, test] = process.argv.slice(2, 4).map(Number);
const RESULTS =
  process.argv[4] ?? fileURLToPath(new URL("../node_modules/.vitest-results.json", import.meta.url));

let passed = 0;
let failed = 0;
if (existsSync(RESULTS)) {
  const results = JSON.parse(readFileSync(RESULTS, "utf8"));
  passed = results.numPassedTests;
  failed = results.numFailedTests;
  failed += results.testResults.filter(isBroken).length;
}
if (test !== 0 && failed === 0) failed = 1;
if (check !== 0) {
  console.log("npm run check failed; the reason stands above.");
  failed += 1;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

/** A file that failed without a failed test in it: it did not load, or a hook of its own broke. */
function isBroken({ status, assertionResults }) {
  return status === "failed" && assertionResults.every((one) => one.status !== "failed");
}
