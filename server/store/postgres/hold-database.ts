import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseError, type Client } from "pg";
import { isProblem, Problem } from "../../core/problem.ts";
import { closeInTurn } from "./close-in-turn.ts";
import { connected } from "./connected.ts";
import { endsWhenSilent } from "./ends-when-silent.ts";
import { ownName, placeOf } from "./office-place.ts";

/** Names that nothing else of ours locks. */
const HOLD = "plumbline installation";
const START = "plumbline start";
/** A start that migrates a large database takes its time. */
const STARTS_WAIT_SECONDS = 120;
const LOCK_TIMEOUT = "55P03";
const TRIES_AGAIN_MS = 250;
/** Together less than the server itself waits for a network that is silent: nobody else has the database alone before this one knows. */
const ASKS_EVERY_MS = 2_000;
const ANSWERS_MS_MAX = 5_000;
/** Between two statements of a transaction, which the hold has only in the moment in which it comes back. */
const HANGS_SECONDS = 30;

const tryTo = (lock: string): string => `select ${lock}(hashtext($1)) as taken`;

const holdOf = (databaseUrl: string): string => ownName(HOLD, placeOf(databaseUrl).office);
const startOf = (databaseUrl: string): string => ownName(START, placeOf(databaseUrl).office);

export interface HeldDatabase {
  readonly serverVersion: string;
  /** Gives it free. */
  release(): Promise<void>;
}

export interface SharedDatabase extends HeldDatabase {
  /** False from the moment the hold was lost until it is back; nobody may be answered meanwhile. */
  isHeld(): boolean;
}

/**
 * Holds an office's part of a database that nobody else may use meanwhile; ends with the connection, however that ends.
 *
 * @throws Problem store.locked while a process uses it; database.unreachable
 */
export async function holdDatabase(databaseUrl: string): Promise<HeldDatabase> {
  const client = await connected(databaseUrl, "plumbline lock");
  try {
    if (!(await takes(client, "pg_try_advisory_lock", holdOf(databaseUrl))))
      throw await locked(client, databaseUrl);
    return { serverVersion: await versionOf(client), release: () => client.end() };
  } catch (error) {
    await client.end();
    throw error;
  }
}

/** @param refusal null: a newer version has changed the tables */
export type OnGone = (refusal: Problem | null) => void;

/**
 * Holds an office's part of a database together with the other processes that serve it. Starts take turns, and the first of them has it alone
 * while it opens: only then may tables be changed. When the connection ends (the server was started anew, a cable was pulled),
 * the hold is taken again as soon as somebody answers.
 *
 * @param open is told whether there is no other process
 * @param isCurrent asked when the hold is back: another may have changed the tables since, or the server's settings, which it
 *   refuses with database.settings, or a clock, with database.clock
 * @param onGone called when they were; with the refusal where it was not the tables
 * @param discard closes what was opened, where the hold could not be shared afterwards
 * @throws Problem store.locked while somebody holds it alone, or starts for longer than two minutes; database.unreachable; what `open` throws
 */
export async function shareDatabase<T>(
  databaseUrl: string,
  open: (isAlone: boolean) => Promise<T>,
  isCurrent: (client: Client) => Promise<boolean>,
  onGone: OnGone,
  discard: (opened: T) => Promise<void> = () => Promise.resolve(),
): Promise<{ readonly hold: SharedDatabase; readonly opened: T }> {
  const hold = new SharedHold(databaseUrl, isCurrent, onGone);
  const opened = await hold.start(open, discard);
  return { hold, opened };
}

class SharedHold implements SharedDatabase {
  serverVersion = "";
  #client: Client | null = null;
  #isOver = false;
  #asked: Promise<boolean> | null = null;

  constructor(
    private readonly databaseUrl: string,
    private readonly isCurrent: (client: Client) => Promise<boolean>,
    private readonly onGone: OnGone,
  ) {}

  isHeld(): boolean {
    return this.#client !== null;
  }

