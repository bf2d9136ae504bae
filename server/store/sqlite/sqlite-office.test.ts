import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { describeOffice } from "../office.case.ts";
import { temporaryStores } from "./temporary-stores.ts";

describeOffice("SQLite", temporaryStores);

it("finds the lines about one poll without reading the whole record", async () => {
  const { folder, dispose } = await temporaryStores();
  const db = new Database(join(folder, "office.db"), { readonly: true });
  const plan = db
    .prepare<[], { detail: string }>(
      "explain query plan select * from audit where act = 'a' and about = 'b' order by sequence",
    )
    .all();
  db.close();
  await dispose();
  expect(plan.map(({ detail }) => detail)).toEqual([
    "SEARCH audit USING INDEX audit_by_about (about=? AND act=?)",
  ]);
});
