/** The server's own errors, raised by the server. */
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
