import type { ClientBase } from "pg";
import { type DatabaseSetting, Problem } from "../../core/problem.ts";
import { type Asked, askedBy, findLogKeepers } from "./refuse-settings.ts";

/** A file of the log of changes, whatever else its name says; behind the timeline stands its place in the log. */
const FILE = "^[0-9A-F]{24}";
const PLACE_FROM = 9;
const PLACE_LENGTH = 16;

/**
 * Takes what was written until now out of the server's log of changes, in which rows stand in the order of their coming
 * and stay after they were deleted: a new file of the log is begun, and the older ones are let go. Then it is asked whether
 * they are: since the start somebody may have made a slot, begun to follow the log, or changed a setting. Every step can be
 * repeated.
 *
 * @param client acts as the account of the URL
 * @throws Problem database.log-kept with all that keeps the log; nothing that was written before may be told to be gone then
 */
export async function forgetLog(client: ClientBase): Promise<void> {
  const asked = askedBy(client);
  refuseKept(await findLogKeepers(asked));
  const newest = await beginNewFile(client);
  await client.query("checkpoint");
  refuseKept([...(await findLogKeepers(asked)), ...(await findOldFiles(asked, newest))]);
}

function refuseKept(settings: readonly DatabaseSetting[]): void {
  if (settings.length > 0) throw new Problem("database.log-kept", { settings });
}

/** @returns the place of the newest file that has to go; where a file had just been begun, the one before it */
async function beginNewFile(client: ClientBase): Promise<string> {
  const { rows } = await client.query<{ place: string }>(
    `select substr(pg_walfile_name(pg_switch_wal()), ${PLACE_FROM}, ${PLACE_LENGTH}) as place`,
  );
  return rows[0]!.place;
}

/** Files that the checkpoint should have deleted, where the account may look: a slot that was there a moment ago keeps them too. */
async function findOldFiles(asked: Asked, newest: string): Promise<readonly DatabaseSetting[]> {
  const [may] = await asked.rows<{ look: boolean }>(
    "select has_function_privilege('pg_ls_waldir()', 'execute') as look",
  );
  if (!may!.look) return [];
  const [old] = await asked.rows<{ count: number }>(
    `select count(*)::int as count from pg_ls_waldir()
     where name ~ $1 and substr(name, ${PLACE_FROM}, ${PLACE_LENGTH}) collate "C" <= $2`,
    [FILE, newest],
  );
  return old!.count === 0 ? [] : [{ name: "pg_wal", found: String(old!.count), wanted: "0" }];
}
