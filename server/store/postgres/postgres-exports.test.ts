/** Archives of documents that several processes hand out. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Exports, Progress } from "../../core/documents/export-job.ts";
import type { Stores } from "../stores.ts";
import { openPostgresStores } from "./open-postgres-stores.ts";
import {
  isPostgresAbsent,
  onPostgres,
  temporaryPostgres,
  type TemporaryPostgres,
} from "./temporary-postgres.ts";

const about = (minute: number, round = "r1") => ({
  round,
  name: `${minute}.zip`,
  by: "承办人",
  startedAtUtc: `2026-11-20T08:0${minute}:00.000Z`,
});
const PART = 1 << 20;

async function* bytes(...sizes: number[]): AsyncGenerator<Uint8Array, void, undefined> {
  for (const [i, size] of sizes.entries()) yield new Uint8Array(size).fill(i + 1);
}

describe.skipIf(isPostgresAbsent)(onPostgres("archives of documents"), () => {
  let first: TemporaryPostgres;
  let second: Stores;
  let [here, there] = [] as unknown as [Exports, Exports];
  beforeEach(async () => {
    first = await temporaryPostgres();
    second = await openPostgresStores(first.url, first.closedFolder);
    [here, there] = [first.processes!.exports, second.processes!.exports];
  });
  afterEach(async () => {
    await second.close();
    await first.dispose();
  });

  const standing = async (exports: Exports, id: string): Promise<string | undefined> =>
    (await exports.list("r1")).find((job) => job.id === id)?.state;
  const finish = async (minute: number, content: AsyncIterable<Uint8Array>): Promise<string> => {
    const { id } = await here.start(about(minute), (progress) => {
      progress(3, 3);
      return content;
    });
    await expect.poll(() => standing(here, id), { timeout: 30_000 }).toBe("done");
    return id;
  };

  it("are listed, read and removed by another process than made them", async () => {
    const sizes = [PART - 1, 2, PART + 5, 7];
    const id = await finish(1, bytes(...sizes));
    expect(await there.list("r1")).toEqual([
      { id, ...about(1), state: "done", done: 3, of: 3, bytes: sizes.reduce((sum, size) => sum + size) },
    ]);
    expect(await there.list("r2")).toEqual([]);
    expect(await there.read("r2", id)).toBeNull();
    const found = await there.read("r1", id);
    const [read, written]: [Uint8Array[], Uint8Array[]] = [[], []];
    for await (const part of found!.content) read.push(part);
    for await (const part of bytes(...sizes)) written.push(part);
    expect(Buffer.concat(read).equals(Buffer.concat(written))).toBe(true);
    expect(await there.remove("r2", id)).toBe(false);
    expect(await there.remove("r1", id)).toBe(true);
    expect(await here.list("r1")).toEqual([]);
    const { rows } = await first.admin.query("select 1 from processes.export_parts");
    expect(rows).toEqual([]);
  });

  it("show their progress elsewhere, and stop when they are removed there", async () => {
    let isOver = false;
    async function* slowly(progress: Progress): AsyncGenerator<Uint8Array, void, undefined> {
      try {
        // Ends only when somebody stops it.
        for (let at = 1; ; at += 1) {
          progress(at, 0);
          yield new Uint8Array(1);
          await sleep(1);
        }
      } finally {
        isOver = true;
      }
    }
    const { id } = await here.start(about(1), slowly);
    await expect.poll(async () => (await there.list("r1"))[0]?.done, { timeout: 30_000 }).toBeGreaterThan(0);
    expect(await there.read("r1", id)).toBeNull();
    await there.removeAll("r1");
    await expect.poll(() => isOver, { timeout: 30_000 }).toBe(true);
    expect(await here.list("r1")).toEqual([]);
  });

  it("that were being made by a process that was killed are failed, and gone when the next starts alone", async () => {
    const { id } = await here.start(about(1), () => bytes(1));
    await expect.poll(() => standing(here, id), { timeout: 30_000 }).toBe("done");
    await first.admin.query(
      "update processes.exports set state = 'running', alive_until = clock_timestamp() - interval '1 second'",
    );
    expect(await standing(there, id)).toBe("failed");
    expect(await there.read("r1", id)).toBeNull();
    await (await openPostgresStores(first.url, first.closedFolder, "alone")).close();
    expect(await there.list("r1")).toEqual([]);
  });

  it("are kept five to a round: the sixth of one removes its oldest and none of another", async () => {
    const other = await there.start(about(0, "r2"), () => bytes(1));
    const ids: string[] = [];
    for (const minute of [1, 2, 3, 4, 5, 6]) ids.push(await finish(minute, bytes(minute)));
    await expect
      .poll(async () => (await there.list("r1")).map(({ id }) => id), { timeout: 30_000 })
      .toEqual(ids.slice(1));
    expect((await there.list("r2")).map(({ id }) => id)).toEqual([other.id]);
  });

  it("end in an error when they are removed while they are read", async () => {
    const id = await finish(1, bytes(PART, PART, 7));
    const found = await there.read("r1", id);
    const reading = found!.content[Symbol.asyncIterator]();
    expect((await reading.next()).value).toHaveLength(PART);
    expect(await here.remove("r1", id)).toBe(true);
    await expect(reading.next()).rejects.toThrow("removed");
  });

  it("that fail leave nothing to read, and are told to the operator", async () => {
    async function* failing(): AsyncGenerator<Uint8Array, void, undefined> {
      yield new Uint8Array(PART);
      throw new Error("on purpose");
    }
    const told: unknown[] = [];
    const telling = await openPostgresStores(first.url, first.closedFolder, "unknown", (error) =>
      told.push(error),
    );
    const { id } = await telling.processes!.exports.start(about(1), failing);
    await expect.poll(() => standing(there, id), { timeout: 30_000 }).toBe("failed");
    await expect
      .poll(() => told, { timeout: 30_000 })
      .toEqual([expect.objectContaining({ message: "on purpose" })]);
    await telling.close();
    const parts = async () => (await first.admin.query("select 1 from processes.export_parts")).rowCount;
    await expect.poll(parts, { timeout: 30_000 }).toBe(0);
  });
});
