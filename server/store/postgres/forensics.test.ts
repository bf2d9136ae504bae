/** What remains in the server's table files after a poll was erased: nothing. Its log is another matter; see docs/storage.md. */
import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { castRows } from "../box.case.ts";
import {
  isPostgresAbsent,
  onPostgres,
  temporaryPostgres,
  type TemporaryPostgres,
} from "./temporary-postgres.ts";

const ROWS = 60;

const bytes = (length = 32): Uint8Array => new Uint8Array(randomBytes(length));

describe.skipIf(isPostgresAbsent)(onPostgres("forensics"), () => {
  let stores: TemporaryPostgres;

  beforeEach(async () => {
    stores = await temporaryPostgres();
  });

  afterEach(() => stores.dispose());

  /** How many of the canaries stand anywhere in the files of this database, once all pages are written. */
  async function countRemains(canaries: readonly Uint8Array[]): Promise<number> {
    await stores.admin.query("checkpoint");
    const { rows } = await stores.admin.query<{ folder: string }>(
      `select current_setting('data_directory') || '/base/' || oid as folder
       from pg_database where datname = current_database()`,
    );
    const { folder } = rows[0]!;
    const image = Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));
    return canaries.filter((canary) => image.includes(Buffer.from(canary))).length;
  }

  it("finds no byte of an erased poll's credentials, ballots and texts beside another poll's", async () => {
    const keys = [bytes(), bytes()] as const;
    const casts = Array.from({ length: 2 * ROWS }, (_, i) => {
      const secret = randomBytes(12).toString("hex");
      return castRows(keys[i % 2]!, `["${secret}"]`, [secret.repeat(2)]);
    });
    for (const rows of casts) await stores.box.cast(rows);
    const canaries = (parity: number): Uint8Array[] =>
      casts
        .filter((_, i) => i % 2 === parity)
        .flatMap(({ spent, ballot, texts }) => [
          spent.nullifier,
          spent.retryDigest,
          ballot.tag,
          Buffer.from(ballot.answers),
          texts[0]!.tag,
        ]);
    expect(await countRemains(canaries(0))).toBe(5 * ROWS);
    await stores.box.erase([keys[0]]);
    expect(await countRemains(canaries(0))).toBe(0);
    expect(await countRemains(canaries(1))).toBe(5 * ROWS);
  });

  it("finds no byte of an erased poll's tickets beside another poll's", async () => {
    const hashes = Array.from({ length: 2 * ROWS }, () => bytes());
    const digests = hashes.map(() => bytes());
    await stores.roll.addTickets("p1", "A", hashes.slice(0, ROWS));
    await stores.roll.addTickets("p2", "A", hashes.slice(ROWS));
    await Promise.all(hashes.map((hash, i) => stores.roll.use(hash, digests[i]!)));
    const gone = [...hashes.slice(0, ROWS), ...digests.slice(0, ROWS)];
    expect(await countRemains(gone)).toBe(2 * ROWS);
    await stores.roll.erase("p1");
    expect(await countRemains(gone)).toBe(0);
    expect(await countRemains([...hashes.slice(ROWS), ...digests.slice(ROWS)])).toBe(2 * ROWS);
  });
});
