import { Problem } from "../../core/problem.ts";
import { connected } from "./connected.ts";

/** A name that nothing else of ours locks. */
const HOLD = "plumbline installation";

export interface HeldDatabase {
  readonly serverVersion: string;
  /** Gives it free. */
  release(): Promise<void>;
}

/**
 * Holds a database for this process, as `DataFolderLock` holds a folder: ends with the connection, however that ends.
 *
 * @param onLost called when the connection ended by itself: another process may take the database from then on
 * @throws Problem store.locked while another process holds it
 */
export async function holdDatabase(databaseUrl: string, onLost: () => void): Promise<HeldDatabase> {
  const client = await connected(databaseUrl, "plumbline lock");
  let isOver = false;
  client.on("error", () => undefined);
  client.once("end", () => {
    if (!isOver) onLost();
  });
  const release = async (): Promise<void> => {
    isOver = true;
    await client.end();
  };
  const { rows } = await client.query<{ taken: boolean; database: string; version: string }>(
    `select pg_try_advisory_lock(hashtext($1)) as taken, current_database() as database,
            current_setting('server_version') as version`,
    [HOLD],
  );
  const { taken, database, version } = rows[0]!;
  if (taken) return { serverVersion: version, release };
  await release();
  throw new Problem("store.locked", { file: database });
}
