import type { ClientBase } from "pg";
import { type DatabaseSetting, Problem } from "../../core/problem.ts";
import type { Value } from "./postgres-schema.ts";

/** Whoever can ask as a store: its schema, or a connection that acts as its role. */
export interface Asked {
  rows<Row extends object>(sql: string, values?: readonly Value[]): Promise<Row[]>;
}

/** Whoever asks by a connection of his own. */
export const askedBy = (client: ClientBase): Asked => ({
  rows: async <Row extends object>(sql: string, values: readonly Value[] = []) =>
    (await client.query<Row>(sql, [...values])).rows,
});

/** Of each setting what it may be, as the server writes it; first what it had best be. */
export type WantedSettings = { readonly [name: string]: readonly string[] };

/**
 * What each setting has to be, as the server writes it, and what it does otherwise.
 *
 * @source anonymity.md §2, §2a; docs/storage.md, "PostgreSQL"
 */
export const WANTED_SETTINGS: WantedSettings = {
  // Statements and their times in the server's log: casts and redeems one after the other, some with their values.
  log_statement: ["none", "ddl"],
  log_duration: ["off"],
  log_min_duration_statement: ["-1"],
  log_min_duration_sample: ["-1"],
  log_transaction_sample_rate: ["0"],
  log_parameter_max_length_on_error: ["0"],
  "auto_explain.log_min_duration": ["-1"],
  "pgaudit.log": ["none"],
  "pgaudit.role": [""],
  // The same by what was meant for whoever mends the server itself: one entry a statement, with its text and the time.
  log_parser_stats: ["off"],
  log_planner_stats: ["off"],
  log_executor_stats: ["off"],
  log_statement_stats: ["off"],
  debug_print_parse: ["off"],
  debug_print_rewritten: ["off"],
  debug_print_plan: ["off"],
  // At "debug" the begin and the end of every transaction.
  log_min_messages: ["warning", "info", "notice", "error", "log", "fatal", "panic"],
  // Who waits for which lock, with the time: a cast that meets a close at the door of its poll.
  log_lock_waits: ["off"],
  // A pool opens a connection for who comes after ten quiet seconds, and lets it go ten seconds after the last: by the store's
  // name, with the time.
  log_connections: ["off"],
  log_disconnections: ["off"],
  // The time of every commit, by transaction.
  track_commit_timestamp: ["off"],
  // The log of changes, which has every row in the order of its coming, kept beyond a close.
  archive_mode: ["off"],
  // Old files of that log are kept, or used again with everything still in them, instead of being deleted.
  wal_recycle: ["off"],
  wal_keep_size: ["0"],
  // Acknowledged is on disk, whole, and a broken page is found.
  fsync: ["on"],
  full_page_writes: ["on"],
  data_checksums: ["on"],
};

const isOfLog = (name: string): boolean => ["archive_mode", "wal_recycle", "wal_keep_size"].includes(name);

/** Those that keep the log of changes beyond a close. */
const LOG_SETTINGS = chosen(isOfLog);
export const OTHER_SETTINGS = chosen((name) => !isOfLog(name));

function chosen(is: (name: string) => boolean): WantedSettings {
  return Object.fromEntries(Object.entries(WANTED_SETTINGS).filter(([name]) => is(name)));
}

/**
 * Refuses a server whose settings keep an order of ballots and tickets that closing cannot take away, or that may lose
 * what was acknowledged. Asked as a store itself, so that settings of its role and database are seen.
 *
 * @param isFollowed whether standbys are named, of which `refuseStandbys` asks
 * @throws Problem database.settings with all of them
 */
export async function refuseSettings(schema: Asked, isFollowed = false): Promise<void> {
  const settings = [
    ...(await findWrong(schema, OTHER_SETTINGS)),
    ...(await findLogKeepers(schema, isFollowed ? "that is followed" : "alone")),
  ];
  if (settings.length > 0) throw new Problem("database.settings", { settings });
}

/**
 * What keeps the log of changes, in which every row stands in the order of its coming, beyond a close: settings, slots, whoever
 * follows it, and rights that the account lacks to clear it.
 *
 * @param server "that is followed" by standbys that are named: who follows it is asked elsewhere. "of a standby": it begins no file of its own
 */
export async function findLogKeepers(
  asked: Asked,
  server: "alone" | "that is followed" | "of a standby" = "alone",
): Promise<readonly DatabaseSetting[]> {
  return [
    ...(await findWrong(asked, LOG_SETTINGS)),
    ...(await findRecycleElsewhere(asked)),
    // A slot keeps the log for whoever reads it; so does whoever follows it without a slot, on a machine of his own.
    ...(await findAny(asked, "pg_replication_slots")),
    ...(server === "that is followed" ? [] : await findAny(asked, "pg_stat_replication")),
    ...(await findMissingRights(asked, ["pg_checkpoint"])),
    ...(server === "of a standby" ? [] : await findNoNewFile(asked)),
  ];
}

/** Those that differ; what a server does not know is no setting of it. */
export async function findWrong(schema: Asked, wanted: WantedSettings): Promise<readonly DatabaseSetting[]> {
  const found = await schema.rows<{ name: string; found: string | null }>(
    "select name, current_setting(name, true) as found from unnest($1::text[]) as name",
    [Object.keys(wanted)],
  );
  return found.flatMap(({ name, found: is }) =>
    is === null || is === "" || wanted[name]!.includes(is)
      ? []
      : [{ name, found: is, wanted: wanted[name]![0]! }],
  );
}

/** Old files are used again by a process of the server's own, which obeys what holds for all of it and not what a database was told. */
async function findRecycleElsewhere(schema: Asked): Promise<readonly DatabaseSetting[]> {
  const rows = await schema.rows<{ name: string; found: string; source: string }>(
    `select name, setting as found, source from pg_settings where name = 'wal_recycle' and setting = 'off'
     and source in ('database', 'user', 'database user', 'client', 'session')`,
  );
  return rows.map(({ name, found, source }) => ({
    name,
    found: `${found} (${source})`,
    wanted: `${found} (configuration file)`,
  }));
}

async function findAny(
  schema: Asked,
  view: "pg_replication_slots" | "pg_stat_replication",
): Promise<readonly DatabaseSetting[]> {
  const [row] = await schema.rows<{ count: number }>(`select count(*)::int as count from ${view}`);
  return row!.count === 0 ? [] : [{ name: view, found: String(row!.count), wanted: "0" }];
}

/** Of these roles those that the account of the URL is no member of. */
export async function findMissingRights(
  schema: Asked,
  roles: readonly string[],
): Promise<readonly DatabaseSetting[]> {
  const rows = await schema.rows<{ name: string }>(
    "select name from unnest($1::text[]) as name where not pg_has_role(session_user, name, 'usage')",
    [roles],
  );
  return rows.map(({ name }) => ({ name, found: "no member", wanted: "member" }));
}

/** Whether the account may begin a new file of the log. */
async function findNoNewFile(schema: Asked): Promise<readonly DatabaseSetting[]> {
  const [may] = await schema.rows<{ switch: boolean }>(
    "select has_function_privilege(session_user, 'pg_switch_wal()', 'execute') as switch",
  );
  return may!.switch ? [] : [{ name: "pg_switch_wal()", found: "no right", wanted: "execute" }];
}
