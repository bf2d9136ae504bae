import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import type { SeizedFile } from "./extractors.ts";
import { CHANGE_FILES, TABLE_FILES } from "./postgres-extractors.ts";
import { seize } from "./seize.ts";

/**
 * Takes what lies on the disk of the server of a database: tables and indexes, the log of changes, and what the server wrote down
 * of its work. Files without anything that is looked for are left out: the server has hundreds, and no attack gets anything from them.
 */
export async function seizeDatabase(
  databaseUrl: string,
  needles: readonly Buffer[],
): Promise<readonly SeizedFile[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  // Everything on disk, as an orderly stop would leave it.
  await client.query("checkpoint");
  const { rows } = await client.query<{ folder: string; database: string }>(
    `select current_setting('data_directory') as folder, oid::text as database
     from pg_database where datname = current_database()`,
  );
  await client.end();
  const { folder, database } = rows[0]!;
  const holdsOne = ({ bytes }: SeizedFile): boolean => needles.some((needle) => bytes.includes(needle));
  return [
    ...seize(join(folder, "base", database), TABLE_FILES).filter(holdsOne),
    ...seize(join(folder, "pg_wal"), CHANGE_FILES).filter(holdsOne),
    serverLog(folder),
  ];
}

/** `scripts/test-pg.mjs` has it beside the server's folder. */
function serverLog(folder: string): SeizedFile {
  const path = `${folder}.log`;
  if (!existsSync(path)) throw new Error(`the server's own log is not at ${path}`);
  return { name: "server.log", bytes: readFileSync(path), modifiedMs: 0 };
}
