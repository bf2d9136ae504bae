import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStores } from "./open-stores.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "plumbline-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const inFile = (name: string, sql: string): void => {
  const db = new Database(join(folder, name));
  db.exec(sql);
  db.close();
};

describe("openStores", () => {
  it("makes the three files and the folder of closed ones, and opens them again", async () => {
    await (await openStores(folder)).close();
    const stores = await openStores(folder);
    expect(await stores.closed.list()).toEqual([]);
    await stores.close();
    expect(readdirSync(folder).toSorted()).toEqual(["box.db", "closed", "lock.db", "office.db", "roll.db"]);
  });

  it("lets one holder in at a time", async () => {
    const first = await openStores(folder);
    await expect(openStores(folder)).rejects.toMatchObject({ code: "store.locked" });
    await first.close();
    await (await openStores(folder)).close();
  });
});
