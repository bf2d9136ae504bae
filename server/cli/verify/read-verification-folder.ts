/** Reads a verification folder, with whatever reads closed files. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { canonicalJson } from "../../core/definition/canonical.ts";
import { Problem } from "../../core/problem.ts";
import { hasClosedFile } from "../../core/round/round.ts";
import type { Evidence } from "../../services/verify/evidence.ts";
import type { AuditRow } from "../../store/office.ts";
import {
  AUDIT_FILE,
  auditExtract,
  CLOSED_FOLDER,
  OFFICE_FILE,
  officeExtract,
  type OfficeExtract,
  roundOfExtract,
  SHEET_FILE,
} from "./verification-folder.ts";

/** Makes what reads the closed files of a folder: with the database driver, or without. */
export type OpenClosed = (folder: string) => Evidence["closed"];

/** @throws Problem store.damaged when a file of it cannot be read */
export function readVerificationFolder(folder: string, openClosed: OpenClosed): Evidence {
  const office = parsed<OfficeExtract>(folder, OFFICE_FILE, (extract) =>
    officeExtract(roundOfExtract(extract)),
  );
  const audit = parsed<readonly AuditRow[]>(folder, AUDIT_FILE, auditExtract);
  const round = roundOfExtract(office.value);
  const sheet = textOf(folder, SHEET_FILE);
  const closed = round.polls.filter(({ state }) => hasClosedFile(state)).map(({ id }) => `${id}.db`);
  return {
    rounds: [round],
    audit: audit.value,
    isAuditCut: true,
    closed: openClosed(join(folder, CLOSED_FOLDER)),
    sheet,
    unknownFiles: closedNames(folder).filter((name) => !closed.includes(name)),
    strangeFiles: [
      ...(office.isCanonical ? [] : [OFFICE_FILE]),
      ...(audit.isCanonical ? [] : [AUDIT_FILE]),
      ...(sheet === null ? [SHEET_FILE] : []),
    ],
  };
}

/** Reads a JSON file and writes it again the canonical way: a file with anything more in it is strange. */
function parsed<T>(
  folder: string,
  file: string,
  again: (value: T) => unknown,
): { readonly value: T; readonly isCanonical: boolean } {
  try {
    const text = readFileSync(join(folder, file), "utf8");
    const value = JSON.parse(text) as T;
    return { value, isCanonical: canonicalJson(again(value)) === text };
  } catch {
    throw new Problem("store.damaged", { file, reason: "unreadable" });
  }
}

export const textOf = (folder: string, file: string): string | null =>
  existsSync(join(folder, file)) ? readFileSync(join(folder, file), "utf8") : null;

export function closedNames(folder: string): readonly string[] {
  const closed = join(folder, CLOSED_FOLDER);
  return existsSync(closed) ? readdirSync(closed).toSorted() : [];
}
