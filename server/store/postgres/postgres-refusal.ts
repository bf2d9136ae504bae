import { DatabaseError } from "pg";
import { Problem } from "../../core/problem.ts";

const DISK_FULL = "53100";
/** A page, an index, or a disk that does not give a file (58030) or has none (58P01). */
const BROKEN_PAGE = new Set(["XX001", "XX002", "58030", "58P01"]);
/** Text with U+0000, which PostgreSQL cannot hold: no name, id or note has it. */
const NO_TEXT = "22021";
const CONFLICT = new Set(["40001", "40P01"]);
const LOCK_TIMEOUT = "55P03";
/**
 * The server ends or is starting (57P0…), its operator has broken a statement off (57000, 57014), it has ended a connection or a transaction
 * that stood still (57P05, 25P03), it lacks memory, places for locks or connections (53000, 53200, 53300), or was lost on the way (08…); then
 * those of the operating system. A limit that is reached every time (53400) and a database that is gone (57P04) are none of them.
 */
const AWAY = /^(?:57000|57014|57P0[1235]|25P03|53[023]00|08\w{3}|ECONNRESET|EPIPE|ETIMEDOUT)$/;
const CONNECTING = new Set(["connect", "getaddrinfo"]);
/** Errors of the client library, which have no code. */
const CUT_OFF =
  /^Connection terminated|^timeout exceeded when trying to connect|^Client has encountered a connection error|connection error and is not queryable/;
const RETRY_SECONDS = 5;

/** Whether the server took a transaction back only because of another one beside it: it may be tried again. */
export function isConflict(error: unknown): boolean {
  return error instanceof DatabaseError && CONFLICT.has(error.code ?? "");
}

/** Whether somebody else held what was asked for longer than the transaction would wait. */
export function isLockTimeout(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === LOCK_TIMEOUT;
}

/** Whether nothing was answered because the connection ended or there was none. */
function isAway(error: unknown): boolean {
  if (error instanceof AggregateError) return (error.errors as unknown[]).some(isAway);
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall !== undefined && CONNECTING.has(syscall)) return true;
  return typeof code === "string" ? AWAY.test(code) : CUT_OFF.test(error.message);
}

/**
 * What a caller is told: a server that is away, takes nobody in or has nothing left to work with `server.busy`, for what was asked can be asked again; a full disk is `store.storage-full`, a broken page `store.damaged` with the schema's name, U+0000
 * in a text `request.malformed`; every other error stays what it is.
 */
export function postgresRefusal(error: unknown, schema: string): unknown {
  if (isAway(error)) return new Problem("server.busy", { seconds: RETRY_SECONDS });
  if (!(error instanceof DatabaseError)) return error;
  if (error.code === DISK_FULL) return new Problem("store.storage-full", {});
  if (error.code === NO_TEXT) return new Problem("request.malformed", { reason: "U+0000" });
  if (BROKEN_PAGE.has(error.code ?? "")) {
    return new Problem("store.damaged", { file: schema, reason: "broken-page" });
  }
  return error;
}
