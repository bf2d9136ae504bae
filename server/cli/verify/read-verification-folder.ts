/** Reads a verification folder, with whatever reads closed files. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Evidence } from "../../services/verify/evidence.ts";
import { evidenceOfExtract } from "../../services/verify/read-extract.ts";
import {
  AUDIT_FILE,
  CLOSED_FOLDER,
  OFFICE_FILE,
  SHEET_FILE,
} from "../../services/verify/verification-extract.ts";

/** Makes what reads the closed files of a folder: with the database driver, or without. */
export type OpenClosed = (folder: string) => Evidence["closed"];

/** @throws Problem store.damaged when a file of it cannot be read */
export const readVerificationFolder = (folder: string, openClosed: OpenClosed): Evidence =>
  evidenceOfExtract({
    office: textOf(folder, OFFICE_FILE),
    audit: textOf(folder, AUDIT_FILE),
    sheet: textOf(folder, SHEET_FILE),
    closed: openClosed(join(folder, CLOSED_FOLDER)),
    closedNames: closedNames(folder),
  });

export const textOf = (folder: string, file: string): string | null =>
  existsSync(join(folder, file)) ? readFileSync(join(folder, file), "utf8") : null;

export function closedNames(folder: string): readonly string[] {
  const closed = join(folder, CLOSED_FOLDER);
  return existsSync(closed) ? readdirSync(closed).toSorted() : [];
}
