import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isProblem, Problem } from "../../core/problem.ts";
import { refuseWrongKinds } from "../refuse-wrong-kinds.ts";
import { DataFolderLock } from "../sqlite/data-folder-lock.ts";
import { closeInTurn } from "./close-in-turn.ts";
import { type OnGone, shareDatabase } from "./hold-database.ts";
import { areSchemasCurrent, openPostgresStores, type PostgresStores } from "./open-postgres-stores.ts";
import { SERVING_SILENT_SECONDS } from "./postgres-serving.ts";

const TRIES_AGAIN_MS = 500;

export interface ServerStores extends PostgresStores {
  /** Of the server: "15.8". */
  readonly serverVersion: string;
  /** Whether this process has its part of the database now; nobody is to be answered while it has not. */
  isHeld(): boolean;
}

/**
 * Opens the stores of an installation on PostgreSQL, beside other processes of the same version, and holds the folder for
 * this process. The folder has copies of closed files, and nothing that the database has not.
 *
 * @param onGone called when a newer version has changed the database, or somebody its settings, while this process did not hold it
 * @param isAmongOthers whether this process serves other offices of the database as well: its pools are smaller then
 * @throws Problem usage for a folder with stores of its own; store.locked, database.unreachable, database.settings,
 *   database.upgrade, store.newer-version, store.damaged
 */
export async function openServerStores(
  databaseUrl: string,
  dataFolder: string,
  onGone: OnGone,
  onFault: (error: unknown) => void = () => undefined,
  isAmongOthers = false,
): Promise<ServerStores> {
  if (existsSync(join(dataFolder, "office.db"))) throw new Problem("usage", { reason: "sqlite in folder" });
  refuseWrongKinds(dataFolder);
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const lock = new DataFolderLock(dataFolder);
  try {
    const open = (others: "alone" | "beside"): Promise<PostgresStores> =>
      openPostgresStores(databaseUrl, join(dataFolder, "closed"), others, onFault, undefined, isAmongOthers);
    const { hold, opened } = await shareDatabase(
      databaseUrl,
      (isAlone) => (isAlone ? onceNobodyServes(() => open("alone")) : open("beside")),
      (client) => areSchemasCurrent(client, databaseUrl),
      onGone,
      (stores) => stores.close(),
    );
    const close = (): Promise<void> =>
      closeInTurn(
        () => opened.close(),
        () => hold.release(),
        () => lock.release(),
      );
    return { ...opened, serverVersion: hold.serverVersion, isHeld: () => hold.isHeld(), close };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * Tables are not changed under a process that still gives signs of life. One that was killed ceases to by itself; one that
 * lives goes on, and is refused after a while.
 *
 * @throws Problem database.upgrade
 */
async function onceNobodyServes<T>(open: () => Promise<T>): Promise<T> {
  for (let left = (2 * SERVING_SILENT_SECONDS * 1000) / TRIES_AGAIN_MS; ; left -= 1) {
    try {
      return await open();
    } catch (error) {
      if (!isProblem(error, "database.upgrade") || left <= 0) throw error;
      await sleep(TRIES_AGAIN_MS);
    }
  }
}
