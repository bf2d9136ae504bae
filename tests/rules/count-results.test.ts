import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";

const script = fileURLToPath(new URL("../../scripts/count-results.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "plumbline-count-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Runs = readonly (readonly [number, object | null])[];

/** The last line and the exit code for given exit codes and results of vitest, one pair for each run. */
function count(check: number, ...runs: Runs): [string | undefined, number | null] {
  const { lines, status } = outputOf(check, runs);
  return [lines.at(-1), status];
}

function outputOf(check: number, runs: Runs): { lines: readonly string[]; status: number | null } {
  const pairs = runs.flatMap(([exitCode, results], i) => {
    const file = join(folder, results ? `results-${i}.json` : "absent.json");
    if (results) writeFileSync(file, JSON.stringify(results));
    return [String(exitCode), file];
  });
  const { stdout, status } = spawnSync(process.execPath, [script, String(check), ...pairs], {
    encoding: "utf8",
  });
  return { lines: stdout.trim().split("\n"), status };
}

const results = (passed: number, failed: number, files: readonly object[] = []) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  testResults: files,
});

describe("the last line of .ci/run", () => {
  it("is green only when everything is", () => {
    expect(count(0, [0, results(7, 0)])).toEqual(["7 passed, 0 failed", 0]);
    expect(count(0, [1, results(7, 2)])).toEqual(["7 passed, 2 failed", 1]);
  });

  it("counts a failed check, a file that did not load, and a run that ended badly", () => {
    const broken = { name: "a.test.ts", status: "failed", assertionResults: [] };
    const failing = {
      name: "b.test.ts",
      status: "failed",
      assertionResults: [{ status: "failed", fullName: "one", failureMessages: ["reason"] }],
    };
    expect(count(1, [0, results(7, 0)])).toEqual(["7 passed, 1 failed", 1]);
    expect(count(0, [1, results(7, 1, [broken, failing])])).toEqual(["7 passed, 2 failed", 1]);
    expect(count(0, [1, results(7, 0)])).toEqual(["7 passed, 1 failed", 1]);
  });

  it("has every failed test named before it, with the first line of its reason", () => {
    const found = outputOf(0, [
      [
        1,
        results(7, 1, [
          {
            name: join(process.cwd(), "a.test.ts"),
            status: "failed",
            message: "no such module\nat 1",
            assertionResults: [],
          },
          {
            name: join(process.cwd(), "tests/b.test.ts"),
            status: "failed",
            message: "",
            assertionResults: [
              { status: "passed", fullName: "is well", failureMessages: [] },
              {
                status: "failed",
                fullName: "people are counted",
                failureMessages: ["expected 1 to be 2\nat 2"],
              },
            ],
          },
        ]),
      ],
    ]);
    expect(found.lines).toEqual([
      "FAILED a.test.ts: no such module",
      "FAILED tests/b.test.ts > people are counted: expected 1 to be 2",
      "7 passed, 2 failed",
    ]);
  });

  const skip = (title: string, more: object = {}) => ({
    status: "skipped",
    fullName: `a suite ${title}`,
    title,
    ancestorTitles: ["a suite"],
    failureMessages: [],
    ...more,
  });
  const fileOf = (name: string, ...assertionResults: readonly object[]) => ({
    name: join(process.cwd(), name),
    status: "passed",
    message: "",
    assertionResults,
  });

  it("has how many were skipped before it, and each reason once", () => {
    const file = fileOf(
      "tests/cases/a.test.ts",
      skip("one: SKIPPED, no reader"),
      skip("two: SKIPPED, no reader"),
      skip("SKIPPED, NOT PASSED: ../shared is not here"),
      skip("three", { meta: { skipped: "no Chromium 79" } }),
      skip("four"),
    );
    const { lines, status } = outputOf(0, [[0, results(7, 0, [file])]]);
    expect(lines).toEqual([
      "5 skipped:",
      "  2: no reader",
      "  1: ../shared is not here",
      "  1: no Chromium 79",
      "  1: no reason is given",
      "  without a reason: tests/cases/a.test.ts > a suite four",
      "7 passed, 0 failed",
    ]);
    expect(status).toBe(0);
  });

  it("does not call skipped what another run has run", () => {
    const without = fileOf("tests/journeys/a.test.ts", skip("on a server: SKIPPED, no PostgreSQL server"));
    const withOne = fileOf("tests/journeys/a.test.ts", { ...skip("on a server"), status: "passed" });
    const runs: Runs = [
      [0, results(7, 0, [without])],
      [0, results(1, 0, [withOne])],
    ];
    expect(outputOf(0, runs).lines).toEqual(["8 passed, 0 failed"]);
    expect(outputOf(0, [runs[0]!]).lines.at(0)).toBe("1 skipped:");
  });

  it("counts a skipped test of a browser as failed, but for the browsers of years ago", () => {
    const file = fileOf("tests/browser/a.test.ts", skip("one: SKIPPED, no Chromium"));
    const { lines, status } = outputOf(0, [[0, results(7, 0, [file])]]);
    expect(lines.slice(-2)).toEqual([
      "FAILED tests/browser/a.test.ts > a suite one: skipped, no Chromium",
      "7 passed, 1 failed",
    ]);
    expect(status).toBe(1);
    const old = { meta: { skipped: "no Chromium 79 is here: it could not be fetched" } };
    expect(count(0, [0, results(7, 0, [fileOf("tests/browser/a.test.ts", skip("two", old))])])).toEqual([
      "7 passed, 0 failed",
      0,
    ]);
  });

  it("adds the runs up, and is red when one of them is", () => {
    expect(count(0, [0, results(7, 0)], [0, results(5, 0)])).toEqual(["12 passed, 0 failed", 0]);
    expect(count(0, [0, results(7, 0)], [1, results(5, 2)])).toEqual(["12 passed, 2 failed", 1]);
    expect(count(0, [0, results(7, 0)], [1, null])).toEqual(["7 passed, 1 failed", 1]);
    expect(count(0, [1, results(7, 0)], [0, results(5, 0)])).toEqual(["12 passed, 1 failed", 1]);
  });

  it("is red when nothing ran", () => {
    expect(count(0, [1, null])).toEqual(["0 passed, 1 failed", 1]);
    expect(count(0, [0, null])).toEqual(["0 passed, 1 failed", 1]);
    expect(count(0, [0, results(7, 0)], [0, results(0, 0)])).toEqual(["7 passed, 1 failed", 1]);
    expect(count(0)).toEqual(["0 passed, 0 failed", 1]);
  });
});
