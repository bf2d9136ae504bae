import { type AssessmentEntry, checkAssessment } from "../core/assessment/check-assessment.ts";
import { patched } from "../core/assessment/entry-patch.ts";
import { fieldChanges } from "../core/assessment/field-changes.ts";
import { readAssessments, type UnitOfTable } from "../core/assessment/read-assessments.ts";
import { readPanels } from "../core/assessment/read-panels.ts";
import { shortened } from "../core/audit-change.ts";
import type { UnitChanges } from "../core/field-change.ts";
import { Problem } from "../core/problem.ts";
import { standingOf } from "../core/review/review.ts";
import type { Table } from "../core/roster/table.ts";
import type { Unit } from "../core/roster/unit.ts";
import { EMPTY_ASSESSMENT, type Scheme, type UnitAssessment } from "../core/scoring/scheme.ts";
import { audit, changeOf } from "./audit.ts";
import type { Actor, Deps } from "./deps.ts";
import { unitsToAssess, writeAssessment, type WrittenAssessment } from "./save-assessment.ts";
import { schemeOf } from "./find-scheme.ts";

/** What the template of a round is made of: its scheme, and the units of this person. @throws Problem round.unknown */
export async function tableOfRound(
  deps: Deps,
  round: string,
  maySee: (unit: Unit) => boolean,
): Promise<{ readonly scheme: Scheme; readonly units: readonly Unit[] }> {
  return deps.office.inTransaction(async (office) => {
    const row = await office.round(round);
    if (!row) throw new Problem("round.unknown", {});
    return {
      scheme: (await schemeOf(deps, office, row)).scheme,
      units: (await office.units(round)).filter(maySee),
    };
  });
}

/**
 * Takes over a table of assessments: every row, or with one fault none. Empty cells change nothing.
 *
 * @param maySee which units this person may write about; others are unknown to the table
 * @returns units written
 * @throws Problem round.unknown, assessments.invalid, assessment.invalid when what a row adds to does not fit
 */
export const importAssessments = (
  deps: Deps,
  who: Actor,
  round: string,
  tables: readonly Table[],
  maySee: (unit: Unit) => boolean,
): Promise<number> =>
  importRows(deps, who, round, maySee, (scheme, units) => {
    const patches = readAssessments(tables, scheme, units);
    return new Map([...patches].map(([unit, patch]) => [unit, (before) => patched(before, patch)]));
  });

/**
 * The same without saving: what would become of each unit in the table.
 *
 * @throws Problem as `importAssessments`
 */
export async function previewAssessments(
  deps: Deps,
  round: string,
  tables: readonly Table[],
  maySee: (unit: Unit) => boolean,
): Promise<readonly UnitChanges[]> {
  const { scheme, units } = await tableOfRound(deps, round, maySee);
  const patches = readAssessments(tables, scheme, await withStates(deps, round, units));
  const stored = await deps.office.inTransaction((office) => office.assessments(round));
  return units.flatMap(({ id, name }) => {
    const patch = patches.get(id);
    if (!patch) return [];
    const before = stored.get(id) ?? EMPTY_ASSESSMENT;
    const after = patched(before, patch);
    requireSound(scheme, after);
    return [{ unit: name, changes: fieldChanges(scheme, before, after) }];
  });
}

/**
 * Takes over a table of judges' sheets, a row a judge. The sheets of a unit's panel take the place of those before.
 *
 * @throws Problem as `importAssessments`
 */
export const importPanels = (
  deps: Deps,
  who: Actor,
  round: string,
  tables: readonly Table[],
  maySee: (unit: Unit) => boolean,
): Promise<number> =>
  importRows(deps, who, round, maySee, (scheme, units) => {
    const patches = readPanels(tables, scheme, units);
    return new Map(
      [...patches].map(([unit, patch]) => [
        unit,
        (before) => {
          const { capDecisions: _, ...entered } = before;
          return { ...entered, panels: { ...before.panels, ...patch } };
        },
      ]),
    );
  });

/** How far the grade of each unit is. */
async function withStates(
  deps: Deps,
  round: string,
  units: readonly Unit[],
): Promise<readonly UnitOfTable[]> {
  const histories = await deps.office.inTransaction((office) => office.reviews(round));
  return units.map(({ id, name }) => ({ id, name, state: standingOf(histories.get(id) ?? []).state }));
}

function requireSound(scheme: Scheme, entry: AssessmentEntry): void {
  const faults = checkAssessment(scheme, entry);
  if (faults.length > 0) throw new Problem("assessment.invalid", { faults });
}

/** A line names the units that changed within so many characters; each has a line of its own. */
const NAMES_MAX = 400;

type Change = (before: UnitAssessment) => AssessmentEntry;

async function importRows(
  deps: Deps,
  who: Actor,
  round: string,
  maySee: (unit: Unit) => boolean,
  read: (scheme: Scheme, units: readonly UnitOfTable[]) => ReadonlyMap<string, Change>,
): Promise<number> {
  const { scheme, units } = await tableOfRound(deps, round, maySee);
  const changes = read(scheme, await withStates(deps, round, units));
  const places = await unitsToAssess(deps, round, [...changes.keys()]);
  await deps.office.inTransaction(async (office) => {
    const written: (WrittenAssessment & { readonly unit: string })[] = [];
    for (const place of places) {
      const change = changes.get(place.unit)!;
      const before = (await office.assessment(round, place.unit)) ?? EMPTY_ASSESSMENT;
      requireSound(scheme, change(before));
      written.push({ unit: place.unit, ...(await writeAssessment(deps, office, who, place, change)) });
    }
    // What became of each unit stands in a line of its own.
    const state = (when: "before" | "after") => written.map((one) => [one.unit, one[when]]);
    const changed = units.filter(({ id }) => written.some((one) => one.unit === id && one.isChanged));
    await audit(deps, office, who, "assessments.imported", round, {
      units: places.length,
      ...(changed.length > 0 && {
        changed: shortened(changed.map(({ name }) => name).join("、"), NAMES_MAX),
      }),
      ...changeOf(state("before"), state("after")),
    });
  });
  return places.length;
}
