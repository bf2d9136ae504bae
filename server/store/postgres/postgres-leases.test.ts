import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { OFFICE_KIND } from "./postgres-office.ts";
import { PostgresLeases } from "./postgres-leases.ts";
import { PostgresSchema } from "./postgres-schema.ts";
import {
  isPostgresAbsent,
  onPostgres,
  temporaryPostgres,
  type TemporaryPostgres,
} from "./temporary-postgres.ts";

describe.skipIf(isPostgresAbsent)(onPostgres("jobs of one process at a time"), () => {
  let stores: TemporaryPostgres;
  let office: PostgresSchema;
  beforeEach(async () => {
    stores = await temporaryPostgres();
    office = await PostgresSchema.open(stores.url, `${stores.database}_office`, OFFICE_KIND);
  });
  afterEach(async () => {
    await office.close();
    await stores.dispose();
  });
  const ends = async (): Promise<string | undefined> =>
    (await office.rows<{ ends_at_utc: string }>("select ends_at_utc from leases"))[0]?.ends_at_utc;
  /** As a process leaves it that was killed. */
  const leave = (endsAt: string): Promise<unknown> =>
    stores.admin.query("insert into office.leases values ('close p1', 'killed', $1)", [endsAt]);

  it("take turns, whoever comes first, and leave nothing behind", async () => {
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await ends();
      inside -= 1;
    };
    const processes = ["a", "b", "c"].map((owner) => new PostgresLeases(office, owner));
    await Promise.all(processes.map((one) => one.alone("close p1", work)));
    expect(most).toBe(1);
    expect(await ends()).toBeUndefined();
  });

  it("do not wait for another job", async () => {
    const other = new PostgresLeases(office, "other");
    const outcome = await new PostgresLeases(office, "own").alone("close p1", () =>
      other.alone("close p2", async () => "both"),
    );
    expect(outcome).toBe("both");
  });

  it("go over from a killed process once its lease has ended by the server's clock", async () => {
    await leave("2020-01-01T00:00:00.000000Z");
    expect(await new PostgresLeases(office, "own").alone("close p1", async () => "taken over")).toBe(
      "taken over",
    );
  });

  it("stay with whoever has them until then", async () => {
    await leave("9999-01-01T00:00:00.000000Z");
    const order: string[] = [];
    const waiting = new PostgresLeases(office, "own").alone("close p1", async () => order.push("second"));
    await expect.poll(hasAsked, { timeout: 30_000 }).toBe(true);
    order.push("first");
    await stores.admin.query("delete from office.leases");
    await waiting;
    expect(order).toEqual(["first", "second"]);
  });

  it("are renewed as long as the work goes on, and given back when it fails", async () => {
    const failing = new PostgresLeases(office, "own", 2).alone("close p1", async () => {
      const begun = (await ends())!;
      await expect.poll(async () => (await ends())! > begun, { timeout: 30_000 }).toBe(true);
      throw new Error("no more");
    });
    await expect(failing).rejects.toThrow("no more");
    expect(await ends()).toBeUndefined();
  });

  /** Whether somebody has asked for a lease; the server tells the last statement of a connection. */
  async function hasAsked(): Promise<boolean> {
    const sql = `select 1 from pg_stat_activity where datname = current_database() and query like 'insert into leases%'`;
    return (await stores.admin.query(sql)).rowCount === 1;
  }
});
