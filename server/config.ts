/** The only reader of the environment. Settings are listed in docs/operating.md. */
import { join, resolve } from "node:path";
import type { RegisteredOffice } from "./core/installation/registered-office.ts";
import { Problem } from "./core/problem.ts";
import { placeOf, urlOfOffice, urlWithStandbys } from "./store/postgres/office-place.ts";

export interface Config {
  /** PLUMBLINE_DATA */
  readonly dataFolder: string;
  /**
   * DATABASE_URL: a PostgreSQL database, with all offices of it or with one (`?office=name`), in the place of the data folder's stores; null without one.
   * The standbys of its server, DATABASE_STANDBYS, are part of the address from here on.
   */
  readonly databaseUrl: string | null;
  /** PLUMBLINE_BACKUPS: where the console puts backups. */
  readonly backupsFolder: string;
  /** PORT */
  readonly port: number;
  /** PLUMBLINE_HOST: the interface to listen on. */
  readonly host: string;
  /** PLUMBLINE_URL: the public address printed into QR codes; null until set. */
  readonly address: string | null;
  /** PLUMBLINE_METRICS_PORT: `/metrics` for this machine only; null when nobody watches. */
  readonly metricsPort: number | null;
  /** PLUMBLINE_LOG: "json" writes a line per event of the process; "none" is quiet. */
  readonly log: "json" | "none";
  /** PLUMBLINE_BROWSER: whether the portable folder opens its page in a browser. */
  readonly opensBrowser: boolean;
}

/** @throws Problem usage when a setting is unusable */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const port = portOf("PORT", env["PORT"] ?? "8080");
  const metrics = env["PLUMBLINE_METRICS_PORT"];
  const log = env["PLUMBLINE_LOG"] ?? "none";
  if (log !== "json" && log !== "none") throw new Problem("usage", { reason: "PLUMBLINE_LOG" });
  const text = env["PLUMBLINE_URL"] || null;
  const address = text && readAddress(text, "PLUMBLINE_URL");
  const databaseUrl = readDatabaseUrl(env["DATABASE_URL"], env);
  const office = databaseUrl && placeOf(databaseUrl).office;
  const inOffice = (folder: string): string => (office ? folderOf(folder, office) : folder);
  const data = resolve(env["PLUMBLINE_DATA"] ?? "data");
  return {
    dataFolder: inOffice(data),
    databaseUrl,
    backupsFolder: inOffice(resolve(env["PLUMBLINE_BACKUPS"] ?? `${data}-backups`)),
    port,
    host: env["PLUMBLINE_HOST"] ?? "0.0.0.0",
    address,
    metricsPort: metrics ? portOf("PLUMBLINE_METRICS_PORT", metrics) : null,
    log,
    opensBrowser: env["PLUMBLINE_BROWSER"] !== "none",
  };
}

/** The settings of one office of the shared database that DATABASE_URL names. @throws Problem usage without one */
export function readConfigOf(office: string, env: NodeJS.ProcessEnv = process.env): Config {
  const databaseUrl = readDatabaseUrl(env["DATABASE_URL"], env);
  if (databaseUrl === null) throw new Problem("usage", { reason: "DATABASE_URL" });
  return readConfig({ ...env, DATABASE_URL: urlOfOffice(databaseUrl, office) });
}

const folderOf = (folder: string, office: string): string => join(folder, "offices", office);

/** The settings of one office of the shared database that those of the process are of. */
export function configOf(config: Config, { name, address }: RegisteredOffice): Config {
  return {
    ...config,
    databaseUrl: urlOfOffice(config.databaseUrl!, name),
    dataFolder: folderOf(config.dataFolder, name),
    backupsFolder: folderOf(config.backupsFolder, name),
    address,
  };
}

/** An address without a path. @throws Problem usage, with the reason given */
export function readAddress(text: string, reason: string): string {
  const address = text.replace(/\/+$/, "");
  if (!/^https?:\/\/[^/\s#?]+$/.test(address) || !URL.canParse(address))
    throw new Problem("usage", { reason });
  return address;
}

/**
 * The driver would take other words for hosts and names of its own; what the server is not told it must not guess.
 *
 * @returns with the standbys that DATABASE_STANDBYS names; null without an address
 * @throws Problem usage
 */
export function readDatabaseUrl(
  text: string | undefined,
  env: NodeJS.ProcessEnv = process.env,
): string | null {
  if (!text) return null;
  if (!isDatabaseUrl(text)) throw new Problem("usage", { reason: "DATABASE_URL" });
  const named = env["DATABASE_STANDBYS"];
  if (!named) return text;
  const standbys = named.split(",").map((one) => one.trim());
  if (!standbys.every(isDatabaseUrl) || new Set(standbys).size < standbys.length)
    throw new Problem("usage", { reason: "DATABASE_STANDBYS" });
  return urlWithStandbys(text, standbys);
}

function isDatabaseUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && ["postgres:", "postgresql:"].includes(url.protocol) && url.pathname.length > 1;
}

function portOf(name: string, text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Problem("usage", { reason: name });
  return port;
}
