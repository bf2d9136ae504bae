/** A second server on the database of a first one, as another process of the same installation is. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { composeApp } from "../../server/compose.ts";
import type { Deps } from "../../server/services/deps.ts";
import { LivePolls } from "../../server/services/live-polls.ts";
import { startServer } from "../../server/start-server.ts";
import { openPostgresStores } from "../../server/store/postgres/open-postgres-stores.ts";
import type { TestServer } from "./start-server.ts";

export interface SecondServer {
  readonly address: string;
  readonly deps: Deps;
  stop(): Promise<void>;
}

export async function startSecondServer(first: TestServer): Promise<SecondServer> {
  const folder = await mkdtemp(join(tmpdir(), "plumbline-second-"));
  const stores = await openPostgresStores(first.databaseUrl!, join(folder, "closed"));
  const { office, roll, box, closed, doors } = stores;
  const deps: Deps = { ...first.deps, office, roll, box, closed, live: new LivePolls(office, roll, doors) };
  const close = (): Promise<void> => stores.close();
  const app = await composeApp({ deps, exportsFolder: join(folder, "exports"), close });
  const server = await startServer(app, { port: 0, host: "127.0.0.1" });
  return {
    address: `http://127.0.0.1:${server.port}`,
    deps,
    async stop() {
      await server.stop(0);
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
