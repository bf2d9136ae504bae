import type { BackupPlaces, BackupRow } from "../../core/installation/backup-row.ts";
import type { PostgresSchema } from "./postgres-schema.ts";

interface StoredRow extends BackupRow {
  readonly place: string;
}

const isSame = (one: BackupRow, other: BackupRow): boolean =>
  one.name === other.name && one.madeAtUtc === other.madeAtUtc && one.bytes === other.bytes;

/** What each process has told of the backups on its machine. */
export class PostgresBackups implements BackupPlaces {
  readonly #schema: PostgresSchema;

  constructor(schema: PostgresSchema) {
    this.#schema = schema;
  }

  async tell(place: string, own: readonly BackupRow[]): Promise<readonly BackupRow[]> {
    await this.#schema.write(async (client) => {
      await client.query("delete from backups where place = $1 and name <> all($2)", [
        place,
        own.map(({ name }) => name),
      ]);
      for (const { name, madeAtUtc, bytes, hasKeys } of own)
        // Its size was told otherwise by an earlier version.
        await client.query(
          `insert into backups values ($1, $2, $3, $4, $5)
           on conflict (place, name) do update set bytes = excluded.bytes`,
          [place, name, madeAtUtc, bytes, hasKeys],
        );
    });
    const others = await this.#schema.rows<StoredRow>(
      `select place, name, made_at_utc as "madeAtUtc", bytes::float8 as bytes, has_keys as "hasKeys"
       from backups where place <> $1`,
      [place],
    );
    return [
      ...own,
      // One folder that several machines see is told by each of them.
      ...others
        .filter((other) => !own.some((one) => isSame(one, other)))
        .map(({ place: where, name, ...row }) => ({ ...row, name: `${where}/${name}` })),
    ];
  }
}
