import { DatabaseError } from "pg";
import { Problem } from "../../core/problem.ts";

const DISK_FULL = "53100";
const BROKEN_PAGE = new Set(["XX001", "XX002"]);
/** Text with U+0000, which PostgreSQL cannot hold: no name, id or note has it. */
const NO_TEXT = "22021";
const CONFLICT = new Set(["40001", "40P01"]);

/** Whether the server took a transaction back only because of another one beside it: it may be tried again. */
export function isConflict(error: unknown): boolean {
  return error instanceof DatabaseError && CONFLICT.has(error.code ?? "");
}

/**
 * What a caller is told: a full disk is `store.storage-full`, a broken page `store.damaged` with the schema's name, U+0000
 * in a text `request.malformed`; every other error stays what it is.
 */
export function postgresRefusal(error: unknown, schema: string): unknown {
  if (!(error instanceof DatabaseError)) return error;
  if (error.code === DISK_FULL) return new Problem("store.storage-full", {});
  if (error.code === NO_TEXT) return new Problem("request.malformed", { reason: "U+0000" });
  if (BROKEN_PAGE.has(error.code ?? "")) {
    return new Problem("store.damaged", { file: schema, reason: "broken-page" });
  }
  return error;
}
