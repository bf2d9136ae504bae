import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { describeRoll } from "../roll.case.ts";
import { SqliteFile } from "./sqlite-file.ts";
import { ROLL_KIND, SqliteRoll } from "./sqlite-roll.ts";
import { temporaryStores } from "./temporary-stores.ts";

describeRoll("SQLite", temporaryStores);

it("knows of an erased poll, without its keys, until the file was written anew", async () => {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-roll-"));
  const path = join(folder, "roll.db");
  const file = new SqliteFile(path, ROLL_KIND);
  const roll = new SqliteRoll(file);
  const bytes = (): Uint8Array => new Uint8Array(randomBytes(32));
  const [transportKeyId, transportPublic, transportPrivate] = [bytes(), bytes(), bytes()];
  const keys = { poll: "p1", transportKeyId, transportPublic, transportPrivate, receiptKey: bytes() };
  await roll.addKeys(keys, []);
  const isAnywhere = (): boolean =>
    [path, `${path}-wal`].some((one) => readFileSync(one).includes(Buffer.from(transportPrivate)));
  const reader = new Database(path, { readonly: true });
  reader.exec("begin");
  reader.prepare("select * from poll_keys").all();
  expect(isAnywhere()).toBe(true);
  const rewrite = file.rewrite.bind(file);
  file.rewrite = () => rewrite({ tries: 2, waitMs: 1 });
  await expect(roll.erase("p1")).rejects.toMatchObject({ code: "store.damaged" });
  // Whoever takes up what was not finished finds it; nobody can use it any more.
  expect([await roll.holds("p1"), await roll.pollKeys("p1")]).toEqual([true, null]);
  expect(await roll.pollByTransportKey(transportKeyId)).toBeNull();
  expect(isAnywhere()).toBe(true);
  reader.exec("commit");
  reader.close();
  await roll.erase("p1");
  expect([await roll.holds("p1"), isAnywhere(), readFileSync(`${path}-wal`).length]).toEqual([
    false,
    false,
    0,
  ]);
  await roll.close();
  rmSync(folder, { recursive: true, force: true });
});
