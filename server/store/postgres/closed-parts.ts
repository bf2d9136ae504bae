import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { open } from "node:fs/promises";
import type { ClientBase } from "pg";
import { Problem } from "../../core/problem.ts";

/** One row of `parts`. PostgreSQL holds a row in memory when it is written and read. */
const PART_BYTES = 1 << 20;

/** Hands a closed file over, in the caller's transaction that acts as the closed files' own role. @returns false when the database has one of that poll already */
export async function writeClosedParts(
  client: ClientBase,
  poll: string,
  digest: string,
  path: string,
): Promise<boolean> {
  const sql = "insert into files values ($1, $2) on conflict (poll) do nothing";
  if ((await client.query(sql, [poll, digest])).rowCount === 0) return false;
  const file = await open(path);
  try {
    const buffer = Buffer.alloc(PART_BYTES);
    for (let part = 0; ; part += 1) {
      const { bytesRead } = await file.read(buffer, 0, PART_BYTES, part * PART_BYTES);
      if (bytesRead === 0) return true;
      const content = buffer.subarray(0, bytesRead);
      await client.query("insert into parts values ($1, $2, $3)", [poll, part, content]);
    }
  } finally {
    await file.close();
  }
}

/**
 * Fetches a closed file, part by part, into a new file; not synced.
 *
 * @param query the rows of a statement, as the closed files' own role
 * @throws Problem store.damaged when what came does not have the digest; nothing is left then
 */
export async function fetchClosedParts(
  query: (sql: string, values: readonly (string | number)[]) => Promise<{ content: Buffer }[]>,
  poll: string,
  digest: string,
  path: string,
): Promise<void> {
  const hash = createHash("sha256");
  const file = await open(path, "w", 0o600);
  try {
    for (let part = 0; ; part += 1) {
      const [row] = await query("select content from parts where poll = $1 and part = $2", [poll, part]);
      if (!row) break;
      hash.update(row.content);
      await file.write(row.content);
    }
  } finally {
    await file.close();
  }
  if (hash.digest("hex") === digest) return;
  rmSync(path, { force: true });
  throw new Problem("store.damaged", { file: `${poll}.db`, reason: "other-digest" });
}
