/** A data folder of this version with rows in every table, which tests of upgrades make older. */
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect } from "vitest";
import { firstAccounts } from "../../server/cli/first-accounts.ts";
import { openServices } from "../../server/compose.ts";
import { EMPTY_ASSESSMENT } from "../../server/core/scoring/scheme.ts";
import { type Deps, KEEPER } from "../../server/services/deps.ts";
import { copySchemeFor } from "../../server/services/copy-scheme.ts";
import { NEW_STACK } from "../../server/services/paper/find-stack.ts";
import { saveOwnForm } from "../../server/services/save-own-form.ts";
import { rollSheet, session } from "../../server/store/office-examples.case.ts";
import { prepareClosingFolder, type ClosingFolder } from "./closing-folder.ts";

/** Fills an empty folder. */
export async function fillEveryTable(present: string): Promise<ClosingFolder> {
  const prepared = await prepareClosingFolder(present);
  const { deps, close } = await openServices({ dataFolder: present, address: null });
  await fillOffice(deps, prepared.other);
  const [spoiled, fresh] = [deps.random(32), deps.random(32)] as const;
  const [poll, batch] = [prepared.other, "C"];
  await deps.roll.addTickets(poll, batch, [spoiled]);
  expect(await deps.roll.exchange({ poll, spoiled, batch, fresh })).toBe("done");
  await close();
  fillTheRest(join(present, "office.db"));
  return prepared;
}

/** Until then the grades stood in the assessment, empty everywhere. */
export const REVIEWS_FROM = 4;
export const EMPTY_GRADES = '{"approvedGrade":null,"proposedGrade":null,';

/** A row in every table that a prepared folder leaves empty. */
async function fillOffice(deps: Deps, other: string): Promise<void> {
  const own = { ...deps.library.instruments.get("staff-questionnaire")!.instrument, id: "own-questionnaire" };
  await firstAccounts(deps);
  await saveOwnForm(deps, KEEPER, JSON.stringify(own));
  const replace = { "staff-questionnaire": "own-questionnaire" };
  await copySchemeFor(deps, KEEPER, { scheme: "political-ecology", title: "本县办法", replace });
  await deps.office.inTransaction(async (office) => {
    const { round, unit, id } = (await office.poll(other))!;
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
    const city = { fingerprint: "0ABC0ABC0ABC0ABC0ABC", name: "市委巡察办", trustedAtUtc: at, isCity: false };
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

export function columnsOf(db: Database.Database): Map<string, readonly string[]> {
  const tables = db.prepare<[], string>("select name from sqlite_schema where type = 'table'").pluck().all();
  const columns = db.prepare<[string], string>("select name from pragma_table_info(?)").pluck();
  return new Map(tables.map((table) => [table, columns.all(table)]));
}
