import {
  closeSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { castRows } from "../box.case.ts";
import { openStores } from "./open-stores.ts";
import { BOX_KIND } from "./sqlite-box.ts";
import { OFFICE_KIND } from "./sqlite-office.ts";
import { ROLL_KIND } from "./sqlite-roll.ts";

let folder: string;
let killed: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "plumbline-"));
  killed = join(folder, "killed");
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What the folder remembers of its files is taken away too: these tests are of what is found without it. */
function inFile(name: string, sql: string): void {
  forgetRest();
  const db = new Database(join(folder, name));
  db.exec(sql);
  db.close();
}

const forgetRest = (): void => rmSync(join(folder, "at-rest.json"), { force: true });

function flipByte(file: string, at: number): void {
  const bytes = readFileSync(file);
  const descriptor = openSync(file, "r+");
  writeSync(descriptor, Buffer.from([bytes[at]! ^ 0xff]), 0, 1, at);
  closeSync(descriptor);
}

/** A folder as a killed process leaves it: `casts` ballots, one transaction each, in the log of the box. */
async function leaveKilledFolder(casts: number): Promise<Uint8Array> {
  const key = new Uint8Array(32).fill(7);
  const live = join(folder, "live");
  const stores = await openStores(live);
  for (let i = 0; i < casts; i += 1) await stores.box.cast(castRows(key));
  cpSync(live, killed, { recursive: true });
  await stores.close();
  return key;
}

const refuses = (path: string, code: string, facts: object): Promise<void> =>
  expect(openStores(path)).rejects.toMatchObject({ code, facts });

describe("openStores", () => {
  it("makes the three files and the folder of closed ones, and opens them again", async () => {
    await (await openStores(folder)).close();
    const stores = await openStores(folder);
    expect(await stores.closed.list()).toEqual([]);
    await stores.close();
    expect(readdirSync(folder).toSorted()).toEqual([
      "at-rest.json",
      "box.db",
      "closed",
      "lock.db",
      "office.db",
      "roll.db",
    ]);
  });

  it("lets one holder in at a time", async () => {
    const first = await openStores(folder);
    await refuses(folder, "store.locked", { file: join(folder, "lock.db") });
    await first.close();
    await (await openStores(folder)).close();
  });

  it("gives the folder free when opening is refused", async () => {
    await (await openStores(folder)).close();
    inFile("roll.db", "pragma user_version = 99");
    await refuses(folder, "store.newer-version", {
      file: "roll.db",
      found: 99,
      known: ROLL_KIND.migrations.length,
    });
    inFile("roll.db", `pragma user_version = ${ROLL_KIND.migrations.length}`);
    await (await openStores(folder)).close();
  });

  it.each([
    ["office.db", OFFICE_KIND.migrations.length],
    ["roll.db", ROLL_KIND.migrations.length],
    ["box.db", BOX_KIND.migrations.length],
  ])("refuses a newer %s", async (file, known) => {
    await (await openStores(folder)).close();
    inFile(file, `pragma user_version = ${known + 1}`);
    await refuses(folder, "store.newer-version", { file, found: known + 1, known });
  });

  it.each(["office.db", "roll.db", "box.db"])("refuses a folder that %s was taken from", async (file) => {
    await (await openStores(folder)).close();
    writeFileSync(join(folder, "closed", "p1.db"), "");
    rmSync(join(folder, file));
    await refuses(folder, "store.damaged", { file, reason: "missing" });
  });

  it("refuses to begin a new office beside ballots, and begins one beside empty stores", async () => {
    const stores = await openStores(folder);
    await stores.box.cast(castRows(new Uint8Array(32)));
    await stores.close();
    rmSync(join(folder, "office.db"));
    forgetRest();
    await refuses(folder, "store.damaged", { file: "office.db", reason: "missing" });
    inFile("box.db", "delete from spent; delete from ballots");
    await (await openStores(folder)).close();
  });

  it("refuses files that were exchanged", async () => {
    await (await openStores(folder)).close();
    forgetRest();
    cpSync(join(folder, "box.db"), join(folder, "roll.db"));
    await refuses(folder, "store.damaged", { file: "roll.db", reason: "wrong-file" });
  });

  it("refuses a file that is no database, and one with a broken page", async () => {
    await (await openStores(folder)).close();
    forgetRest();
    const whole = readFileSync(join(folder, "box.db"));
    flipByte(join(folder, "box.db"), 4096 + 100);
    flipByte(join(folder, "box.db"), 2 * 4096);
    await refuses(folder, "store.damaged", { file: "box.db" });
    writeFileSync(join(folder, "box.db"), Buffer.alloc(whole.length, 1));
    await refuses(folder, "store.damaged", { file: "box.db", reason: "not-a-database" });
  });
});

describe("openStores after a killed process", () => {
  it("finds every acknowledged cast in the log", async () => {
    const key = await leaveKilledFolder(10);
    const stores = await openStores(killed);
    expect(await stores.box.countSpent([key])).toEqual([10]);
    await stores.close();
  });

  it.each(["office.db-wal", "roll.db-wal", "box.db-wal"])("refuses when %s was deleted", async (file) => {
    await leaveKilledFolder(10);
    rmSync(join(killed, file));
    await refuses(killed, "store.damaged", { file, reason: "missing" });
  });

  it.each([
    ["its head", 20],
    ["a page of an early transaction", 32 + 24 + 4096 + 24 + 3000],
    ["a salt", 32 + 24 + 4096 + 8],
    ["a check sum", 32 + 24 + 4096 + 17],
  ])("refuses a log in which %s was changed", async (_, at) => {
    await leaveKilledFolder(10);
    flipByte(join(killed, "box.db-wal"), at);
    await refuses(killed, "store.damaged", { file: "box.db-wal", reason: "log-changed" });
  });

  it("takes a log whose last transaction a power cut broke, without that transaction", async () => {
    const key = await leaveKilledFolder(10);
    const log = join(killed, "box.db-wal");
    const bytes = readFileSync(log);
    writeFileSync(log, bytes.subarray(0, bytes.length - 2000));
    const stores = await openStores(killed);
    expect(await stores.box.countSpent([key])).toEqual([9]);
    await stores.close();
  });
});

