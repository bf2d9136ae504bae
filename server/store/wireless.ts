import type { Kysely } from "kysely";
import type { Wireless } from "../core/round/wireless.ts";
import type { OfficeTables } from "./office-tables.ts";

/** The wireless network of a round on site. Apart from the round, which goes whole into closed and verification files. */
export interface WirelessNetworks {
  of(round: string): Promise<Wireless | null>;
  /** @param network null takes away what is there */
  save(round: string, network: Wireless | null): Promise<void>;
}

/** Written once for every engine, as `OfficeQueries`. */
export class WirelessQueries implements WirelessNetworks {
  readonly #database: () => Kysely<OfficeTables>;

  constructor(database: () => Kysely<OfficeTables>) {
    this.#database = database;
  }

  async of(round: string): Promise<Wireless | null> {
    const query = this.#database().selectFrom("wireless_networks").select(["name", "password"]);
    const row = await query.where("round", "=", round).executeTakeFirst();
    return row ? { name: row.name, password: row.password } : null;
  }

  async save(round: string, network: Wireless | null): Promise<void> {
    await this.#database().deleteFrom("wireless_networks").where("round", "=", round).execute();
    if (!network) return;
    const row = { round, name: network.name, password: network.password };
    await this.#database().insertInto("wireless_networks").values(row).execute();
  }
}
