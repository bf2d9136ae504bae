/** Child of `full-disk.test.ts`: limits the size of its own files, fills them, lifts the limit, prints what happened. */
import { execFileSync } from "node:child_process";
import { castRows } from "../../server/store/box.case.ts";
import type { CastRows } from "../../server/store/box.ts";
import { openStores } from "../../server/store/sqlite/open-stores.ts";

const KEY = new Uint8Array(32).fill(5);
const LIMIT_BYTES = 600_000;

const limit = (bytes: string): void => {
  execFileSync("prlimit", ["--pid", String(process.pid), `--fsize=${bytes}:unlimited`]);
};
const codeOf = (error: unknown): string => (error as { code?: string }).code ?? String(error);

const { office, roll, box, close } = await openStores(process.argv[2]!);
const ballot = (): CastRows => castRows(KEY, JSON.stringify("x".repeat(4000)));
const line = { atUtc: "2026-11-27T08:00:00.000Z", who: "o", act: "a", about: "p", detail: "x".repeat(9000) };
const audit = async (): Promise<unknown> => office.inTransaction((one) => one.appendAudit(line));

limit(String(LIMIT_BYTES));
const acknowledged: CastRows[] = [];
const refused: CastRows[] = [];
const refusals: string[] = [];
for (let i = 0; i < 400 && refused.length < 20; i += 1) {
  const rows = ballot();
  await box.cast(rows).then(
    () => acknowledged.push(rows),
    (error: unknown) => {
      refused.push(rows);
      refusals.push(codeOf(error));
    },
  );
}
let officeRefusal = "";
for (let i = 0; i < 400 && !officeRefusal; i += 1)
  await audit().catch((error) => (officeRefusal = codeOf(error)));
const lines = (await office.inTransaction((one) => one.audit())).length;
const officeAgain = await audit().catch(codeOf);
const isReadable = await box.isSpent(KEY, acknowledged[0]!.spent.nullifier);

limit("unlimited");
const [spentBefore] = await box.countSpent([KEY]);
const retried = await Promise.all(refused.map((rows) => box.cast(rows)));
await audit();
const linesAfter = (await office.inTransaction((one) => one.audit())).length;
await roll.holds("p1");
await close();

const reopened = await openStores(process.argv[2]!);
const kept = await Promise.all(acknowledged.map(({ spent }) => reopened.box.isSpent(KEY, spent.nullifier)));
await reopened.close();
process.stdout.write(
  JSON.stringify({
    acknowledged: acknowledged.length,
    spentBefore,
    refusals: [...new Set(refusals)],
    refused: refused.length,
    officeRefusal,
    officeAgain,
    isReadable,
    retried: [...new Set(retried)],
    newLines: linesAfter - lines,
    lost: kept.filter((isKept) => !isKept).length,
  }),
);