describe("openStores of a folder in which a file was exchanged", () => {
  /** One ballot before and one after `meanwhile`, each in an opening of its own. */
  async function castAround(meanwhile: () => void): Promise<void> {
    const key = new Uint8Array(32).fill(7);
    for (const between of [meanwhile, () => {}]) {
      const stores = await openStores(folder);
      await stores.box.cast(castRows(key));
      await stores.close();
      between();
    }
  }

  it("refuses an older box, and takes the right one back", async () => {
    await castAround(() => cpSync(join(folder, "box.db"), join(folder, "older")));
    cpSync(join(folder, "box.db"), join(folder, "newer"));
    cpSync(join(folder, "older"), join(folder, "box.db"));
    for (let i = 0; i < 2; i += 1)
      await refuses(folder, "store.damaged", { file: "box.db", reason: "exchanged" });
    cpSync(join(folder, "newer"), join(folder, "box.db"));
    await (await openStores(folder)).close();
  });

  it.each(["office.db", "roll.db"])("refuses a %s in which one byte differs", async (file) => {
    await (await openStores(folder)).close();
    flipByte(join(folder, file), readFileSync(join(folder, file)).length - 1);
    await refuses(folder, "store.damaged", { file, reason: "exchanged" });
  });

  it("refuses a file that was changed without breaking its structure", async () => {
    const stores = await openStores(folder);
    await stores.box.cast(castRows(new Uint8Array(32), "[0]"));
    await stores.close();
    const db = new Database(join(folder, "box.db"));
    db.exec("update ballots set answers = '[1]'");
    db.close();
    await refuses(folder, "store.damaged", { file: "box.db", reason: "exchanged" });
  });

  it("takes a folder that was moved as a whole", async () => {
    await castAround(() => {});
    const elsewhere = mkdtempSync(join(tmpdir(), "plumbline-"));
    cpSync(folder, elsewhere, { recursive: true });
    const stores = await openStores(elsewhere);
    expect(await stores.box.countSpent([new Uint8Array(32).fill(7)])).toEqual([2]);
    await stores.close();
    rmSync(elsewhere, { recursive: true, force: true });
  });

  it.each(["office.db", "roll.db", "box.db"])(
    "refuses an older %s put back beside the log of a kill, and takes the right one back",
    async (file) => {
      const live = join(folder, "live");
      const key = new Uint8Array(32).fill(7);
      const older: string[] = [];
      for (const at of [0, 1, 2]) {
        if (at > 0) {
          older.push(join(folder, `older-${at}`));
          cpSync(join(live, file), older.at(-1)!);
        }
        const stores = await openStores(live);
        for (let i = 0; i < 3; i += 1) await stores.box.cast(castRows(key));
        if (at === 2) cpSync(live, killed, { recursive: true });
        await stores.close();
      }
      const right = readFileSync(join(killed, file));
      for (const path of older) {
        cpSync(path, join(killed, file));
        await refuses(killed, "store.damaged", { file, reason: "exchanged" });
      }
      writeFileSync(join(killed, file), right);
      const stores = await openStores(killed);
      expect(await stores.box.countSpent([key])).toEqual([9]);
      await stores.close();
    },
  );

  it("refuses a store with its log from before an earlier kill, put beside the others", async () => {
    const key = new Uint8Array(32).fill(7);
    const live = join(folder, "live");
    const copies = join(folder, "copies");
    for (const [at, casts] of [3, 5].entries()) {
      const stores = await openStores(live);
      for (let i = 0; i < casts; i += 1) await stores.box.cast(castRows(key));
      cpSync(live, join(copies, String(at)), { recursive: true });
      await stores.close();
    }
    for (const name of ["box.db", "box.db-wal"]) cpSync(join(copies, "0", name), join(copies, "1", name));
    await refuses(join(copies, "1"), "store.damaged", { file: "box.db", reason: "exchanged" });
  });

  it("takes a log that began anew many times since the opening", async () => {
    const live = join(folder, "live");
    const stores = await openStores(live);
    const key = new Uint8Array(32).fill(7);
    for (let i = 0; i < 5; i += 1) {
      await stores.box.cast(castRows(key));
      await stores.box.erase([new Uint8Array(32).fill(9)]);
    }
    await stores.box.cast(castRows(key));
    cpSync(live, killed, { recursive: true });
    await stores.close();
    const again = await openStores(killed);
    expect(await again.box.countSpent([key])).toEqual([6]);
    await again.close();
  });
});

describe("a data folder with something of the wrong kind in it", () => {
  it.each(["office.db", "box.db-wal", "lock.db", "in-use", "at-rest.json", "moved", "signing-key.pem"])(
    "refuses a folder named %s by its name, changing nothing",
    async (file) => {
      mkdirSync(join(folder, "data", file), { recursive: true });
      await expect(openStores(join(folder, "data"))).rejects.toMatchObject({
        code: "store.damaged",
        facts: { file, reason: "folder" },
      });
      expect(readdirSync(join(folder, "data"))).toEqual([file]);
    },
  );

  it.each(["closed", "exports", "archives"])("refuses a file named %s", async (file) => {
    writeFileSync(join(folder, file), "");
    await expect(openStores(folder)).rejects.toMatchObject({
      code: "store.damaged",
      facts: { file, reason: "not-a-folder" },
    });
  });
});
