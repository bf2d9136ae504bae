import type { Kysely } from "kysely";
import type { ParcelKind } from "../core/parcel/manifest.ts";
import type { OfficeTables } from "./office-tables.ts";

/** A 模板包 or 结果包 with its parts: they are small, and are compared and written again years later. */
export interface KeptParcelRow {
  /** SHA-256 of the manifest's text, hex. */
  readonly id: string;
  readonly kind: Extract<ParcelKind, "template" | "result">;
  /** Taken in from another installation; false: made here. */
  readonly isIncoming: boolean;
  /** Fingerprint of the installation that signed it. */
  readonly signer: string;
  readonly manifest: string;
  /** base64url */
  readonly signature: string;
  /** Texts by path. */
  readonly parts: { readonly [path: string]: string };
  readonly atUtc: string;
}

/** Rows are only added. */
export interface KeptParcels {
  /** In the order in which they were made or came. */
  of(kind: KeptParcelRow["kind"]): Promise<readonly KeptParcelRow[]>;
  find(id: string): Promise<KeptParcelRow | null>;
  add(row: KeptParcelRow): Promise<void>;
}

/** Written once for every engine, as `OfficeQueries`. */
export class KeptParcelQueries implements KeptParcels {
  readonly #database: () => Kysely<OfficeTables>;

  constructor(database: () => Kysely<OfficeTables>) {
    this.#database = database;
  }

  async of(kind: KeptParcelRow["kind"]): Promise<readonly KeptParcelRow[]> {
    const query = this.#database().selectFrom("kept_parcels").selectAll().where("kind", "=", kind);
    return (await query.orderBy("at_utc").orderBy("id").execute()).map(rowOf);
  }

  async find(id: string): Promise<KeptParcelRow | null> {
    const query = this.#database().selectFrom("kept_parcels").selectAll().where("id", "=", id);
    const row = await query.executeTakeFirst();
    return row ? rowOf(row) : null;
  }

  async add({ isIncoming, atUtc: at_utc, parts, ...columns }: KeptParcelRow): Promise<void> {
    await this.#database()
      .insertInto("kept_parcels")
      .values({ ...columns, is_incoming: isIncoming ? 1 : 0, at_utc, parts: JSON.stringify(parts) })
      .execute();
  }
}

function rowOf(row: OfficeTables["kept_parcels"]): KeptParcelRow {
  const { is_incoming, at_utc: atUtc, parts, kind, ...columns } = row;
  return {
    ...columns,
    kind: kind as KeptParcelRow["kind"],
    isIncoming: is_incoming === 1,
    parts: JSON.parse(parts) as KeptParcelRow["parts"],
    atUtc,
  };
}
