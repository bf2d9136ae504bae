import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { openPostgresStores, type PostgresStores } from "./open-postgres-stores.ts";

/** A server where the tests may make databases as superuser; `npm run test:pg` starts one. */
const SERVER = process.env["PLUMBLINE_TEST_POSTGRES"];

export const isPostgresAbsent = SERVER === undefined;

/** The heading of a suite, which says why it was skipped. */
export const onPostgres = (name: string): string =>
  isPostgresAbsent ? `${name}: SKIPPED, no PostgreSQL server; run npm run test:pg` : name;

export interface TemporaryPostgres extends PostgresStores {
  /** The database, as superuser. */
  readonly url: string;
  readonly database: string;
  readonly admin: Client;
  dispose(): Promise<void>;
}

/** An empty database of its own for one test, without the stores. */
export async function temporaryDatabase(): Promise<Omit<TemporaryPostgres, keyof PostgresStores>> {
  const database = `t_${randomBytes(8).toString("hex")}`;
  const server = new Client({ connectionString: SERVER! });
  await server.connect();
  await server.query(`create database ${database} template template0`);
  const address = new URL(SERVER!);
  address.pathname = `/${database}`;
  const url = address.href;
  const admin = new Client({ connectionString: url });
  await admin.connect();
  const dispose = async (): Promise<void> => {
    await admin.end();
    await server.query(`drop database ${database} with (force)`);
    for (const store of ["office", "roll", "box"])
      await server.query(`drop role if exists ${database}_${store}`);
    await server.end();
  };
  return { url, database, admin, dispose };
}

/** Stores in a fresh database; `dispose` closes and removes them. */
export async function temporaryPostgres(): Promise<TemporaryPostgres> {
  const place = await temporaryDatabase();
  const stores = await openPostgresStores(place.url);
  const dispose = async (): Promise<void> => {
    await stores.close();
    await place.dispose();
  };
  return { ...stores, ...place, dispose };
}
