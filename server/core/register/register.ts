/** 全覆盖台账: which units were inspected in which term, year and round, by what was imported and by the rounds here. */
import { matchKey } from "../roster/table.ts";
import { roundName } from "./term.ts";

export type InspectionState = "inspected" | "planned";

export interface Inspection {
  /** 十五届 = 15; null when the round names none. */
  readonly term: number | null;
  /** null where it is not known. */
  readonly year: number | null;
  /** 第三轮, or how the round is called; "" when the history does not say. */
  readonly round: string;
  readonly state: InspectionState;
}

/** One row of the imported history. `inspection` null: the unit is listed and nothing is said of it. */
export interface RegisterLine {
  readonly unit: string;
  readonly unitType: string;
  /** Names it had before, and units that were merged into it. */
  readonly predecessors: readonly string[];
  readonly inspection: Inspection | null;
}

export interface RegisterUnit {
  readonly name: string;
  readonly unitType: string;
  /** Newest first; each round of a term once. */
  readonly inspections: readonly Inspection[];
}

/**
 * Units by their present names, each with everything that is known of it. A unit that was renamed or merged is counted
 * with its successor.
 *
 * @param imported history, in the order of its table
 * @param ofRounds the same of the rounds of this installation, oldest first; they decide about type and present name
 * @returns in the order in which units appear, imported ones first
 */
export function buildRegister(
  imported: readonly RegisterLine[],
  ofRounds: readonly RegisterLine[],
): readonly RegisterUnit[] {
  const lines = [...imported, ...ofRounds];
  const successors = successorsOf(lines);
  const units = new Map<string, { name: string; unitType: string; inspections: Inspection[] }>();
  for (const line of lines) {
    const key = presentKey(line.unit, successors);
    const isPresent = key === matchKey(line.unit);
    const unit = units.get(key) ?? { name: line.unit, unitType: line.unitType, inspections: [] };
    if (isPresent) Object.assign(unit, { name: line.unit, unitType: line.unitType });
    if (line.inspection) unit.inspections.push(line.inspection);
    units.set(key, unit);
  }
  return [...units.values()].map((unit) => ({ ...unit, inspections: newestFirst(unit.inspections) }));
}

/** Old name → the name of whoever came after. */
function successorsOf(lines: readonly RegisterLine[]): ReadonlyMap<string, string> {
  const successors = new Map<string, string>();
  for (const { unit, predecessors } of lines) {
    for (const name of predecessors) {
      if (matchKey(name) !== matchKey(unit)) successors.set(matchKey(name), matchKey(unit));
    }
  }
  return successors;
}

/** What a name is found under: its last successor. Two names that follow each other stay as they are. */
function presentKey(name: string, successors: ReadonlyMap<string, string>): string {
  const own = matchKey(name);
  const seen = new Set([own]);
  let key = own;
  for (let next = successors.get(key); next !== undefined; next = successors.get(key)) {
    if (seen.has(next)) return own;
    seen.add(next);
    key = next;
  }
  return key;
}

/** One line for each round of a term; having been inspected outweighs a plan. */
function newestFirst(inspections: readonly Inspection[]): readonly Inspection[] {
  const rounds = new Map<string, Inspection>();
  for (const one of inspections) {
    const key = `${one.term ?? ""} ${matchKey(roundName(one.round)) || one.year}`;
    const before = rounds.get(key);
    if (!before || (before.state === "planned" && one.state === "inspected")) rounds.set(key, one);
  }
  return [...rounds.values()].toSorted(
    (a, b) => (b.term ?? 0) - (a.term ?? 0) || (b.year ?? 0) - (a.year ?? 0),
  );
}
