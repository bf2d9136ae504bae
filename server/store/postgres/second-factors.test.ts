import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { usesOfOneCode } from "../second-factors.case.ts";
import type { Stores } from "../stores.ts";
import { openPostgresStores } from "./open-postgres-stores.ts";
import {
  isPostgresAbsent,
  onPostgres,
  temporaryPostgres,
  type TemporaryPostgres,
} from "./temporary-postgres.ts";

describe.skipIf(isPostgresAbsent)(onPostgres("second factors"), () => {
  let first: TemporaryPostgres;
  let others: readonly Stores[];
  beforeEach(async () => {
    first = await temporaryPostgres();
    others = [
      await openPostgresStores(first.url, first.closedFolder),
      await openPostgresStores(first.url, first.closedFolder),
    ];
  });
  afterEach(async () => {
    for (const other of others) await other.close();
    await first.dispose();
  });

  it("lets one process of several use a code", async () => {
    expect(await usesOfOneCode([first, ...others].map(({ office }) => office))).toBe(1);
  });
});
