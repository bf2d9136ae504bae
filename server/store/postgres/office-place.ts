import { type Client, escapeIdentifier } from "pg";
import { isOfficeName } from "../../core/installation/office-name.ts";
import { Problem } from "../../core/problem.ts";
import type { StoreName } from "./postgres-schema.ts";

/** In the address of a database: which of its offices is meant. */
const OFFICE = "office";

/** Where an office lies: its database, as the driver takes it, and its name there; null where it is the only one. */
interface OfficePlace {
  readonly serverUrl: string;
  readonly office: string | null;
}

/**
 * @param databaseUrl `postgres://…/database`, or `postgres://…/database?office=name`
 * @throws Problem usage for a name that no office can have
 */
export function placeOf(databaseUrl: string): OfficePlace {
  const url = new URL(databaseUrl);
  const office = url.searchParams.get(OFFICE);
  if (office === null) return { serverUrl: databaseUrl, office };
  if (!isOfficeName(office)) throw new Problem("usage", { reason: "office name" });
  url.searchParams.delete(OFFICE);
  return { serverUrl: url.href, office };
}

/** The address of one office of a shared database. */
export function urlOfOffice(databaseUrl: string, office: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set(OFFICE, office);
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
