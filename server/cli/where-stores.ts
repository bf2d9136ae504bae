import { cli } from "../../web/text/cli.ts";
import type { Config } from "../config.ts";

/** Of the address of a database: nothing that lets one in. */
export const databaseName = (databaseUrl: string): string => new URL(databaseUrl).pathname.slice(1);

/** Says where the stores of this installation lie. */
export const storesLine = ({ dataFolder, databaseUrl }: Pick<Config, "dataFolder" | "databaseUrl">): string =>
  databaseUrl === null ? cli.folder(dataFolder) : cli.database(databaseName(databaseUrl));
