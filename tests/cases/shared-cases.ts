/** Test data that stands beside the repository; suites that need it skip loudly when it is not there. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const SHARED_CASES = fileURLToPath(new URL("../../../shared/cases/", import.meta.url));

export const hasSharedCases = existsSync(SHARED_CASES);

if (!hasSharedCases) {
  process.stderr.write(
    "SKIPPED: ../shared/cases is not beside this checkout; tests on real data do not run.\n",
  );
}

/** The parsed file, or null when the folder is absent. */
export function readCase<T>(path: string): T | null {
  if (!hasSharedCases) return null;
  return JSON.parse(readFileSync(`${SHARED_CASES}${path}`, "utf8")) as T;
}

/** The bytes of the file, or null when the folder is absent. */
export const readCaseBytes = (path: string): Uint8Array | null =>
  hasSharedCases ? readFileSync(`${SHARED_CASES}${path}`) : null;

/** The sentence a skipped suite shows in the report. */
export const absent = (path: string): string =>
  `SKIPPED, NOT PASSED: ../shared/cases/${path} is not beside this repository`;
