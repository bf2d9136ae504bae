/**
 * What the engines call the same thing. The migrations are written once, with these words in the gaps.
 *
 * Text is compared byte by byte everywhere: an order of the reader's language would differ between servers.
 */
export interface SqlTypes {
  readonly text: string;
  /** Text as people typed it, any character allowed. */
  readonly typedText: string;
  readonly bytes: string;
  /** After the closing bracket: rows lie in the order of their key, and there is no hidden row number. */
  readonly inKeyOrder: string;
  /**
   * Statements that cut a table, with the rows it has, into parts that one poll each lies in; none where a table is one file.
   *
   * @param column that tells of which poll a row is
   * @param key columns of the table's key
   */
  cutByPoll(table: string, column: "poll" | "key_id", key: readonly string[]): readonly string[];
  /** Statements for a function `find_<table>` that takes many of a column's values and gives the rows; none where the table is one file. */
  findInAllParts(table: string, column: string): readonly string[];
}

export const SQLITE_TYPES: SqlTypes = {
  text: "text",
  typedText: "text",
  bytes: "blob",
  inKeyOrder: "strict, without rowid",
  cutByPoll: () => [],
  findInAllParts: () => [],
};

/** PostgreSQL's text cannot hold U+0000, and one such ballot would fail everybody of its batch; its bytes can. */
export const POSTGRES_TYPES: SqlTypes = {
  text: `text collate "C"`,
  typedText: "bytea",
  bytes: "bytea",
  inKeyOrder: "",
  cutByPoll: (table, column, key) => [
    `alter table ${table} rename to ${table}_before`,
    `alter table ${table}_before drop constraint ${table}_pkey`,
    `create table ${table} (like ${table}_before including constraints) partition by list (${column})`,
    // A key of a table that is cut has to name the poll; that of one part does not.
    ...(key.includes(column) ? [`alter table ${table} add primary key (${key.join(", ")})`] : []),
    moveIntoParts(table, column, key.join(", ")),
    `drop table ${table}_before`,
  ],
  // A plan over all parts takes longer to make than to follow: each connection makes it once, until the parts change.
  findInAllParts: (table, column) => [
    `create function find_${table} (wanted bytea[]) returns setof ${table} language plpgsql stable
       set plan_cache_mode = force_generic_plan as
     $$ begin return query select * from ${table} where ${column} = any(wanted); end $$`,
  ],
};

/** A part for each poll, or for each key of one, for the box does not know which keys are of one poll. */
function moveIntoParts(table: string, column: "poll" | "key_id", key: string): string {
  const bytes = column === "poll" ? "convert_to(poll, 'UTF8')" : column;
  const ownKey =
    column === "poll" ? `execute format('alter table %I add primary key (${key})', part.name);` : "";
  return `do $$
    declare part record;
    begin
      perform set_config('bytea_output', 'hex', true);
      for part in
        select distinct ${column} as mark, '${table}_' || left(encode(sha256(${bytes}), 'hex'), 32) as name
        from ${table}_before order by 1
      loop
        execute format('create table %I (like ${table} including all)', part.name);
        ${ownKey}
        execute format('insert into %I select * from ${table}_before where ${column} = $1 order by ${key}', part.name)
          using part.mark;
        execute format('alter table ${table} attach partition %I for values in (%L)', part.name, part.mark);
      end loop;
    end $$`;
}

/** One list of statements per version, append-only. */
export type Migrations = readonly (readonly string[])[];
