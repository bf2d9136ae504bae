/** The record is kept: no code takes a line away or changes one, and no age does. @source docs/accounts.md, P17 */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openServices } from "../../server/compose.ts";
import { createAccount } from "../../server/services/create-account.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { readAudit } from "../../server/services/read-audit.ts";
import { signIn } from "../../server/services/sign-in.ts";
import { isPostgresAbsent, temporaryDatabase } from "../../server/store/postgres/temporary-postgres.ts";

const DAY_MS = 24 * 60 * 60_000;
let folder: string;
/** Null where the folder has all stores. */
let database: Awaited<ReturnType<typeof temporaryDatabase>> | null;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "plumbline-test-"));
  database = isPostgresAbsent ? null : await temporaryDatabase();
});
afterAll(async () => {
  await database?.dispose();
  await rm(folder, { recursive: true, force: true });
});

it("holds every line after 180 days and two years of starts, sign-ins and ended sessions", async () => {
  let now = Date.parse("2026-11-27T08:00:00Z");
  let password = "";
  let kept = 0;
  let first = "";
  for (const days of [0, 1, 181, 730]) {
    now += days * DAY_MS;
    const place = { dataFolder: folder, databaseUrl: database?.url ?? null, address: null };
    const { deps, close } = await openServices(place, () => new Date(now));
    try {
      if (days === 0)
        ({ password } = await createAccount(deps, KEEPER, { name: "承办人", role: "office", group: null }));
      await signIn(deps, { name: "承办人", password, from: "test" });
      const { rows, verdict } = await readAudit(deps);
      expect(verdict).toMatchObject({ ok: true });
      expect(rows.length).toBeGreaterThan(kept);
      if (first === "") first = rows[0]!.digest;
      expect(rows[0]!.digest).toBe(first);
      kept = rows.length;
    } finally {
      await close();
    }
  }
});

/** Statements that would take a line of the record away or change it. */
const ERASES =
  /(deleteFrom|updateTable|dropTable)\(\s*["'`]audit["'`]|(delete\s+from|update|drop\s+table|truncate(\s+table)?)\s+(if\s+exists\s+)?"?audit\b/i;

it("is touched by no statement but reading and adding", async () => {
  const server = fileURLToPath(new URL("../../server", import.meta.url));
  const files = (await readdir(server, { recursive: true })).filter((file) => /(?<!\.test)\.ts$/.test(file));
  const erasing: string[] = [];
  for (const file of files) if (ERASES.test(await readFile(join(server, file), "utf8"))) erasing.push(file);
  expect(files.length).toBeGreaterThan(200);
  expect(erasing).toEqual([]);
});

it.each([
  'db.deleteFrom("audit")',
  "delete from audit",
  "UPDATE audit SET who = ''",
  "drop table if exists audit",
])("would notice %s", (statement) => expect(ERASES.test(statement)).toBe(true));
