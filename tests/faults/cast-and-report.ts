/** Child of `failing-sync.test.ts`: casts one ballot after the other and reports which were acknowledged. */
import { castRows } from "../../server/store/box.case.ts";
import { openStores } from "../../server/store/sqlite/open-stores.ts";

const [folder, keyHex] = process.argv.slice(2);
const keyId = new Uint8Array(Buffer.from(keyHex!, "hex"));
const { box, close } = await openStores(folder!);
const acknowledged: string[] = [];
const refused: string[] = [];
const refusals = new Set<string>();
for (let i = 0; i < 40; i += 1) {
  const rows = castRows(keyId, "[1,2,3]", ["一"]);
  const nullifier = Buffer.from(rows.spent.nullifier).toString("hex");
  try {
    await box.cast(rows);
    acknowledged.push(nullifier);
  } catch (error) {
    refused.push(nullifier);
    refusals.add((error as { code?: string }).code ?? String(error));
  }
}
await close();
process.stdout.write(JSON.stringify({ acknowledged, refused, refusals: [...refusals] }));
