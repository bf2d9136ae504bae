import { type DatabaseSetting, Problem } from "../../core/problem.ts";
import { connected } from "./connected.ts";
import { placeOf } from "./office-place.ts";
import {
  type Asked,
  askedBy,
  findLogKeepers,
  findMissingRights,
  findWrong,
  OTHER_SETTINGS,
  type WantedSettings,
} from "./refuse-settings.ts";
import { Standby, StandbyAway } from "./standby.ts";

/** What a standby has to have besides what its server has to have. */
const WANTED_OF_STANDBY: WantedSettings = {
  // What was deleted would stay there for as long.
  recovery_min_apply_delay: ["0"],
  // Whoever looks there would keep deleted rows in the server's tables, which are written anew without them.
  hot_standby_feedback: ["off"],
  // At "debug" each transaction as it is replayed, with the time.
  trace_recovery_messages: ["log", "notice", "warning", "error"],
  // At each of its checkpoints the time of the last commit.
  log_checkpoints: ["off"],
};

/** To see who follows, and which files of the log there are. */
const SEES = ["pg_monitor"];

interface Follower {
  readonly name: string | null;
  readonly state: string | null;
  readonly sync: string | null;
}

/** A standby as it was found. */
interface Looked {
  readonly place: string;
  /** By which the server that it follows calls it; null when it follows none, or another. */
  readonly name: string | null;
  readonly settings: readonly DatabaseSetting[];
}

/**
 * Refuses a server that somebody follows who is not named, and standbys that are away, would lose what was acknowledged when
 * they take the server's place, or keep what closing takes away. Nothing is asked where none is named: `refuseSettings` then
 * refuses whoever follows.
 *
 * @param databaseUrl with the standbys that are named; asked as its account
 * @param isReturn after the server was away: standbys come back in their own time, and until then everything that closes waits
 * @throws Problem database.settings with all that is wrong
 */
export async function refuseStandbys(databaseUrl: string, isReturn = false): Promise<void> {
  const { standbyUrls } = placeOf(databaseUrl);
  if (standbyUrls.length === 0) return;
  const client = await connected(databaseUrl, "plumbline");
  try {
    const settings = await findUnfit(askedBy(client), standbyUrls, isReturn);
    if (settings.length > 0) throw new Problem("database.settings", { settings });
  } finally {
    await client.end();
  }
}

/**
 * What in standbys, or in others who follow the server, keeps the log of changes beyond a close.
 *
 * @param server asked as the account of the URL
 * @throws StandbyAway when one does not answer or follow
 */
export async function findKeptByStandbys(
  server: Asked,
  standbys: readonly Standby[],
): Promise<readonly DatabaseSetting[]> {
  const lacking = await findMissingRights(server, SEES);
  if (lacking.length > 0) return lacking;
  const system = await systemOf(server);
  const found: Looked[] = [];
  for (const standby of standbys) found.push(await lookAt(standby, system, WANTED_OF_STANDBY));
  return [...found.flatMap(({ settings }) => settings), ...findStrangers(found, await followersOf(server))];
}

async function findUnfit(
  server: Asked,
  urls: readonly string[],
  isReturn: boolean,
): Promise<readonly DatabaseSetting[]> {
  const lacking = await findMissingRights(server, SEES);
  if (lacking.length > 0) return lacking;
  const system = await systemOf(server);
  const found: Looked[] = [];
  const away: DatabaseSetting[] = [];
  for (const url of urls) {
    const one = await lookAtUrl(url, system);
    if (one instanceof StandbyAway) away.push(one.setting);
    else found.push(one);
  }
  const followers = await followersOf(server);
  return [
    ...(isReturn ? [] : away),
    ...found.flatMap(({ settings }) => settings),
    // Of one that is away it is not known by which name it may follow.
    ...(away.length > 0 ? [] : findStrangers(found, followers, isReturn)),
    ...findUnsafe(found, followers, isReturn),
  ];
}

