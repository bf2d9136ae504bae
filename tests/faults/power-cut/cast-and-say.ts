/**
 * Child of `power-cut.test.ts`: people redeem and cast, the office acts, and each is said on standard output when it is
 * acknowledged. With `normal` or `off` instead of `full`, SQLite syncs less than the product demands.
 */
import { randomBytes } from "node:crypto";
import { writeSync } from "node:fs";
import Database from "better-sqlite3";
import { castRows } from "../../../server/store/box.case.ts";
import { openStores } from "../../../server/store/sqlite/open-stores.ts";
import { SqliteFile } from "../../../server/store/sqlite/sqlite-file.ts";

const PEOPLE_AT_ONCE = 20;
const LINE_BYTES = 70_000;

const [folder, keyHex, synchronous, turns] = process.argv.slice(2) as [string, string, string, string];
const keyId = new Uint8Array(Buffer.from(keyHex, "hex"));
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

if (synchronous !== "full") {
  const pragma = Database.prototype.pragma;
  Database.prototype.pragma = function weaker(this: Database.Database, source, options) {
    return pragma.call(this, source.replace(/^synchronous = .*/, `synchronous = ${synchronous}`), options);
  };
  SqliteFile.prototype.assertDurable = () => {};
}

const { office, roll, box, close } = await openStores(folder);
let count = 0;

async function takePart(): Promise<void> {
  const hash = new Uint8Array(randomBytes(32));
  await roll.addTickets("p1", "C", [hash]);
  if ((await roll.use(hash, new Uint8Array(randomBytes(32)))) !== "first") throw new Error("redeem");
  writeSync(1, `used ${hexOf(hash)}\n`);
  count += 1;
  const rows = castRows(keyId, `[${count}]`, ["一"]);
  if ((await box.cast(rows)) !== "new") throw new Error("cast");
  writeSync(1, `cast ${hexOf(rows.spent.nullifier)}\n`);
}

/** An act and its line on record, which is long enough for the office's log to be written back on the way as well. */
async function act(name: string): Promise<void> {
  await office.inTransaction(async (transaction) => {
    await transaction.saveAccount({
      id: name,
      name,
      role: "viewer",
      group: null,
      passwordHash: "",
      mustChange: true,
    });
    const atUtc = "2026-11-27T08:00:00.000Z";
    const detail = "x".repeat(LINE_BYTES);
    await transaction.appendAudit({ atUtc, who: "keeper", act: "account.created", about: name, detail });
  });
  writeSync(1, `act ${name}\n`);
}

for (let turn = 0; turn < Number(turns); turn += 1) {
  await Promise.all([...Array.from({ length: PEOPLE_AT_ONCE }, takePart), act(`a${turn}`)]);
}
await close();
writeSync(1, "closed\n");
