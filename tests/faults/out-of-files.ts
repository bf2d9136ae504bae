/** Child of `machine.test.ts`: uses up every file descriptor it may have, then casts, opens, and gives them back. */
import { execFileSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { castRows } from "../../server/store/box.case.ts";
import { openStores } from "../../server/store/sqlite/open-stores.ts";

const KEY = new Uint8Array(32).fill(5);
const folder = process.argv[2]!;
const { box, close } = await openStores(folder);
await openStores(`${folder}-other`).then((other) => other.close());
execFileSync("prlimit", ["--pid", String(process.pid), "--nofile=64:1024"]);
const taken: number[] = [];
let wasOut = false;
try {
  for (;;) taken.push(openSync("/dev/null", "r"));
} catch (error) {
  wasOut = (error as NodeJS.ErrnoException).code === "EMFILE";
}
const cast = await box.cast(castRows(KEY, "[1]", ["一"]));
const opened = await openStores(`${folder}-other`).then(
  () => "opened",
  (error: unknown) => (error as { code?: string }).code,
);
for (const descriptor of taken) closeSync(descriptor);
const castAfter = await box.cast(castRows(KEY, "[2]"));
await (await openStores(`${folder}-other`)).close();
const [kept] = await box.countSpent([KEY]);
await close();
process.stdout.write(JSON.stringify({ cast, wasOut, opened, castAfter, kept }));
