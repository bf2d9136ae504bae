import { setImmediate as nextTurn } from "node:timers/promises";
import type { SqliteFile } from "./sqlite-file.ts";

/** Rows of one transaction: other requests go on in between. */
const CHUNK_ROWS = 500;

/** Deletes every row whose column has one of the values. Can be repeated; stopping in between leaves the rest. */
export async function eraseInChunks(
  file: SqliteFile,
  table: "tickets" | "signing_keys" | "poll_keys" | "exchanges" | "spent" | "ballots" | "texts",
  column: "poll" | "key_id",
  values: readonly (string | Uint8Array)[],
): Promise<void> {
  const chunk = file.db.prepare(`delete from ${table} where ${column} = ? limit ${CHUNK_ROWS}`);
  for (const value of values) {
    while (file.write(() => chunk.run(value).changes) === CHUNK_ROWS) await nextTurn();
  }
}