  async start<T>(open: (isAlone: boolean) => Promise<T>, discard: (opened: T) => Promise<void>): Promise<T> {
    const client = await this.#connect();
    const undo = [() => client.end()];
    try {
      this.serverVersion = await versionOf(client);
      await takeTurn(client, this.databaseUrl);
      const isAlone = await this.#takes(client, "pg_try_advisory_lock");
      if (!isAlone && !(await this.#takes(client, "pg_try_advisory_lock_shared")))
        throw await locked(client, this.databaseUrl);
      const opened = await open(isAlone);
      undo.unshift(() => discard(opened));
      if (isAlone) {
        const hold = holdOf(this.databaseUrl);
        await client.query("select pg_advisory_lock_shared(hashtext($1))", [hold]);
        await client.query("select pg_advisory_unlock(hashtext($1))", [hold]);
      }
      await client.query("select pg_advisory_unlock(hashtext($1))", [startOf(this.databaseUrl)]);
      this.#keep(client);
      return opened;
    } catch (error) {
      this.#isOver = true;
      // What is told is why it failed, not what could not be closed after that.
      await closeInTurn(...undo).catch(() => undefined);
      throw error;
    }
  }

  async release(): Promise<void> {
    this.#isOver = true;
    // One that still asks would be cut off, and the server would notice only later.
    await this.#asked;
    await this.#client?.end();
  }

  async #connect(): Promise<Client> {
    const client = await connected(this.databaseUrl, "plumbline lock");
    try {
      await client.query(endsWhenSilent(HANGS_SECONDS));
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
  }

  #takes(client: Client, lock: string): Promise<boolean> {
    return takes(client, lock, holdOf(this.databaseUrl));
  }

  #keep(client: Client): void {
    this.#client = client;
    client.once("end", () => this.#lose(client));
    void this.#watch(client);
  }

  #lose(client: Client): void {
    if (this.#client !== client) return;
    this.#client = null;
    if (!this.#isOver) void this.#return();
  }

  /** A firewall, or a machine without power, ends a connection and tells nobody: only who asks finds out. */
  async #watch(client: Client): Promise<void> {
    for (;;) {
      await sleep(ASKS_EVERY_MS, undefined, { ref: false });
      if (this.#client !== client || this.#isOver) return;
      const asked = isAnswered(client);
      this.#asked = asked;
      if (await asked) continue;
      this.#lose(client);
      await client.end().catch(() => undefined);
      return;
    }
  }

  async #return(): Promise<void> {
    while (!this.#isOver) {
      await sleep(TRIES_AGAIN_MS, undefined, { ref: false });
      const found = await this.#tryAgain().catch((error: unknown) =>
        isProblem(error, "database.settings") || isProblem(error, "database.clock")
          ? error
          : ("not yet" as const),
      );
      if (found === "not yet") continue;
      if (found !== "held") this.onGone(found === "gone" ? null : found);
      return;
    }
  }

  async #tryAgain(): Promise<"held" | "not yet" | "gone"> {
    const client = await this.#connect();
    try {
      // Somebody who has it alone may be changing it.
      if (!(await this.#takes(client, "pg_try_advisory_lock_shared"))) {
        await client.end();
        return "not yet";
      }
      const isCurrent = await this.isCurrent(client);
      if (isCurrent && !this.#isOver) {
        this.#keep(client);
        return "held";
      }
      await client.end();
      return isCurrent ? "not yet" : "gone";
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
  }
}

/** Whether the server answers in time; false also after this process itself stood still for that long. */
async function isAnswered(client: Client): Promise<boolean> {
  const answer = client.query("select 1").then(
    () => true,
    () => false,
  );
  return Promise.race([answer, sleep(ANSWERS_MS_MAX, false, { ref: false })]);
}

/** Waits until nobody else starts. @throws Problem store.locked */
async function takeTurn(client: Client, databaseUrl: string): Promise<void> {
  await client.query(`set lock_timeout = '${STARTS_WAIT_SECONDS}s'`);
  try {
    await client.query("select pg_advisory_lock(hashtext($1))", [startOf(databaseUrl)]);
  } catch (error) {
    if (error instanceof DatabaseError && error.code === LOCK_TIMEOUT)
      throw await locked(client, databaseUrl);
    throw error;
  }
}

async function takes(client: Client, lock: string, hold: string): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(tryTo(lock), [hold]);
  return rows[0]!.taken;
}

/** Without the name and number that a distribution writes behind it. */
async function versionOf(client: Client): Promise<string> {
  const { rows } = await client.query<{ version: string }>(
    "select split_part(current_setting('server_version'), ' ', 1) as version",
  );
  return rows[0]!.version;
}

async function locked(client: Client, databaseUrl: string): Promise<Problem> {
  const { rows } = await client.query<{ database: string }>("select current_database() as database");
  return new Problem("store.locked", {
    file: ownName(rows[0]!.database, placeOf(databaseUrl).office),
  });
}
