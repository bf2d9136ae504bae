import { cli } from "../../web/text/cli.ts";
import type { Config } from "../config.ts";
import { placeOf } from "../store/postgres/office-place.ts";

/** Of the address of a database: nothing that lets one in. */
export function databaseName(databaseUrl: string): string {
  const database = new URL(databaseUrl).pathname.slice(1);
  const { office } = placeOf(databaseUrl);
  return office === null ? database : cli.officeOf(database, office);
}

/** Says where the stores of this installation lie. */
export const storesLine = ({ dataFolder, databaseUrl }: Pick<Config, "dataFolder" | "databaseUrl">): string =>
  databaseUrl === null ? cli.folder(dataFolder) : cli.database(databaseName(databaseUrl));
