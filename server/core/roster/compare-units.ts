import { canonicalJson } from "../definition/canonical.ts";
import type { Unit } from "./unit.ts";

/** What an import would do to a unit: nobody had it, it stays as it is, or something of it changes. */
export type UnitChange = "new" | "same" | "changed";

export interface ComparedUnits {
  /** In the order of the file. */
  readonly units: readonly { readonly unit: Unit; readonly change: UnitChange }[];
  /** Names of units that are there now and not in the file. */
  readonly gone: readonly string[];
}

/** Compares the units of a file with those that it would replace, by name: ids follow the rows of a file. */
export function compareUnits(before: readonly Unit[], after: readonly Unit[]): ComparedUnits {
  const known = new Map(before.map((unit) => [unit.name, contentOf(unit, before)]));
  const kept = new Set(after.map(({ name }) => name));
  return {
    units: after.map((unit) => {
      const old = known.get(unit.name);
      const change = old === undefined ? "new" : old === contentOf(unit, after) ? "same" : "changed";
      return { unit, change };
    }),
    gone: before.filter(({ name }) => !kept.has(name)).map(({ name }) => name),
  };
}

/** Everything about a unit but its id, its parent by name. */
const contentOf = (unit: Unit, all: readonly Unit[]): string =>
  canonicalJson({ ...unit, id: "", parent: all.find(({ id }) => id === unit.parent)?.name ?? null });
