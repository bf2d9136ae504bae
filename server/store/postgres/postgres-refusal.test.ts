/** The server's own errors, raised by the server. */
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postgresRefusal } from "./postgres-refusal.ts";
import { retryConflicts } from "./retry-conflicts.ts";
import { isPostgresAbsent, onPostgres, temporaryDatabase } from "./temporary-postgres.ts";

describe.skipIf(isPostgresAbsent)(onPostgres("errors of the server"), () => {
  let place: Awaited<ReturnType<typeof temporaryDatabase>>;

  beforeAll(async () => {
    place = await temporaryDatabase();
  });

  afterAll(() => place.dispose());

  const raise = (state: string): Promise<unknown> =>
    place.admin.query(`do $$ begin raise exception sqlstate '${state}'; end $$`);
  const errorOf = (state: string): Promise<unknown> => raise(state).catch((error: unknown) => error);

  it("tell a full disk, a broken page and a text that cannot be, and stay what they are otherwise", async () => {
    expect(postgresRefusal(await errorOf("53100"), "box")).toMatchObject({ code: "store.storage-full" });
    expect(postgresRefusal(await errorOf("XX001"), "box")).toMatchObject({
      code: "store.damaged",
      facts: { file: "box", reason: "broken-page" },
    });
    expect(postgresRefusal(await errorOf("22021"), "box")).toMatchObject({ code: "request.malformed" });
    const clash = await errorOf("23505");
    expect(postgresRefusal(clash, "box")).toBe(clash);
    const ownError = new Error("ours");
    expect(postgresRefusal(ownError, "box")).toBe(ownError);
  });

  it("are 'busy' where the server ends, ends a connection, has none left or cannot be reached", async () => {
    const busy = { code: "server.busy" };
    for (const state of ["57P01", "57P02", "57P03", "25P03", "53300", "08006"])
      expect(postgresRefusal(await errorOf(state), "box")).toMatchObject(busy);
    const nobody = await new Client({ host: "127.0.0.1", port: 1 })
      .connect()
      .catch((error: unknown) => error);
    expect(postgresRefusal(nobody, "box")).toMatchObject(busy);
    const client = new Client({ connectionString: place.url });
    client.on("error", () => undefined);
    await client.connect();
    const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
    const ended = new Promise<void>((resolve) => client.once("end", resolve));
    await place.admin.query("select pg_terminate_backend($1)", [rows[0]!.pid]);
    await ended;
    const late = await client.query("select 1").catch((error: unknown) => error);
    expect(postgresRefusal(late, "box")).toMatchObject(busy);
  });

  /** Every state of the classes 53 (resources), 57 (operator) and 58 (the system under the server), as PostgreSQL 15 lists them. */
  it.each([
    ["53000", "server.busy"],
    ["53100", "store.storage-full"],
    ["53200", "server.busy"],
    ["53300", "server.busy"],
    ["53400", null],
    ["57000", "server.busy"],
    ["57014", "server.busy"],
    ["57P01", "server.busy"],
    ["57P02", "server.busy"],
    ["57P03", "server.busy"],
    ["57P04", null],
    ["57P05", "server.busy"],
    ["58000", null],
    ["58030", "store.damaged"],
    ["58P01", "store.damaged"],
    ["58P02", null],
  ])("with state %s are %s", async (state, code) => {
    const error = await errorOf(state);
    const told = postgresRefusal(error, "box");
    if (code === null) expect(told).toBe(error);
    else expect(told).toMatchObject({ code });
  });

  it("make a transaction run again after a conflict, and only then", async () => {
    const states = ["40001", "40P01"];
    let tries = 0;
    const outcome = await retryConflicts(async () => {
      tries += 1;
      const state = states.shift();
      if (state) await raise(state);
      return "done";
    });
    expect([outcome, tries]).toEqual(["done", 3]);
    tries = 0;
    const refused = retryConflicts(() => {
      tries += 1;
      return raise("23505");
    });
    await expect(refused).rejects.toMatchObject({ code: "23505" });
    expect(tries).toBe(1);
  });
});
