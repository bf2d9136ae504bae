/**
 * Stores of a test's own: in its data folder, or where a PostgreSQL server was started for the tests (`npm run test:pg`), in
 * a database there.
 */
import { openServices, type Services } from "../../server/compose.ts";
import { backupDatabase } from "../../server/store/postgres/backup-database.ts";
import { urlWithStandbys } from "../../server/store/postgres/office-place.ts";
import { isPostgresAbsent, temporaryDatabase } from "../../server/store/postgres/temporary-postgres.ts";
import { backup, type BackupOptions, type BackupReport } from "../../server/store/sqlite/backup.ts";

export interface StoresOfTest {
  readonly services: Services;
  /** Null where the data folder has all stores. */
  readonly databaseUrl: string | null;
  /** Closes them and removes the database; the data folder is whoever's made it. */
  dispose(): Promise<void>;
}

/** @param settings.databaseServer another PostgreSQL server than the tests' own, with its standbys */
export async function openStoresOfTest(
  dataFolder: string,
  settings: {
    readonly address?: string | null;
    readonly clock?: (() => Date) | undefined;
    readonly databaseServer?: string | undefined;
    readonly standbys?: readonly string[] | undefined;
  } = {},
): Promise<StoresOfTest> {
  const database = isPostgresAbsent ? null : await temporaryDatabase(settings.databaseServer);
  const databaseUrl = database && withStandbys(database.url, settings.standbys ?? []);
  const services = await openServices(
    { dataFolder, databaseUrl, address: settings.address ?? null },
    settings.clock,
  );
  const dispose = async (): Promise<void> => {
    await services.close();
    await database?.dispose();
  };
  return { services, databaseUrl, dispose };
}

/** The same database on each of these servers. */
function withStandbys(databaseUrl: string, servers: readonly string[]): string {
  if (servers.length === 0) return databaseUrl;
  const { pathname } = new URL(databaseUrl);
  const onServer = (server: string): string => Object.assign(new URL(server), { pathname }).href;
  return urlWithStandbys(databaseUrl, servers.map(onServer));
}

/** A backup, which is the same folder of either engine. */
export async function copyStores(
  from: { readonly dataFolder: string; readonly databaseUrl: string | null },
  target: string,
  options: BackupOptions = { privateKeys: false },
): Promise<BackupReport> {
  return from.databaseUrl === null
    ? backup(from.dataFolder, target, options)
    : backupDatabase(from.databaseUrl, target, { ...options, isKept: true });
}
