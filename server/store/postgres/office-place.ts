import { type Client, escapeIdentifier } from "pg";
import { isOfficeName } from "../../core/installation/office-name.ts";
import { Problem } from "../../core/problem.ts";
import type { StoreName } from "./postgres-schema.ts";

/** In the address of a database: which of its offices is meant, and each standby of its server. */
const OFFICE = "office";
const STANDBY = "standby";

/**
 * Where an office lies: its database, as the driver takes it, and its name there; null where it is the only one. And the same
 * database on the standbys of its server, as the driver takes them.
 */
interface OfficePlace {
  readonly serverUrl: string;
  readonly office: string | null;
  readonly standbyUrls: readonly string[];
}

/**
 * @param databaseUrl `postgres://…/database`, or `postgres://…/database?office=name`, with standbys as `urlWithStandbys` adds them
 * @throws Problem usage for a name that no office can have
 */
export function placeOf(databaseUrl: string): OfficePlace {
  const url = new URL(databaseUrl);
  const office = url.searchParams.get(OFFICE);
  const standbyUrls = url.searchParams.getAll(STANDBY);
  if (office === null && standbyUrls.length === 0) return { serverUrl: databaseUrl, office, standbyUrls };
  if (office !== null && !isOfficeName(office)) throw new Problem("usage", { reason: "office name" });
  url.searchParams.delete(OFFICE);
  url.searchParams.delete(STANDBY);
  return { serverUrl: url.href, office, standbyUrls };
}

/** The address of a database whose server has these standbys and no others. */
export function urlWithStandbys(databaseUrl: string, standbyUrls: readonly string[]): string {
  const url = new URL(databaseUrl);
  url.searchParams.delete(STANDBY);
  for (const one of standbyUrls) url.searchParams.append(STANDBY, one);
  return url.href;
}

/** The address of one office of a shared database. */
export function urlOfOffice(databaseUrl: string, office: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set(OFFICE, office);
  return url.href;
}

/** The address of a database, or of an office, without anything that lets one in, its standbys among it. */
export function placeWithoutSecrets(databaseUrl: string): string {
  const url = new URL(urlWithStandbys(databaseUrl, []));
  url.username = "";
  url.password = "";
  url.searchParams.delete("password");
  return url.href;
}

/** What an office calls its own locks and connections, beside those of others in the same database. */
export const ownName = (text: string, office: string | null): string =>
  office === null ? text : `${text} ${office}`;

/** How what belongs to an office is called in its database; an only office has the plain names. */
export interface OfficeNames {
  readonly database: string;
  schemaOf(store: StoreName): string;
  /** Roles are of the whole server. No two offices have one of the same name, nor two databases: no office's name has a point or a line. */
  roleOf(store: StoreName): string;
  /** Of an advisory lock, or of a connection. */
  ownName(text: string): string;
}

export const officeNames = (database: string, office: string | null): OfficeNames => ({
  database,
  schemaOf: (store) => (office === null ? store : `${office}_${store}`),
  roleOf: (store) => (office === null ? `${database}_${store}` : `${database}.${office}.${store}`),
  ownName: (text) => ownName(text, office),
});

/** The names of the office that the address is of. */
export async function namesAt(client: Client, databaseUrl: string): Promise<OfficeNames> {
  const { rows } = await client.query<{ name: string }>("select current_database() as name");
  return officeNames(rows[0]!.name, placeOf(databaseUrl).office);
}

/** Makes a connection act as one store of an office until its transaction ends, or until it acts as another one. */
export async function actAs(client: Client, names: OfficeNames, store: StoreName): Promise<void> {
  await client.query(
    `set local role ${escapeIdentifier(names.roleOf(store))};
     set local search_path = ${escapeIdentifier(names.schemaOf(store))}`,
  );
}
