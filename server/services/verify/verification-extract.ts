/** Names and shapes of a verification folder, which a 封存包 holds too. @source docs/verify.md */
import type { JsonObject } from "../../core/definition/instrument.ts";
import { decisionsOf, type ReviewAct } from "../../core/review/review.ts";
import type { Unit } from "../../core/roster/unit.ts";
import type { UnitAssessment } from "../../core/scoring/scheme.ts";
import type { EvidencePoll, FrozenRound, RoundEvidence } from "./evidence.ts";
import type { AuditRow } from "../../store/office.ts";

export const SHEET_FILE = "sheet.json";
export const OFFICE_FILE = "office.json";
export const AUDIT_FILE = "audit.json";
export const CLOSED_FOLDER = "closed";

/** office.json: what the office store says about one round; no account, no password, no session, no time. */
export interface OfficeExtract {
  readonly formatVersion: 1;
  readonly round: FrozenRound["round"];
  readonly frozen: FrozenRound["frozen"];
  readonly units: readonly Unit[];
  readonly polls: readonly EvidencePoll[];
  /** By unit; a unit without one is absent. */
  readonly assessments: { readonly [unit: string]: UnitAssessment };
  /** By unit, in order; a unit without decisions is absent. */
  readonly decisions: { readonly [unit: string]: readonly ReviewAct[] };
}

/** Field by field: what is not named here never gets into the folder, and is not believed when it is there. */
export function officeExtract({ row, units, polls, assessments, histories }: RoundEvidence): OfficeExtract {
  const { round, frozen } = row;
  return {
    formatVersion: 1,
    round,
    frozen: { instruments: frozen.instruments, scheme: frozen.scheme, address: frozen.address },
    units,
    polls: polls.map(({ id, unit, state, closedDigest }) => ({ id, unit, state, closedDigest })),
    assessments: Object.fromEntries(
      units.flatMap(({ id }) => {
        const assessment = assessments.get(id);
        return assessment ? [[id, assessment]] : [];
      }),
    ),
    decisions: Object.fromEntries(
      units.flatMap(({ id }) => {
        const decisions = decisionsOf(histories.get(id) ?? []);
        return decisions.length > 0 ? [[id, decisions]] : [];
      }),
    ),
  };
}

export const roundOfExtract = (extract: OfficeExtract): RoundEvidence => ({
  row: { round: extract.round, frozen: extract.frozen },
  units: extract.units,
  polls: extract.polls,
  assessments: new Map(Object.entries(extract.assessments)),
  histories: new Map(
    Object.entries(extract.decisions).map(([unit, acts]) => [unit, acts.map((act) => ({ act }))]),
  ),
});

/** audit.json: the lines as they were chained, each with all of its fields. */
export const auditExtract = (rows: readonly AuditRow[]): readonly JsonObject[] =>
  rows.map(({ sequence, atUtc, who, act, about, detail, digest }) => {
    return { sequence, atUtc, who, act, about, detail, digest };
  });
