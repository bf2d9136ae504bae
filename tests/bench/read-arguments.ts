import { parseArgs } from "node:util";
import { type CountRow, type Effort, PAIRS_MIN, type Row } from "./row.ts";

export type AnyRow = Row | CountRow;

export interface Asked {
  readonly effort: Effort;
  readonly isJson: boolean;
  readonly rows: readonly AnyRow[];
  readonly leftOut: readonly { readonly id: string; readonly because: string }[];
}

/**
 * What the words behind `npm run bench --` ask for.
 *
 * @param words beginnings of rows' names, in any order; none: every row. `--quick`, `--json`
 * @param rows in the order in which they run
 * @returns null for an option that there is not, or a name that no row begins with
 */
export function readArguments(words: readonly string[], rows: readonly AnyRow[]): Asked | null {
  const parsed = parsedOf(words);
  if (!parsed) return null;
  const { values, positionals } = parsed;
  const { quick: isQuick = false, json: isJson = false } = values;
  const isNamed = ({ id }: AnyRow): boolean => positionals.some((name) => id.startsWith(name));
  if (!positionals.every((name) => rows.some(({ id }) => id.startsWith(name)))) return null;
  const chosen = positionals.length === 0 ? rows : rows.filter(isNamed);
  const notQuick = (row: AnyRow): string | undefined =>
    isQuick && positionals.length === 0 ? row.notQuick : undefined;
  return {
    effort: isQuick
      ? { pairs: 1, scale: 0.05, isQuick: true }
      : { pairs: PAIRS_MIN, scale: 1, isQuick: false },
    isJson,
    rows: chosen.filter((row) => notQuick(row) === undefined),
    leftOut: chosen.flatMap((row) => {
      const because = notQuick(row);
      return because === undefined ? [] : [{ id: row.id, because }];
    }),
  };
}

const options = { quick: { type: "boolean" }, json: { type: "boolean" } } as const;

function parsedOf(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], allowPositionals: true, options });
  } catch {
    return null;
  }
}
