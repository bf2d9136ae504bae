import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { BOX_KIND } from "./postgres-box.ts";
import { OFFICE_KIND, PostgresOffice } from "./postgres-office.ts";
import { PostgresLeases } from "./postgres-leases.ts";
import { officeNames } from "./office-place.ts";
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
    office = await PostgresSchema.open(stores.url, officeNames(stores.database, null), OFFICE_KIND);
    vi.spyOn(office, "write");
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

  /** As after a pause of half a minute in which another has come. */
  const steal = (endsAt: string): Promise<unknown> =>
    stores.admin.query("update office.leases set owner = 'another', ends_at_utc = $1", [endsAt]);

  it("that another has taken meanwhile let nothing be written any more, and the work is done again after it", async () => {
    const leases = new PostgresLeases(office, "own");
    const box = await PostgresSchema.open(stores.url, officeNames(stores.database, null), BOX_KIND);
    await stores.box.setApart([["held", "of everybody"].map((step) => Buffer.from(step))]);
    box.setFence(leases);
    const own = new PostgresOffice(office, leases);
    const done: string[] = [];
    const write = (step: string): Promise<unknown> =>
      box.write(async (client) => {
        await client.query("insert into spent values ($1, $1, $1, $1, $1)", [Buffer.from(step)]);
        done.push(step);
      });
    const outcome = await leases.alone("close p1", async () => {
      if (done.length > 0) return done;
      await write("held");
      await steal("2020-01-01T00:00:00.000000Z");
      await expect(own.inTransaction((transaction) => transaction.rounds())).rejects.toThrow(
        "another process",
      );
      await expect(write("lost")).rejects.toThrow("another process");
      await expect(box.rows("select 1")).rejects.toThrow("another process");
      // What respondents hand in meanwhile is not of this work.
      await leases.outside(() => write("of everybody"));
      throw new Error("what a work finds that is over is not told");
    });
    expect(outcome).toEqual(["held", "of everybody"]);
    expect(await box.rows("select 1 from spent")).toHaveLength(2);
    await box.close();
  });

  it("are not taken over while a transaction of whoever had them is under way", async () => {
    const [leases, next] = [new PostgresLeases(office, "own"), new PostgresLeases(office, "next")];
    const box = await PostgresSchema.open(stores.url, officeNames(stores.database, null), BOX_KIND);
    box.setFence(leases);
    const order: string[] = [];
    let second: Promise<unknown> = Promise.resolve();
    await leases.alone("close p1", () =>
      box.write(async () => {
        await stores.admin.query("update office.leases set ends_at_utc = '2020-01-01T00:00:00.000000Z'");
        second = next.alone("close p1", async () => order.push("second"));
        await expect.poll(hasAsked, { timeout: 30_000 }).toBe(true);
        order.push("first");
      }),
    );
    await second;
    expect(order).toEqual(["first", "second"]);
    await box.close();
  });

  it("are known to be lost by the renewal that finds nothing to renew", async () => {
    const leases = new PostgresLeases(office, "own", 1);
    const box = await PostgresSchema.open(stores.url, officeNames(stores.database, null), BOX_KIND);
    box.setFence(leases);
    let times = 0;
    await leases.alone("close p1", async () => {
      times += 1;
      if (times === 2) return;
      await steal("2020-01-01T00:00:00.000000Z");
      // Reading asks nobody: it is refused once the renewal has found out.
      const isRead = () =>
        box.rows("select 1").then(
          () => true,
          () => false,
        );
      await expect.poll(isRead, { timeout: 30_000 }).toBe(false);
      await box.rows("select 1");
    });
    expect(times).toBe(2);
    await box.close();
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

  /** Whether somebody has asked for a lease and was not given it. */
  function hasAsked(): boolean {
    return vi
      .mocked(office.write)
      .mock.settledResults.some(({ type, value }) => type === "fulfilled" && value === false);
  }
});
