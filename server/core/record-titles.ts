/** What ids in the lines of the record are called: a line keeps the id, who reads it wants the name. */
import type { AuditLine } from "./audit-change.ts";

export interface RecordTitles {
  /** Ids of rounds, their polls and units → the round they belong to. */
  readonly roundOf: ReadonlyMap<string, string>;
  /** Ids of rounds, units, polls, accounts, forms, schemes and trusted installations → names; what is gone is absent. */
  readonly names: ReadonlyMap<string, string>;
  /** `titleKey` of a round and a form → title of the form as the round has frozen it. */
  readonly frozenTitles: ReadonlyMap<string, string>;
}

export const titleKey = (round: string, id: string): string => `${round} ${id}`;

/** As the round of the line names it, else the library; null: not known any more. */
function titleOf({ roundOf, names, frozenTitles }: RecordTitles, about: string, id: string): string | null {
  const round = roundOf.get(about);
  return (round !== undefined ? frozenTitles.get(titleKey(round, id)) : undefined) ?? names.get(id) ?? null;
}

const COPIES: ReadonlySet<string> = new Set(["round.created", "scheme.copied"]);

type Facts = AuditLine["facts"];

/**
 * The facts of a line with names instead of the ids of forms, schemes and rounds. What is not known any more stays as 《id》.
 *
 * @param line whose facts they are; those of `COPIES` say by `from` of what
 */
export function namedFacts(
  record: RecordTitles,
  { act, about }: { readonly act: string; readonly about: string },
  facts: Facts,
): Facts {
  const ids = COPIES.has(act) ? ["instrument", "from"] : ["instrument"];
  return Object.fromEntries(
    Object.entries(facts).map(([fact, value]) =>
      ids.includes(fact) && typeof value === "string"
        ? [fact, titleOf(record, about, value) ?? `《${value}》`]
        : [fact, value],
    ),
  );
}
