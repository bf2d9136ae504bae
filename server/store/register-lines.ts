import type { Kysely } from "kysely";
import { canonicalJson } from "../core/definition/canonical.ts";
import type { RegisterLine } from "../core/register/register.ts";
import type { OfficeTables } from "./office-tables.ts";

/** The imported history of the 全覆盖台账, in the order of its table. */
export interface RegisterLines {
  all(): Promise<readonly RegisterLine[]>;
  /** Puts other lines in the place of all that are there. */
  replace(lines: readonly RegisterLine[]): Promise<void>;
}

/** Rows of one statement: SQLite takes 32 766 parameters, PostgreSQL 65 535. */
const ROWS_MAX = 1000;

/** Written once for every engine, as `OfficeQueries`. */
export class RegisterLineQueries implements RegisterLines {
  readonly #database: () => Kysely<OfficeTables>;

  constructor(database: () => Kysely<OfficeTables>) {
    this.#database = database;
  }

  async all(): Promise<readonly RegisterLine[]> {
    const query = this.#database().selectFrom("register_lines").select("line");
    return (await query.orderBy("position").execute()).map(({ line }) => JSON.parse(line) as RegisterLine);
  }

  async replace(lines: readonly RegisterLine[]): Promise<void> {
    await this.#database().deleteFrom("register_lines").execute();
    const rows = lines.map((line, position) => ({ position, line: canonicalJson(line) }));
    for (let from = 0; from < rows.length; from += ROWS_MAX) {
      await this.#database()
        .insertInto("register_lines")
        .values(rows.slice(from, from + ROWS_MAX))
        .execute();
    }
  }
}
