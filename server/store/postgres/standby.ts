import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "pg";
import { type DatabaseSetting, isProblem, Problem } from "../../core/problem.ts";
import { closeInTurn } from "./close-in-turn.ts";
import { connected } from "./connected.ts";
import type { Asked } from "./refuse-settings.ts";

/** A checkpoint there may take as long as here. */
const ANSWERS_MS_MAX = 60_000;
/** One that is synchronous is behind for milliseconds; longer, and it is tried again later. */
const REPLAYS_MS_MAX = 10_000;
const ASKS_AGAIN_MS = 50;

/** A standby does not answer, or is not as far as the server, and so nothing that it was to do is done. */
export class StandbyAway extends Error {
  constructor(readonly setting: DatabaseSetting) {
    super(`${setting.name} of ${setting.standby}`);
  }
}

/** A connection to a standby of the server, which follows its log of changes on a disk of its own. */
export class Standby implements Asked {
  private constructor(
    readonly place: string,
    private readonly client: Client,
  ) {}

  /** @throws StandbyAway */
  static async connect(url: string): Promise<Standby> {
    const place = placeName(url);
    try {
      return new Standby(place, await connected(url, "plumbline standby", ANSWERS_MS_MAX));
    } catch (error) {
      throw away(place, isProblem(error, "database.unreachable") ? error.facts.reason : String(error));
    }
  }

  /** @throws StandbyAway, where something is asked that every standby answers */
  async rows<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    try {
      return (await this.client.query<Row>(sql, [...values])).rows;
    } catch (error) {
      throw away(this.place, error instanceof Error ? error.message : String(error));
    }
  }

  /** Waits until it has done what the server wrote into its log before this place. @throws StandbyAway */
  async untilReplayed(lsn: string): Promise<void> {
    for (let left = REPLAYS_MS_MAX / ASKS_AGAIN_MS; left > 0; left -= 1) {
      const [row] = await this.rows<{ is: boolean | null }>(
        "select pg_last_wal_replay_lsn() >= $1::pg_lsn as is",
        [lsn],
      );
      if (row!.is === true) return;
      await sleep(ASKS_AGAIN_MS);
    }
    const { place: standby } = this;
    throw new StandbyAway({
      name: "pg_last_wal_replay_lsn()",
      found: "behind",
      wanted: "pg_current_wal_lsn()",
      standby,
    });
  }

  /** That it does not follow the server. @param found what it does instead */
  away(found: string): StandbyAway {
    return away(this.place, found);
  }

  async end(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }
}

/**
 * Does something with all standbys, each through a connection that lasts no longer.
 *
 * @throws Problem database.log-kept when one of them does not take a connection
 */
export async function withStandbys<T>(
  urls: readonly string[],
  act: (standbys: readonly Standby[]) => Promise<T>,
): Promise<T> {
  const standbys: Standby[] = [];
  try {
    for (const url of urls) standbys.push(await Standby.connect(url));
    return await act(standbys);
  } catch (error) {
    throw error instanceof StandbyAway
      ? new Problem("database.log-kept", { settings: [error.setting] })
      : error;
  } finally {
    await closeInTurn(...standbys.map((one) => () => one.end()));
  }
}

const away = (standby: string, found: string): StandbyAway =>
  new StandbyAway({ name: "pg_stat_wal_receiver", found, wanted: "streaming", standby });

/** As people call it; of a socket the folder. */
function placeName(url: string): string {
  const { hostname, port, searchParams } = new URL(url);
  return `${searchParams.get("host") ?? hostname}:${port || "5432"}`;
}
