import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "../../core/problem.ts";
import { DataFolderLock } from "../sqlite/data-folder-lock.ts";
import type { Stores } from "../stores.ts";
import { type OnGone, shareDatabase } from "./hold-database.ts";
import { areSchemasCurrent, openPostgresStores } from "./open-postgres-stores.ts";

export interface ServerStores extends Stores {
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
 * @throws Problem usage for a folder with stores of its own; store.locked, database.unreachable, database.settings,
 *   database.upgrade, store.newer-version, store.damaged
 */
export async function openServerStores(
  databaseUrl: string,
  dataFolder: string,
  onGone: OnGone,
  onFault: (error: unknown) => void = () => undefined,
): Promise<ServerStores> {
  if (existsSync(join(dataFolder, "office.db"))) throw new Problem("usage", { reason: "sqlite in folder" });
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const lock = new DataFolderLock(dataFolder);
  try {
    const { hold, opened } = await shareDatabase(
      databaseUrl,
      (isAlone) =>
        openPostgresStores(databaseUrl, join(dataFolder, "closed"), isAlone ? "alone" : "beside", onFault),
      areSchemasCurrent,
      onGone,
    );
    const close = async (): Promise<void> => {
      await opened.close();
      await hold.release();
      lock.release();
    };
    return { ...opened, serverVersion: hold.serverVersion, isHeld: () => hold.isHeld(), close };
  } catch (error) {
    lock.release();
    throw error;
  }
}
