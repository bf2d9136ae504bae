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
}

export const SQLITE_TYPES: SqlTypes = {
  text: "text",
  typedText: "text",
  bytes: "blob",
  inKeyOrder: "strict, without rowid",
};

/** PostgreSQL's text cannot hold U+0000, and one such ballot would fail everybody of its batch; its bytes can. */
export const POSTGRES_TYPES: SqlTypes = {
  text: `text collate "C"`,
  typedText: "bytea",
  bytes: "bytea",
  inKeyOrder: "",
};

/** One list of statements per version, append-only. */
export type Migrations = readonly (readonly string[])[];
