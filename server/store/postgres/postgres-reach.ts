import { randomInt } from "node:crypto";
import { newReachCode, REACH_ADDRESSES_MAX, type ReachCounts } from "../../core/installation/reach-counts.ts";
import type { PostgresSchema } from "./postgres-schema.ts";

/** Counts of the test page in the database: the phone that scans meets any of the processes. */
export class PostgresReach implements ReachCounts {
  readonly #schema: PostgresSchema;

  constructor(schema: PostgresSchema) {
    this.#schema = schema;
  }

  async codeOf(address: string): Promise<string> {
    for (;;) {
      const [known] = await this.#schema.rows<{ code: string }>(
        "select code from reach_tests where address = $1",
        [address],
      );
      if (known) return known.code;
      // The one that was opened least makes room.
      await this.#schema.rows(
        `delete from reach_tests where address in
           (select address from reach_tests order by opened desc, address offset ${REACH_ADDRESSES_MAX - 1})`,
      );
      // Another process may have made one of this address, or of this code: then it is looked up, or made, again.
      await this.#schema.rows("insert into reach_tests values ($1, $2, 0) on conflict do nothing", [
        newReachCode((below) => randomInt(below)),
        address,
      ]);
    }
  }

  async knows(code: string): Promise<boolean> {
    return (await this.#schema.rows("select 1 from reach_tests where code = $1", [code])).length > 0;
  }

  async noteShown(code: string): Promise<void> {
    await this.#schema.rows("update reach_tests set opened = opened + 1 where code = $1", [code]);
  }

  async openedOf(address: string): Promise<number> {
    const sql = "select opened from reach_tests where address = $1";
    return (await this.#schema.rows<{ opened: number }>(sql, [address]))[0]?.opened ?? 0;
  }
}
