/**
 * Upgrade: a folder as every earlier version left it, with rows in every table that version had, is opened by this one.
 * Every row is there, what came later has its default, polls that were open take ballots and close with everything.
 */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { firstAccounts } from "../../server/cli/first-accounts.ts";
import { openServices } from "../../server/compose.ts";
import { EMPTY_ASSESSMENT } from "../../server/core/scoring/scheme.ts";
import { type Deps, KEEPER } from "../../server/services/deps.ts";
import { copySchemeFor } from "../../server/services/copy-scheme.ts";
import { NEW_STACK } from "../../server/services/paper/find-stack.ts";
import { saveOwnForm } from "../../server/services/save-own-form.ts";
import { rollSheet, session } from "../../server/store/office-examples.case.ts";
import { openStores } from "../../server/store/sqlite/open-stores.ts";
import { BOX_KIND } from "../../server/store/sqlite/sqlite-box.ts";
import { SqliteFile, type SqliteFileKind } from "../../server/store/sqlite/sqlite-file.ts";
import { OFFICE_KIND } from "../../server/store/sqlite/sqlite-office.ts";
import { ROLL_KIND } from "../../server/store/sqlite/sqlite-roll.ts";
import { prepareClosingFolder, type ClosingFolder } from "./closing-folder.ts";
import { expectClosed } from "./expect-closed.ts";
import { rounds } from "./long-form.ts";

const KINDS = { "office.db": OFFICE_KIND, "roll.db": ROLL_KIND, "box.db": BOX_KIND } as const;
type Name = keyof typeof KINDS;
const NAMES = Object.keys(KINDS) as Name[];
/** Every version of each file but the present one. */
const OLDER = NAMES.flatMap((name) =>
  KINDS[name].migrations.slice(1).map((_, before) => ({ name, version: before + 1 })),
);

let parent: string;
let prepared: ClosingFolder;
const folder = (): string => join(parent, "old");
beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), "plumbline-upgrade-"));
  const present = join(parent, "present");
  prepared = await prepareClosingFolder(present);
  const { deps, close } = await openServices({ dataFolder: present, address: null });
  await fillOffice(deps);
  const [spoiled, fresh] = [deps.random(32), deps.random(32)] as const;
  const [poll, batch] = [prepared.other, "C"];
  await deps.roll.addTickets(poll, batch, [spoiled]);
  expect(await deps.roll.exchange({ poll, spoiled, batch, fresh })).toBe("done");
  await close();
  fillTheRest(join(present, "office.db"));
}, 120_000);
afterAll(() => rmSync(parent, { recursive: true, force: true }));

/** A row in every table that a prepared folder leaves empty. */
async function fillOffice(deps: Deps): Promise<void> {
  const own = { ...deps.library.instruments.get("staff-questionnaire")!.instrument, id: "own-questionnaire" };
  await firstAccounts(deps);
  await saveOwnForm(deps, KEEPER, JSON.stringify(own));
  const replace = { "staff-questionnaire": "own-questionnaire" };
  await copySchemeFor(deps, KEEPER, { scheme: "political-ecology", title: "本县办法", replace });
  await deps.office.inTransaction(async (office) => {
    const { round, unit, id } = (await office.poll(prepared.other))!;
    const [first] = await office.accounts();
    const at = "2026-11-20T08:00:00.000Z";
    await office.saveSession(session("t1", first!.id, at));
    await office.saveAssessment(round, unit, { ...EMPTY_ASSESSMENT, supervision: { 谈话函询: 2 } });
    const signed = { atUtc: at, by: { account: first!.id, name: first!.name }, second: null };
    await office.appendReview(round, unit, { ...signed, act: { kind: "judged" } });
    await office.saveRollSheet(id, rollSheet);
    await office.saveProfile({ hasKeepers: false, hasCodes: false });
    const stack = { id: "s1", poll: id, batch: "C", instrument: "leadership-team", sheets: 3, signed: null };
    await office.paper.saveSession({ ...stack, ...NEW_STACK });
    await office.paper.saveKeying({ session: "s1", account: first!.id, sheets: [], isDone: false });
    await office.secondFactors.begin(first!.id, "GEZDGNBV");
    await office.registerLines.replace([
      { unit: "甲局", unitType: "县直", predecessors: [], inspection: null },
    ]);
    await office.wireless.save(round, { name: "xuncha-1", password: "a1b2c3d4" });
    const city = { fingerprint: "0ABC0ABC0ABC0ABC0ABC", name: "市委巡察办", trustedAtUtc: at };
    await office.installations.add(city);
    await office.parcels.add({
      id: "1".repeat(64),
      kind: "task",
      isIncoming: false,
      round,
      group: "县委第一巡察组",
      edition: 1,
      other: city.fingerprint,
      manifest: "{}",
      signature: "c2ln",
      units: [unit],
      audit: null,
      atUtc: at,
    });
  });
}

