import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { SqliteFile } from "./sqlite-file.ts";
import { OFFICE_KIND, SqliteOffice } from "./sqlite-office.ts";

let folder: string;
let offices: readonly SqliteOffice[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "plumbline-"));
  const open = () => new SqliteOffice(new SqliteFile(join(folder, "office.db"), OFFICE_KIND));
  offices = [open(), open(), open()];
});
afterEach(async () => {
  for (const office of offices) await office.close();
  rmSync(folder, { recursive: true, force: true });
});

it("refuses on every other connection, as of another process, what one has used", async () => {
  const [first] = offices;
  await first!.inTransaction(async (office) => {
    await office.saveAccount({
      id: "a",
      name: "a",
      role: "office",
      group: null,
      passwordHash: "$argon2id$…",
      mustChange: false,
    });
    await office.secondFactors.begin("a", "GEZDGNBV");
  });
  const taken: boolean[] = [];
  // One after the other: in one thread a connection that waits for another's lock would wait for itself.
  for (const office of [...offices, ...offices])
    taken.push(await office.inTransaction(({ secondFactors }) => secondFactors.use("a", 7)));
  expect(taken).toEqual([true, false, false, false, false, false]);
});
