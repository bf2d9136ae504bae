import type { Kysely } from "kysely";
import type { OfficeTables } from "./office-tables.ts";

/** 归档包: one that was made here, wherever it was written. */
export interface VolumeRow {
  /** SHA-256 of the manifest's text, hex. */
  readonly id: string;
  readonly round: string;
  /** Full path of the folder it was written to. */
  readonly place: string;
  /** 结果单校验码 of the round in it. */
  readonly sheet: string;
  readonly files: number;
  readonly bytes: number;
  readonly madeAtUtc: string;
  /** Name of the account. */
  readonly madeBy: string;
}

/** Rows are only added. */
export interface Volumes {
  /** Of one round, in the order in which they were made. */
  of(round: string): Promise<readonly VolumeRow[]>;
  find(id: string): Promise<VolumeRow | null>;
  add(row: VolumeRow): Promise<void>;
}

/** Written once for every engine, as `OfficeQueries`. */
export class VolumeQueries implements Volumes {
  readonly #database: () => Kysely<OfficeTables>;

  constructor(database: () => Kysely<OfficeTables>) {
    this.#database = database;
  }

  async of(round: string): Promise<readonly VolumeRow[]> {
    const query = this.#database().selectFrom("volumes").selectAll().where("round", "=", round);
    return (await query.orderBy("made_at_utc").orderBy("id").execute()).map(rowOf);
  }

  async find(id: string): Promise<VolumeRow | null> {
    const query = this.#database().selectFrom("volumes").selectAll().where("id", "=", id);
    const row = await query.executeTakeFirst();
    return row ? rowOf(row) : null;
  }

  async add({ madeAtUtc: made_at_utc, madeBy: made_by, ...columns }: VolumeRow): Promise<void> {
    await this.#database()
      .insertInto("volumes")
      .values({ ...columns, made_at_utc, made_by })
      .execute();
  }
}

/** PostgreSQL gives counts beyond 32 bits as text. */
function rowOf(row: OfficeTables["volumes"]): VolumeRow {
  const { made_at_utc: madeAtUtc, made_by: madeBy, bytes, ...columns } = row;
  return { ...columns, bytes: Number(bytes), madeAtUtc, madeBy };
}
