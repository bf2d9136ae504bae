import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { castRows } from "../box.case.ts";
import { closedExample, contentsOf } from "../closed.case.ts";
import { backup } from "./backup.ts";
import { openStores } from "./open-stores.ts";
import { temporaryStores } from "./temporary-stores.ts";

const KEY = new Uint8Array(32).fill(9);
const bytes = (length = 32): Uint8Array => new Uint8Array(randomBytes(length));

let stores: Awaited<ReturnType<typeof temporaryStores>>;
let target: string;

beforeEach(async () => {
  stores = await temporaryStores();
  target = join(stores.folder, "copy");
});

afterEach(() => stores.dispose());

const secrets = { transportPrivate: bytes(), receiptKey: bytes(), privatePkcs8: bytes(1216) };
const hash = bytes();

async function fill(): Promise<void> {
  const { transportPrivate, receiptKey, privatePkcs8 } = secrets;
  await stores.roll.addKeys(
    { poll: "p1", transportKeyId: bytes(), transportPublic: bytes(), transportPrivate, receiptKey },
    [
      {
        keyId: KEY,
        poll: "p1",
        block: "A",
        instrument: "t",
        source: "ticket",
        publicSpki: bytes(294),
        privatePkcs8,
      },
    ],
  );
  await stores.roll.addTickets("p1", "A", [hash, bytes()]);
  await stores.roll.use(hash, bytes());
  for (let i = 0; i < 50; i += 1) await stores.box.cast(castRows(KEY, `[${i}]`, ["一"]));
  await stores.office.inTransaction((office) =>
    office.appendAudit({ atUtc: "2026-11-27T08:00:00.000Z", who: "o", act: "a", about: "p1", detail: "" }),
  );
  const example = closedExample("p0");
  await stores.closed.write(example.head, contentsOf(example));
}

const holdsSecret = (folder: string): boolean =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
    .some((image) =>
      Object.values(secrets).some((secret) => image.includes(Buffer.from(secret.subarray(0, 16)))),
    );

const rowsOfBox = (folder: string): readonly number[] => {
  const db = new Database(join(folder, "box.db"), { readonly: true });
  const count = (table: string) => db.prepare<[], number>(`select count(*) from ${table}`).pluck().get()!;
  const counts = ["spent", "ballots", "texts"].map(count);
  db.close();
  return counts;
};

describe("backup", () => {
  it("makes a data folder with the same content while the server works, without private keys and what only they bring to an end", async () => {
    await fill();
    const { files } = backup(stores.folder, target, { privateKeys: false });
    expect(files.map(({ file }) => file)).toEqual(["box.db", "office.db", "roll.db", "closed/p0.db"]);
    expect(files.at(-1)?.digest).toBe((await stores.closed.check("p0")).digest);
    expect(readdirSync(target).toSorted()).toEqual([
      "backup.json",
      "box.db",
      "closed",
      "office.db",
      "roll.db",
    ]);
    expect(holdsSecret(stores.folder)).toBe(true);
    expect(holdsSecret(target)).toBe(false);

    const copy = await openStores(target);
    expect(await stores.box.countSpent([KEY])).toEqual([50]);
    expect(await copy.box.countSpent([KEY])).toEqual([0]);
    expect(rowsOfBox(target)).toEqual([0, 0, 0]);
    expect(await copy.roll.counts("p1")).toEqual(await stores.roll.counts("p1"));
    expect(await copy.roll.ticket(hash)).toEqual(await stores.roll.ticket(hash));
    expect((await copy.roll.signingKeys("p1"))[0]?.privatePkcs8).toHaveLength(0);
    expect((await copy.roll.pollKeys("p1"))?.receiptKey).toHaveLength(0);
    expect(await copy.office.inTransaction((office) => office.audit())).toHaveLength(1);
    expect(await copy.closed.list()).toEqual(["p0"]);
    await copy.close();
  });

  it("takes the private keys and the box when asked", async () => {
    await fill();
    backup(stores.folder, target, { privateKeys: true });
    const copy = await openStores(target);
    expect(await copy.box.countSpent([KEY])).toEqual([50]);
    expect(await copy.roll.signingKeys("p1")).toEqual(await stores.roll.signingKeys("p1"));
    expect(await copy.roll.pollKeys("p1")).toEqual(await stores.roll.pollKeys("p1"));
    await copy.close();
  });

  it("lays ballots down in key order, not in the order of casting", async () => {
    const casts = Array.from({ length: 30 }, () => castRows(KEY, "[0]"));
    for (const rows of casts) await stores.box.cast(rows);
    backup(stores.folder, target, { privateKeys: true });
    const image = readFileSync(join(target, "box.db"));
    const byTag = casts.map(({ ballot }) => ballot.tag).toSorted(Buffer.compare);
    const offsets = byTag.map((tag) => image.indexOf(tag));
    expect(Math.min(...offsets)).toBeGreaterThan(0);
    expect(offsets).toEqual(offsets.toSorted((a, b) => b - a));
  });

  it("copies a folder of the version before as what it is, and the copy opens", async () => {
    await fill();
    const older = join(stores.folder, "older");
    backup(stores.folder, older, { privateKeys: true });
    const roll = new Database(join(older, "roll.db"));
    roll.exec("drop index one_paper_key; drop table exchanges");
    roll.pragma("user_version = 1");
    roll.close();
    backup(older, target, { privateKeys: false });
    expect(holdsSecret(target)).toBe(false);
    const copied = new Database(join(target, "roll.db"), { readonly: true });
    expect(copied.pragma("user_version", { simple: true })).toBe(1);
    copied.close();
    const copy = await openStores(target);
    expect(await copy.roll.ticket(hash)).toMatchObject({ poll: "p1", state: "used" });
    expect(await copy.roll.counts("p1")).toMatchObject([{ batch: "A", minted: 2, exchanged: 0 }]);
    await copy.close();
  });

  it("refuses a target that holds something, and leaves it alone", async () => {
    mkdirSync(target);
    writeFileSync(join(target, "notes.txt"), "mine");
    expect(() => backup(stores.folder, target, { privateKeys: false })).toThrow("usage");
    expect(readFileSync(join(target, "notes.txt"), "utf8")).toBe("mine");
  });

  it("refuses a folder without stores", () => {
    expect(() => backup(join(stores.folder, "closed"), target, { privateKeys: false })).toThrow("usage");
    expect(existsSync(target)).toBe(false);
  });

  it("reports the digest of every file as it lies there", async () => {
    await fill();
    for (const { file, digest } of backup(stores.folder, target, { privateKeys: false }).files) {
      expect(
        createHash("sha256")
          .update(readFileSync(join(target, file)))
          .digest("hex"),
      ).toBe(digest);
    }
  });
});
