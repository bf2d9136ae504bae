import type { StandingField } from "../audit-change.ts";
import type { Unit } from "./unit.ts";

/**
 * The units of a round as the record names them, each by its name. A unit that the other side has not got is one field:
 * that it is there, with how many it asks.
 *
 * @param other the units it is compared with
 */
export function unitFields(units: readonly Unit[], other: readonly Unit[]): readonly StandingField[] {
  const known = new Set(other.map(({ name }) => name));
  return units.flatMap((unit): readonly StandingField[] =>
    known.has(unit.name)
      ? fieldsOf(unit, units)
      : [
          {
            field: "unit",
            of: unit.name,
            value: unit.categories.reduce((sum, one) => sum + one.eligible, 0),
          },
        ],
  );
}

/** Anything new about a unit does not compile without its field. */
function fieldsOf(unit: Unit, all: readonly Unit[]): readonly StandingField[] {
  const of = unit.name;
  const fields: Readonly<Record<Exclude<keyof Unit, "id" | "name">, readonly StandingField[]>> = {
    unitType: [{ field: "unitType", of, value: unit.unitType }],
    group: [{ field: "group", of, value: unit.group }],
    parent: [{ field: "parent", of, value: all.find(({ id }) => id === unit.parent)?.name }],
    predecessors: [{ field: "predecessors", of, value: unit.predecessors?.join("、") }],
    joined: [{ field: "joined", of, value: unit.joined?.join("、") }],
    onRoll: [{ field: "onRoll", of, value: unit.onRoll }],
    categories: unit.categories.flatMap(({ name, eligible, weight }): readonly StandingField[] => [
      { field: "eligible", of: `${of} ${name}`, value: eligible },
      { field: "weight", of: `${of} ${name}`, value: weight },
    ]),
    eligibleBasis: [{ field: "eligibleBasis", of, value: unit.eligibleBasis }],
    leaders: [
      ...unit.leaders.flatMap(({ name, post, since, isPrincipal }): readonly StandingField[] => [
        { field: "leaderPost", of: `${of} ${name}`, value: post },
        { field: "leaderSince", of: `${of} ${name}`, value: since },
        { field: "leaderIsPrincipal", of: `${of} ${name}`, value: isPrincipal },
      ]),
      { field: "leaderOrder", of, value: unit.leaders.map(({ name }) => name).join("、") },
    ],
  };
  return Object.values(fields).flat();
}
