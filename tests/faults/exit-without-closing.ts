/** Child of `kill.test.ts`: opens a data folder, keeps nothing but the box, casts once, and ends without closing. */
import { castRows } from "../../server/store/box.case.ts";
import { openStores } from "../../server/store/sqlite/open-stores.ts";

const [folder, keyHex] = process.argv.slice(2) as [string, string];
const { box } = await openStores(folder);
await box.cast(castRows(new Uint8Array(Buffer.from(keyHex, "hex"))));
throw new Error("the child ends on purpose");
