import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { holdDatabase } from "./hold-database.ts";
import { isPostgresAbsent, onPostgres, temporaryDatabase } from "./temporary-postgres.ts";

describe.skipIf(isPostgresAbsent)(onPostgres("one process at a time"), () => {
  let place: Awaited<ReturnType<typeof temporaryDatabase>>;
  beforeEach(async () => {
    place = await temporaryDatabase();
  });
  afterEach(() => place.dispose());

  it("refuses a second, and is free again afterwards", async () => {
    const lost = vi.fn<() => void>();
    const { release } = await holdDatabase(place.url, lost);
    await expect(holdDatabase(place.url, lost)).rejects.toMatchObject({
      code: "store.locked",
      facts: { file: place.database },
    });
    await release();
    await (await holdDatabase(place.url, lost)).release();
    expect(lost).not.toHaveBeenCalled();
  });

  it("tells when it was lost, and another may take it", async () => {
    const lost = vi.fn<() => void>();
    await holdDatabase(place.url, lost);
    await place.admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'plumbline lock' and datname = current_database()`,
    );
    await vi.waitFor(() => expect(lost).toHaveBeenCalledOnce());
    await (await holdDatabase(place.url, lost)).release();
  });
});