/** Tables that nothing of this flow reads get one row that is only carried. */
function fillTheRest(path: string): void {
  const db = new Database(path);
  db.pragma("foreign_keys = off");
  for (const [table, columns] of columnsOf(db)) {
    if (db.prepare(`select 1 from ${table} limit 1`).get() !== undefined) continue;
    db.prepare(`insert into ${table} values (${columns.map(() => "?").join(", ")})`).run(
      columns.map(() => 1),
    );
  }
  db.close();
}

type Rows = Map<string, readonly unknown[]>;

/** Every table with its rows, in these columns where they are given. */
function rowsOf(path: string, columns?: ReadonlyMap<string, readonly string[]>): Rows {
  const db = new Database(path, { readonly: true });
  try {
    const rows: Rows = new Map();
    for (const [table, own] of columns ?? columnsOf(db))
      rows.set(table, db.prepare(`select ${own.join(", ")} from ${table} order by 1, 2`).all());
    return rows;
  } finally {
    db.close();
  }
}

function columnsOf(db: Database.Database): Map<string, readonly string[]> {
  const tables = db.prepare<[], string>("select name from sqlite_schema where type = 'table'").pluck().all();
  const columns = db.prepare<[string], string>("select name from pragma_table_info(?)").pluck();
  return new Map(tables.map((table) => [table, columns.all(table)]));
}

/** Makes one file of the folder the one that an earlier version would have left, with the present rows. */
function makeOlder(name: Name, version: number): Map<string, readonly string[]> {
  const path = join(folder(), name);
  for (const ending of ["", "-wal", "-shm"]) rmSync(`${path}${ending}`, { force: true });
  const kind: SqliteFileKind = { ...KINDS[name], migrations: KINDS[name].migrations.slice(0, version) };
  const { db } = new SqliteFile(path, kind);
  const columns = columnsOf(db);
  db.pragma("foreign_keys = off");
  db.prepare("attach ? as present").run(join(parent, "present", name));
  for (const [table, own] of columns)
    db.exec(`insert into ${table} (${own.join(", ")}) select ${own.join(", ")} from present.${table}`);
  db.exec("detach present");
  if (name === "office.db" && version < REVIEWS_FROM)
    db.exec(`update assessments set assessment = '${EMPTY_GRADES}' || substr(assessment, 2)`);
  db.close();
  return columns;
}

/** Until then the grades stood in the assessment, empty everywhere. */
const REVIEWS_FROM = 4;
const EMPTY_GRADES = '{"approvedGrade":null,"proposedGrade":null,';

function startOver(): void {
  rmSync(folder(), { recursive: true, force: true });
  cpSync(join(parent, "present"), folder(), { recursive: true });
  // What the folder remembers of its files belongs to the present ones.
  rmSync(join(folder(), "at-rest.json"), { force: true });
}

describe("a folder of an earlier version", () => {
  it("is tried with rows in every table there is", () => {
    for (const name of NAMES)
      for (const [table, rows] of rowsOf(join(parent, "present", name)))
        expect([name, table, rows.length > 0]).toEqual([name, table, true]);
  });

  it.each(OLDER)("keeps every row of $name, version $version", async ({ name, version }) => {
    startOver();
    const columns = makeOlder(name, version);
    const { office, close } = await openStores(folder());
    await office.inTransaction(async (transaction) => {
      const { round } = (await transaction.rounds())[0]!;
      expect(await transaction.units(round.id)).toHaveLength(2);
      expect(await transaction.rehearsals(round.id)).toEqual([]);
    });
    await close();
    const now = new Database(join(folder(), name), { readonly: true });
    expect(now.pragma("user_version", { simple: true })).toBe(KINDS[name].migrations.length);
    now.close();
    expect(rowsOf(join(folder(), name), columns)).toEqual(rowsOf(join(parent, "present", name), columns));
  });

  const whole = Array.from({ length: Math.max(...OLDER.map(({ version }) => version)) }, (_, i) => i + 1);
  it.each(whole.slice(0, rounds(1, whole.length)))(
    "of which every file has version %i or the last before the present takes ballots and closes with all that was acknowledged",
    async (version) => {
      startOver();
      for (const name of NAMES)
        makeOlder(name, Math.min(version, Math.max(1, KINDS[name].migrations.length - 1)));
      await expectClosed(folder(), prepared);
    },
  );
});
