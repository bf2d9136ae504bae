import type { ClientBase } from "pg";
import { type DatabaseSetting, Problem } from "../../core/problem.ts";
import { type Asked, askedBy, findLogKeepers } from "./refuse-settings.ts";
import { findKeptByStandbys } from "./refuse-standbys.ts";
import type { Standby } from "./standby.ts";

/** A file of the log of changes, whatever else its name says; behind the timeline stands its place in the log. */
const FILE = "^[0-9A-F]{24}";
const place = (name: string): string => `substr(${name}, 9, 16)`;

/**
 * Takes what was written until now out of the server's log of changes, in which rows stand in the order of their coming
 * and stay after they were deleted, and out of that of its standbys: a new file of the log is begun, and the older ones are let
 * go, first there, then by each standby once it has done what they say. Then it is asked whether they are gone: since the start
 * somebody may have made a slot, begun to follow the log, or changed a setting. Every step can be repeated.
 *
 * @param client acts as the account of the URL
 * @param standbys all that are named
 * @throws Problem database.log-kept with all that keeps the log; nothing that was written before may be told to be gone then.
 *   StandbyAway, of which `withStandbys` makes the same
 */
export async function forgetLog(client: ClientBase, standbys: readonly Standby[] = []): Promise<void> {
  const server = askedBy(client);
  refuseKept(await findKeepers(server, standbys));
  const { newest, end } = await beginNewFile(server);
  // Before the server lets it go: one that is behind could not go on without it.
  for (const standby of standbys) await standby.untilReplayed(end);
  await client.query("checkpoint");
  await forgetFollowed(server, standbys);
  const old = await findOldFiles(server, newest, standbys.length > 0);
  refuseKept([
    ...(await findKeepers(server, standbys)),
    ...old,
    ...(await findOldOfStandbys(standbys, newest)),
  ]);
}

async function findKeepers(server: Asked, standbys: readonly Standby[]): Promise<readonly DatabaseSetting[]> {
  if (standbys.length === 0) return findLogKeepers(server);
  return [
    ...(await findLogKeepers(server, "that is followed")),
    ...(await findKeptByStandbys(server, standbys)),
  ];
}

function refuseKept(settings: readonly DatabaseSetting[]): void {
  if (settings.length > 0) throw new Problem("database.log-kept", { settings });
}

/**
 * @returns the place of the newest file that has to go, where a file had just been begun the one before it; and where in the log
 *   that file ends
 */
async function beginNewFile(server: Asked): Promise<{ readonly newest: string; readonly end: string }> {
  const [row] = await server.rows<{ newest: string; end: string }>(
    `select ${place("pg_walfile_name(lsn - 1)")} as newest, lsn::text as end from pg_switch_wal() as lsn`,
  );
  return row!;
}

/** A standby lets go what is older than the last checkpoint of the server that it has replayed, at a checkpoint of its own. */
async function forgetFollowed(server: Asked, standbys: readonly Standby[]): Promise<void> {
  if (standbys.length === 0) return;
  const [row] = await server.rows<{ behind: string }>(
    "select (checkpoint_lsn + 1)::text as behind from pg_control_checkpoint()",
  );
  for (const standby of standbys) {
    await standby.untilReplayed(row!.behind);
    await standby.rows("checkpoint");
  }
}

async function findOldOfStandbys(
  standbys: readonly Standby[],
  newest: string,
): Promise<readonly DatabaseSetting[]> {
  const found: DatabaseSetting[] = [];
  for (const standby of standbys)
    for (const old of await findOldFiles(standby, newest, true))
      found.push({ ...old, standby: standby.place });
  return found;
}

/**
 * Files that the checkpoint should have deleted: a slot that was there a moment ago keeps them too.
 *
 * @param mustLook whether it is wrong as well that the account may not look; otherwise nothing is found then
 */
async function findOldFiles(
  asked: Asked,
  newest: string,
  mustLook: boolean,
): Promise<readonly DatabaseSetting[]> {
  const [may] = await asked.rows<{ look: boolean }>(
    "select has_function_privilege('pg_ls_waldir()', 'execute') as look",
  );
  if (!may!.look) return mustLook ? [{ name: "pg_ls_waldir()", found: "no right", wanted: "execute" }] : [];
  const [old] = await asked.rows<{ count: number }>(
    `select count(*)::int as count from pg_ls_waldir()
     where name ~ '${FILE}' and ${place("name")} collate "C" <= $1`,
    [newest],
  );
  return old!.count === 0 ? [] : [{ name: "pg_wal", found: String(old!.count), wanted: "0" }];
}
