/** A server that starts where not all processes have room is told so, and serves. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openPostgresStores } from "../../server/store/postgres/open-postgres-stores.ts";
import {
  isPostgresAbsent,
  onPostgres,
  temporaryDatabase,
} from "../../server/store/postgres/temporary-postgres.ts";
import { machine } from "../../web/text/machine.ts";
import { startProduction } from "./production-process.ts";

const OTHERS = 100;

describe.skipIf(isPostgresAbsent)(onPostgres("too few connections"), () => {
  it("are named at the start, with what comes of it", async () => {
    const place = await temporaryDatabase();
    const folder = mkdtempSync(join(tmpdir(), "plumbline-few-"));
    const { connections, close } = await openPostgresStores(place.url, place.closedFolder);
    await close();
    await place.admin.query(
      `insert into processes.serving select 'other ' || at, 'infinity' from generate_series(1, ${OTHERS}) as at`,
    );
    const server = await startProduction({
      PLUMBLINE_DATA: join(folder, "data"),
      PLUMBLINE_URL: "",
      DATABASE_URL: place.url,
    });
    expect(server.port).not.toBeNull();
    const wanted = (OTHERS + 1) * connections.wanted;
    expect(server.log()).toContain(machine.fewConnections({ ...connections, wanted }));
    expect(await server.end("SIGTERM")).toEqual([0, null]);
    rmSync(folder, { recursive: true, force: true });
    await place.dispose();
  });
});
