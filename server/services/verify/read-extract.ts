import { canonicalJson } from "../../core/definition/canonical.ts";
import { Problem } from "../../core/problem.ts";
import { hasClosedFile } from "../../core/round/round.ts";
import type { AuditRow } from "../../store/office.ts";
import type { Evidence } from "./evidence.ts";
import {
  AUDIT_FILE,
  auditExtract,
  OFFICE_FILE,
  officeExtract,
  type OfficeExtract,
  roundOfExtract,
  SHEET_FILE,
} from "./verification-extract.ts";

/** The texts of a verification folder or 封存包, as they were found; null where a file is not there. */
export interface Extract {
  readonly office: string | null;
  readonly audit: string | null;
  readonly sheet: string | null;
  readonly closed: Evidence["closed"];
  /** Names of the files beside the closed ones and of these. */
  readonly closedNames: readonly string[];
}

/**
 * What a recount needs of one round that somebody else has written down.
 *
 * @throws Problem store.damaged when a text is no JSON of its shape
 */
export function evidenceOfExtract(extract: Extract): Evidence {
  const office = parsed<OfficeExtract>(extract.office, OFFICE_FILE, (value) =>
    officeExtract(roundOfExtract(value)),
  );
  const audit = parsed<readonly AuditRow[]>(extract.audit, AUDIT_FILE, auditExtract);
  const round = roundOfExtract(office.value);
  const { sheet } = extract;
  const closed = round.polls.filter(({ state }) => hasClosedFile(state)).map(({ id }) => `${id}.db`);
  return {
    rounds: [round],
    audit: audit.value,
    isAuditCut: true,
    closed: extract.closed,
    closedNames: extract.closedNames,
    sheet,
    unknownFiles: extract.closedNames.filter((name) => !closed.includes(name)),
    strangeFiles: [
      ...(office.isCanonical ? [] : [OFFICE_FILE]),
      ...(audit.isCanonical ? [] : [AUDIT_FILE]),
      ...(sheet === null ? [SHEET_FILE] : []),
    ],
  };
}

/** Reads JSON and writes it again the canonical way: a text with anything more in it is strange. */
function parsed<T>(
  text: string | null,
  file: string,
  again: (value: T) => unknown,
): { readonly value: T; readonly isCanonical: boolean } {
  try {
    const value = JSON.parse(text ?? "") as T;
    return { value, isCanonical: canonicalJson(again(value)) === text };
  } catch {
    throw new Problem("store.damaged", { file, reason: "unreadable" });
  }
}
