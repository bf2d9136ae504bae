import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "../../core/problem.ts";
import { DataFolderLock } from "../sqlite/data-folder-lock.ts";
import type { Stores } from "../stores.ts";
import { type HeldDatabase, holdDatabase } from "./hold-database.ts";
import { openPostgresStores } from "./open-postgres-stores.ts";

export interface ServerStores extends Stores {
  /** Of the server: "15.8". */
  readonly serverVersion: string;
}

/**
 * Opens the stores of an installation on PostgreSQL and holds database and folder for this process. The folder has
 * copies of closed files and exports, and nothing that the database has not.
 *
 * @param onLost called when the hold on the database was lost: another process may have it
 * @throws Problem usage for a folder with stores of its own; store.locked, database.unreachable, database.settings,
 *   store.newer-version, store.damaged
 */
export async function openServerStores(
  databaseUrl: string,
  dataFolder: string,
  onLost: () => void,
): Promise<ServerStores> {
  if (existsSync(join(dataFolder, "office.db"))) throw new Problem("usage", { reason: "sqlite in folder" });
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const lock = new DataFolderLock(dataFolder);
  let hold: HeldDatabase | null = null;
  try {
    hold = await holdDatabase(databaseUrl, onLost);
    const { release, serverVersion } = hold;
    const stores = await openPostgresStores(databaseUrl, join(dataFolder, "closed"), true);
    const close = async (): Promise<void> => {
      await stores.close();
      await release();
      lock.release();
    };
    return { ...stores, serverVersion, close };
  } catch (error) {
    await hold?.release();
    lock.release();
    throw error;
  }
}
