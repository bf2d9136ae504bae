import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client } from "pg";
import type { Stores } from "../stores.ts";
import { connected } from "./connected.ts";
import { openPostgresStores } from "./open-postgres-stores.ts";

/** A server where the tests may make databases as superuser; `npm run test:pg` starts one. */
const SERVER = process.env["PLUMBLINE_TEST_POSTGRES"];

/** A second one, for tests that change what holds for a whole server, or that others' closes of polls would disturb. */
export const ownServer = process.env["PLUMBLINE_TEST_POSTGRES_OWN"];

/** A third one, which its test starts anew as after a failure of power; null where there is none. */
export const restartedServer = restartable(process.env["PLUMBLINE_TEST_POSTGRES_RESTARTED"]);

/** @param text of `scripts/test-pg.mjs`: address, command line and account */
function restartable(text: string | undefined) {
  if (text === undefined) return null;
  const { url, program, args, account } = JSON.parse(text) as {
    readonly url: string;
    readonly program: string;
    readonly args: readonly string[];
    readonly account: { readonly uid?: number; readonly gid?: number };
  };
  const restart = async (): Promise<void> => {
    const [status] = await once(spawn(program, args, { ...account, cwd: tmpdir(), stdio: "ignore" }), "exit");
    if (status !== 0) throw new Error(`${program} ended with ${status}`);
  };
  return { url, restart };
}

export const isPostgresAbsent = SERVER === undefined;

/** The heading of a suite, which says why it was skipped. */
export const onPostgres = (name: string): string =>
  isPostgresAbsent ? `${name}: SKIPPED, no PostgreSQL server; run npm run test:pg` : name;

export interface TemporaryPostgres extends Stores {
  /** The database, as superuser. */
  readonly url: string;
  readonly database: string;
  /** A folder of its own for copies of closed files. */
  readonly closedFolder: string;
  readonly admin: Client;
  dispose(): Promise<void>;
}

/**
 * An empty database of its own for one test, without the stores.
 *
 * @param serverAddress of the server it is made on
 */
export async function temporaryDatabase(
  serverAddress = SERVER!,
): Promise<Omit<TemporaryPostgres, keyof Stores>> {
  const database = `t_${randomBytes(8).toString("hex")}`;
  await onServer(serverAddress, (server) => server.query(`create database ${database} template template0`));
  const address = new URL(serverAddress);
  address.pathname = `/${database}`;
  const url = address.href;
  const admin = await connected(url, "test");
  const closedFolder = mkdtempSync(join(tmpdir(), "plumbline-closed-"));
  const dispose = async (): Promise<void> => {
    rmSync(closedFolder, { recursive: true, force: true });
    await admin.end();
    await onServer(serverAddress, async (server) => {
      await server.query(`drop database ${database} with (force)`);
      for (const store of ["office", "roll", "box", "closed", "processes"])
        await server.query(`drop role if exists ${database}_${store}`);
      const ofOffices = await server.query<{ role: string }>(
        "select rolname as role from pg_roles where rolname like $1 || '.%'",
        [database],
      );
      for (const { role } of ofOffices.rows) await server.query(`drop role "${role}"`);
    });
  };
  return { url, database, closedFolder, admin, dispose };
}

/** With a connection of its own each time: a server that was started anew has ended earlier ones. */
async function onServer(address: string, act: (server: Client) => Promise<unknown>): Promise<void> {
  const server = await connected(address, "test");
  await act(server).finally(() => server.end());
}

/** Stores in a fresh database; `dispose` closes and removes them. */
export async function temporaryPostgres(): Promise<TemporaryPostgres> {
  const place = await temporaryDatabase();
  const stores = await openPostgresStores(place.url, place.closedFolder);
  const dispose = async (): Promise<void> => {
    await stores.close();
    await place.dispose();
  };
  return { ...stores, ...place, dispose };
}
