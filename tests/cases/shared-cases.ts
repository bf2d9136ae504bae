/** Test data that stands beside the repository; suites that need it skip loudly when it is not there. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../shared/cases/", import.meta.url));

/** The parsed file, or null when the folder is absent. */
export function readCase<T>(path: string): T | null {
  if (!existsSync(root)) return null;
  return JSON.parse(readFileSync(`${root}${path}`, "utf8")) as T;
}

/** The bytes of the file, or null when the folder is absent. */
export const readCaseBytes = (path: string): Uint8Array | null =>
  existsSync(root) ? readFileSync(`${root}${path}`) : null;

/** The sentence a skipped suite shows in the report. */
export const absent = (path: string): string =>
  `SKIPPED, NOT PASSED: ../shared/cases/${path} is not beside this repository`;
