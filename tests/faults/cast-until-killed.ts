/** Child of `kill.test.ts`: redeems and casts without end and prints what was acknowledged, until it is killed. */
import { randomBytes } from "node:crypto";
import { writeSync } from "node:fs";
import { castRows } from "../../server/store/box.case.ts";
import { openStores } from "../../server/store/sqlite/open-stores.ts";

const [folder, keyHex, round] = process.argv.slice(2) as [string, string, string];
const keyId = new Uint8Array(Buffer.from(keyHex, "hex"));
const { box, roll } = await openStores(folder);
const batch = `round-${round}`;

async function people(): Promise<never> {
  for (;;) {
    const hash = new Uint8Array(randomBytes(32));
    await roll.addTickets("p1", batch, [hash]);
    const outcome = await roll.use(hash, new Uint8Array(randomBytes(32)));
    if (outcome !== "first") throw new Error(`redeem: ${outcome}`);
    writeSync(1, `used ${Buffer.from(hash).toString("hex")}\n`);
    const rows = castRows(keyId, "[1,2,3]", ["一"]);
    if ((await box.cast(rows)) !== "new") throw new Error("cast");
    writeSync(1, `cast ${Buffer.from(rows.spent.nullifier).toString("hex")}\n`);
  }
}

await Promise.all(Array.from({ length: 20 }, people));