async function lookAtUrl(url: string, system: string): Promise<Looked | StandbyAway> {
  let standby: Standby | null = null;
  try {
    standby = await Standby.connect(url);
    return await lookAt(standby, system, { ...OTHER_SETTINGS, ...WANTED_OF_STANDBY });
  } catch (error) {
    if (error instanceof StandbyAway) return error;
    throw error;
  } finally {
    await standby?.end();
  }
}

/** @throws StandbyAway */
async function lookAt(standby: Standby, system: string, wanted: WantedSettings): Promise<Looked> {
  const { place } = standby;
  const wrong = (...settings: readonly DatabaseSetting[]): Looked => ({
    place,
    name: null,
    settings: settings.map((one) => ({ ...one, standby: place })),
  });
  const [is] = await standby.rows<{ standby: boolean }>("select pg_is_in_recovery() as standby");
  if (!is!.standby) return wrong({ name: "pg_is_in_recovery()", found: "false", wanted: "true" });
  const own = await systemOf(standby);
  if (own !== system) return wrong({ name: "system_identifier", found: own, wanted: system });
  const lacking = await findMissingRights(standby, SEES);
  if (lacking.length > 0) return wrong(...lacking);
  const name = await nameOf(standby);
  const settings = [
    ...(await findWrong(standby, wanted)),
    ...(await findLogKeepers(standby, "of a standby")),
  ];
  return { ...wrong(...settings), name };
}

async function systemOf(asked: Asked): Promise<string> {
  const [row] = await asked.rows<{ system: string }>(
    "select system_identifier::text as system from pg_control_system()",
  );
  return row!.system;
}

/** By which the server lists a standby: as it was told, or as the program is called that follows. @throws StandbyAway */
async function nameOf(standby: Standby): Promise<string> {
  const [receiver] = await standby.rows<{ status: string; conninfo: string }>(
    "select status, conninfo from pg_stat_wal_receiver",
  );
  if (receiver?.status !== "streaming") throw standby.away(receiver?.status ?? "none");
  const told = (word: string): string | undefined =>
    new RegExp(`(?:^| )${word}=(\\S+)`).exec(receiver.conninfo)?.[1];
  return told("application_name") ?? told("fallback_application_name") ?? "walreceiver";
}

const followersOf = (server: Asked): Promise<readonly Follower[]> =>
  server.rows<Follower>(
    "select application_name as name, state, sync_state as sync from pg_stat_replication order by 1",
  );

/** @param isReturn whether named ones may still be on their way, or listed twice */
function findStrangers(
  standbys: readonly Looked[],
  followers: readonly Follower[],
  isReturn = false,
): readonly DatabaseSetting[] {
  const names = standbys.flatMap(({ name }) => name ?? []).toSorted();
  if (new Set(names).size < names.length)
    return [{ name: "application_name", found: names.join(", "), wanted: "one for each" }];
  const strangers = followers.filter(({ name }) => name === null || !names.includes(name));
  const lacking = names.filter(
    (one) => followers.filter(({ name, state }) => name === one && state === "streaming").length !== 1,
  );
  if (strangers.length === 0 && (isReturn || lacking.length === 0)) return [];
  const found = followers.map(({ name, state }) => `${name ?? "?"} (${state ?? "?"})`).join(", ");
  return [{ name: "pg_stat_replication", found: found || "0", wanted: names.join(", ") || "0" }];
}

/** Where the server waits for nobody, what it has acknowledged is lost with it. */
function findUnsafe(
  standbys: readonly Looked[],
  followers: readonly Follower[],
  isReturn: boolean,
): readonly DatabaseSetting[] {
  const isSafe = (sync: string | null): boolean =>
    isReturn ? sync !== "async" : sync === "sync" || sync === "quorum";
  return standbys.flatMap(({ place, name: own }) =>
    followers
      .filter(({ name, sync }) => name === own && !isSafe(sync))
      .map(({ sync }) => ({
        name: "sync_state",
        found: String(sync),
        wanted: "sync",
        standby: place,
      })),
  );
}
