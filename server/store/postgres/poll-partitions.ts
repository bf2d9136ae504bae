import { createHash } from "node:crypto";
import { type ClientBase, DatabaseError, escapeIdentifier, escapeLiteral } from "pg";
import { forbidSamples, type PostgresSchema } from "./postgres-schema.ts";
import { lockAgainstBackups, rewriteRows } from "./rewrite-without.ts";
import { briefly, untilFree } from "./until-free.ts";

/** Tables that are cut by poll: the column that tells, and the key, in whose order rows are written anew. */
export const CUT = {
  tickets: { column: "poll", key: "hash" },
  spent: { column: "key_id", key: "key_id, nullifier" },
  ballots: { column: "key_id", key: "key_id, tag" },
  texts: { column: "key_id", key: "key_id, question, tag" },
} as const;

export type CutTable = keyof typeof CUT;

export const isCut = (table: string): table is CutTable => Object.hasOwn(CUT, table);

/** The name of a poll, or the id of one of its keys. */
export type PollMark = string | Uint8Array;

interface Partition {
  readonly name: string;
  /** Marks as PostgreSQL writes them. */
  readonly marks: readonly string[];
}

/** Each takes some locks until its transaction ends, of which a server has a few thousand. */
const MADE_AT_ONCE = 50;

/** Bytes of the digest that a partition is called by. */
const NAME_BYTES = 16;

const written = (mark: PollMark): string =>
  typeof mark === "string" ? mark : `\\x${Buffer.from(mark).toString("hex")}`;

/**
 * Gives each group of marks a partition of its own, unless they have one: what a poll leaves in this table then lies in
 * files of its own. Nobody who reads or writes the table waits for it.
 *
 * @param groups of one poll each
 */
export async function addPartitions(
  schema: PostgresSchema,
  table: CutTable,
  groups: readonly (readonly PollMark[])[],
): Promise<void> {
  const found = await schema.write((client) => partitionsOf(client, table));
  const taken = new Set(found.flatMap(({ marks }) => marks));
  const lacking = groups.filter((group) => group.some((mark) => !taken.has(written(mark))));
  for (let at = 0; at < lacking.length; at += MADE_AT_ONCE) {
    const some = lacking.slice(at, at + MADE_AT_ONCE);
    const add = async (client: ClientBase): Promise<void> => {
      await briefly(client);
      await addPartitionsIn(client, table, some);
    };
    await untilFree(() => schema.write(add));
  }
}

/** The same in the caller's transaction, which acts as the table's owner. */
export async function addPartitionsIn(
  client: ClientBase,
  table: CutTable,
  groups: readonly (readonly PollMark[])[],
): Promise<void> {
  // One at a time. Whoever reads or writes rows holds nothing against it.
  await client.query(`lock table only ${table} in share update exclusive mode`);
  const taken = new Set((await partitionsOf(client, table)).flatMap(({ marks }) => marks));
  for (const group of groups) {
    const fresh = group.filter((mark) => !taken.has(written(mark)));
    for (const mark of fresh) taken.add(written(mark));
    if (fresh.length > 0) await addPartition(client, table, fresh);
  }
}

/** It is made beside the table and then attached: made as its part at once it would lock everybody out. */
async function addPartition(client: ClientBase, table: CutTable, marks: readonly PollMark[]): Promise<void> {
  const { column, key } = CUT[table];
  const [first] = marks.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const digest = createHash("sha256").update(first!).digest("hex");
  const name = `${table}_${digest.slice(0, 2 * NAME_BYTES)}`;
  const values = marks.map((mark) => escapeLiteral(written(mark))).join(", ");
  await client.query(`create table ${name} (like ${table} including all)`);
  // A key of a table that is cut has to name the poll; that of one part does not.
  if (!key.split(", ").includes(column)) await client.query(`alter table ${name} add primary key (${key})`);
  await forbidSamples(client, [name]);
  await client.query(`alter table ${table} attach partition ${name} for values in (${values})`);
}

/**
 * Takes away all rows of these marks. A partition that holds nothing else goes as a whole, with its files, and nobody
 * else's rows are touched; one that holds more is written anew without them.
 *
 * The table is locked for the moment that this takes. It waits for a backup, and for whoever else reads for long, without
 * keeping anybody waiting behind itself. Nothing happens where nothing is left, so it can be repeated after a stop.
 */
export async function dropPartitions(
  schema: PostgresSchema,
  table: CutTable,
  gone: readonly PollMark[],
): Promise<void> {
  const marks = new Set(gone.map(written));
  const drop = async (client: ClientBase): Promise<void> => {
    await briefly(client);
    await lockAgainstBackups(client, schema);
    for (const part of await partitionsOf(client, table)) {
      if (!part.marks.some((mark) => marks.has(mark))) continue;
      const name = escapeIdentifier(part.name);
      if (part.marks.every((mark) => marks.has(mark))) await client.query(`drop table ${name}`);
      else await rewriteRows(client, name, CUT[table], gone);
    }
  };
  await untilFree(() => schema.write(drop));
}

/**
 * Runs a write; where it met rows of a poll that has no partition yet it is taken back, and is run again once there is one.
 *
 * @param add makes it
 */
export async function withPartitions<T>(write: () => Promise<T>, add: () => Promise<void>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!lacksPartition(error)) throw error;
    await add();
    return write();
  }
}

/** The code of a broken condition, of which this is the one that has no name. */
const lacksPartition = (error: unknown): boolean =>
  error instanceof DatabaseError && error.code === "23514" && error.constraint === undefined;

/** As the server's catalogue has them; there is no second list that could differ from it. */
async function partitionsOf(client: ClientBase, table: CutTable): Promise<readonly Partition[]> {
  await client.query("set local bytea_output = hex");
  const { rows } = await client.query<{ name: string; bounds: string }>(
    `select relname::text as name, pg_get_expr(relpartbound, oid) as bounds
     from pg_class join pg_inherits on inhrelid = oid where inhparent = $1::regclass`,
    [table],
  );
  return rows.map(({ name, bounds }) => ({ name, marks: marksOf(bounds) }));
}

/** @param bounds such as `FOR VALUES IN ('a', 'b')`, in which a quotation mark is doubled */
const marksOf = (bounds: string): readonly string[] =>
  [...bounds.matchAll(/'((?:[^']|'')*)'/g)].map(([, mark]) => mark!.replaceAll("''", "'"));
