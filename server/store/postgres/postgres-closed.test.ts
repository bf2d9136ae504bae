import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { closedExample, contentsOf, describeClosed } from "../closed.case.ts";
import type { Stores } from "../stores.ts";
import { openPostgresStores } from "./open-postgres-stores.ts";
import {
  isPostgresAbsent,
  onPostgres,
  temporaryPostgres,
  type TemporaryPostgres,
} from "./temporary-postgres.ts";

describe.skipIf(isPostgresAbsent)(onPostgres("closed files"), () => {
  describeClosed("PostgreSQL", temporaryPostgres);

  describe("and the copies of machines", () => {
    let stores: TemporaryPostgres;
    let second: Stores;
    let secondFolder: string;
    beforeEach(async () => {
      stores = await temporaryPostgres();
      secondFolder = join(stores.closedFolder, "second");
      second = await openPostgresStores(stores.url, secondFolder);
    });
    afterEach(async () => {
      await second.close();
      await stores.dispose();
    });
    const written = async (): Promise<ReturnType<typeof closedExample>> => {
      const example = closedExample("p1", 9_000);
      await stores.closed.write(example.head, contentsOf(example));
      return example;
    };

    it("are the same file on each, in several parts", async () => {
      const { head, receipts } = await written();
      const { rows } = await stores.admin.query("select count(*)::int as parts from closed.parts");
      expect(rows[0].parts).toBeGreaterThan(3);
      expect(await second.closed.exists("p1")).toBe(true);
      expect(await second.closed.head("p1")).toEqual(head);
      expect(await second.closed.receipts("p1")).toEqual(receipts);
      expect(await second.closed.check("p1")).toEqual(await stores.closed.check("p1"));
    });

    it("are fetched anew where they were changed, and where the first was built but never handed over", async () => {
      const { head } = await written();
      await second.closed.head("p1");
      writeFileSync(join(secondFolder, "p1.db"), "other");
      expect(await second.closed.check("p1")).toEqual(await stores.closed.check("p1"));
      const other = closedExample("p2");
      writeFileSync(join(secondFolder, "p2.db"), "left by a process that was killed");
      await second.closed.write(other.head, contentsOf(other));
      expect(await stores.closed.head("p2")).toEqual(other.head);
      expect(await stores.closed.head("p1")).toEqual(head);
    });

    it("are one when two processes close at once", async () => {
      const [one, another] = [closedExample("p1"), closedExample("p1")];
      await Promise.all([
        stores.closed.write(one.head, contentsOf(one)),
        second.closed.write(another.head, contentsOf(another)),
      ]);
      expect(await second.closed.check("p1")).toEqual(await stores.closed.check("p1"));
      expect(await second.closed.receipts("p1")).toEqual(await stores.closed.receipts("p1"));
    });

    it("are refused when a part was changed or is gone in the database, and nothing is left of what came", async () => {
      await written();
      for (const change of [
        "update closed.parts set content = set_byte(content, 7, 255 - get_byte(content, 7)) where part = 1",
        "delete from closed.parts where part = 1",
      ]) {
        await stores.admin.query(change);
        await expect(second.closed.head("p1")).rejects.toMatchObject({
          code: "store.damaged",
          facts: { reason: "other-digest" },
        });
        expect([
          existsSync(join(secondFolder, "p1.db")),
          existsSync(join(secondFolder, "p1.db.fetched")),
        ]).toEqual([false, false]);
      }
    });
  });
});
