/** Every test of a server runs on PostgreSQL too, with `npm run test:pg -- --all`, or stands with its reason among those that do not. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { chosenOnPostgres, NOT_ON_POSTGRES, onPostgres, serverTests } from "../../scripts/postgres-tests.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** Whoever makes a database for a test takes it from here. */
const SOURCE = join(ROOT, "server/store/postgres/temporary-postgres.ts");
const listed = NOT_ON_POSTGRES.flatMap(({ files }) => files);

const known = new Map<string, readonly string[]>();

/** Files that are imported for their values. */
function importsOf(file: string): readonly string[] {
  const found = known.get(file) ?? readImportsOf(file);
  known.set(file, found);
  return found;
}

function readImportsOf(file: string): readonly string[] {
  const statements = readFileSync(file, "utf8").matchAll(
    /^(?:import|export) (?!type )[^;]*?from "(\.[^"]+\.ts)"|\bimport\("(\.[^"]+\.ts)"\)/gm,
  );
  return [...statements].map(([, plain, late]) => join(dirname(file), plain ?? late!)).filter(existsSync);
}

/** Whether a test, or something that it imports, can make a database. */
function canUsePostgres(test: string): boolean {
  const found = new Set([join(ROOT, "tests", test)]);
  for (const file of found) for (const next of importsOf(file)) found.add(next);
  return found.has(SOURCE);
}

describe("tests of servers", () => {
  it("all run on PostgreSQL, or stand once in the list with a reason", () => {
    expect(new Set(listed).size).toBe(listed.length);
    expect([...onPostgres(ROOT), ...listed].toSorted()).toEqual(serverTests(ROOT).toSorted());
    for (const { reason } of NOT_ON_POSTGRES) expect(reason).toMatch(/^[A-Z].{40,}\.$/);
  });

  it("make their stores on PostgreSQL, those that are run there", () => {
    expect(onPostgres(ROOT).length).toBeGreaterThan(150);
    expect(onPostgres(ROOT).filter((test) => !canUsePostgres(test))).toEqual([]);
    // Control: it is seen of one that opens none.
    expect(canUsePostgres("attacks/disclosure/chosen-sheets.test.ts")).toBe(false);
  });

  it("are chosen from those for every run, from each folder", () => {
    const chosen = chosenOnPostgres(ROOT);
    expect(chosen.filter((test) => !onPostgres(ROOT).includes(test))).toEqual([]);
    for (const folder of ["attacks", "browser", "faults", "journeys"])
      expect(
        chosen.some((test) => test.startsWith(`${folder}/`)),
        folder,
      ).toBe(true);
  });
});
