import { BOX_KIND } from "../sqlite/sqlite-box.ts";
import type { SqliteFileKind } from "../sqlite/sqlite-file.ts";
import { OFFICE_KIND } from "../sqlite/sqlite-office.ts";
import { ROLL_KIND } from "../sqlite/sqlite-roll.ts";
import type { StoreName } from "./postgres-schema.ts";

/** Stores whose rows are carried between a schema and a file of the same migrations; closed polls are files in both. */
export const COPIED_SCHEMAS: readonly {
  readonly store: Exclude<StoreName, "closed" | "processes">;
  readonly kind: SqliteFileKind;
}[] = [
  { store: "box", kind: BOX_KIND },
  { store: "roll", kind: ROLL_KIND },
  { store: "office", kind: OFFICE_KIND },
];
