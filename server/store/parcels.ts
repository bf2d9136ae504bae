import type { Kysely } from "kysely";
import type { ParcelKind } from "../core/parcel/manifest.ts";
import type { OfficeTables } from "./office-tables.ts";

/** A parcel that was made or taken in here; its parts are not kept, its manifest and signature are. */
export interface ParcelRow {
  /** SHA-256 of the manifest's text, hex. */
  readonly id: string;
  readonly kind: Extract<ParcelKind, "task" | "sealed">;
  /** Taken in from another installation; false: made here. */
  readonly isIncoming: boolean;
  readonly round: string;
  readonly group: string;
  /** From 1, per round and group. */
  readonly edition: number;
  /** Fingerprint of the installation that it came from, or was made for. */
  readonly other: string;
  readonly manifest: string;
  /** base64url */
  readonly signature: string;
  /** Ids of the units it holds. */
  readonly units: readonly string[];
  /** Lines of the other installation's audit, canonical JSON, as they came in a sealed parcel; null in all others. */
  readonly audit: string | null;
  readonly atUtc: string;
}

/** Rows are only added. */
export interface Parcels {
  /** Of one round, in the order in which they were made or came. */
  of(round: string): Promise<readonly ParcelRow[]>;
  find(id: string): Promise<ParcelRow | null>;
  /** The task parcel that this installation's round came in; null: the round was made here. */
  taskOf(round: string): Promise<ParcelRow | null>;
  add(row: ParcelRow): Promise<void>;
}

/** Written once for every engine, as `OfficeQueries`. */
export class ParcelQueries implements Parcels {
  readonly #database: () => Kysely<OfficeTables>;

  constructor(database: () => Kysely<OfficeTables>) {
    this.#database = database;
  }

  async of(round: string): Promise<readonly ParcelRow[]> {
    const query = this.#database().selectFrom("parcels").selectAll().where("round", "=", round);
    return (await query.orderBy("at_utc").orderBy("id").execute()).map(rowOf);
  }

  async find(id: string): Promise<ParcelRow | null> {
    const query = this.#database().selectFrom("parcels").selectAll().where("id", "=", id);
    const row = await query.executeTakeFirst();
    return row ? rowOf(row) : null;
  }

  async taskOf(round: string): Promise<ParcelRow | null> {
    const rows = await this.of(round);
    return rows.find(({ kind, isIncoming }) => kind === "task" && isIncoming) ?? null;
  }

  async add(row: ParcelRow): Promise<void> {
    const { isIncoming, group: unit_group, atUtc: at_utc, units, ...columns } = row;
    await this.#database()
      .insertInto("parcels")
      .values({
        ...columns,
        is_incoming: isIncoming ? 1 : 0,
        unit_group,
        at_utc,
        units: JSON.stringify(units),
      })
      .execute();
  }
}

function rowOf(row: OfficeTables["parcels"]): ParcelRow {
  const { is_incoming, unit_group: group, at_utc: atUtc, units, kind, ...columns } = row;
  return {
    ...columns,
    kind: kind as ParcelRow["kind"],
    isIncoming: is_incoming === 1,
    group,
    atUtc,
    units: JSON.parse(units) as readonly string[],
  };
}
