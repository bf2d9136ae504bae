/** What lies on the disk of a test's stores. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { connected } from "../../server/store/postgres/connected.ts";

/** Everything of the office store, a letter for each byte; on PostgreSQL of the whole database, once every page is written. */
export async function officeBytes(of: {
  readonly dataFolder: string;
  readonly databaseUrl: string | null;
}): Promise<string> {
  if (of.databaseUrl === null) return bytesIn(of.dataFolder, (name) => name.startsWith("office.db"));
  return bytesIn(await writtenFolder(of.databaseUrl), () => true);
}

/** Where the files of the tests' database lie, once every page is written. */
export async function writtenFolder(databaseUrl: string): Promise<string> {
  const client = await connected(databaseUrl, "test");
  try {
    await client.query("checkpoint");
    const { rows } = await client.query<{ folder: string }>(
      `select current_setting('data_directory') || '/base/' || oid as folder
       from pg_database where datname = current_database()`,
    );
    return rows[0]!.folder;
  } finally {
    await client.end();
  }
}

/** Files that go while they are read are gone. */
const bytesIn = (folder: string, isOne: (name: string) => boolean): string =>
  readdirSync(folder)
    .filter(isOne)
    .map((name) => join(folder, name))
    .map((path) => (existsSync(path) ? readFileSync(path).toString("latin1") : ""))
    .join("");
