import { Problem } from "../core/problem.ts";
import type { Scheme } from "../core/scoring/scheme.ts";
import { type TrialChoice, trialScheme } from "../core/scoring/trial-scheme.ts";
import type { UnitScore } from "../core/scoring/unit-score.ts";
import { audit } from "./audit.ts";
import type { Actor, Deps } from "./deps.ts";
import { scoreClosed, scoreRound, type RoundStanding, type UnitStanding } from "./score-round.ts";

/** An archived round scored by other points and lines; `tried` is null where the round has no score. */
export interface Trial {
  readonly standing: RoundStanding;
  readonly scheme: Scheme;
  readonly units: readonly { readonly standing: UnitStanding; readonly tried: UnitScore | null }[];
}

/**
 * 试算: scores an archived round by other points of the parts and other grade lines. Nothing of it is stored but the line
 * in the audit, which says what was tried.
 *
 * @throws Problem round.unknown; round.not-archived; scheme.invalid
 * @source docs/review.md
 */
export async function tryScheme(deps: Deps, who: Actor, id: string, choice: TrialChoice): Promise<Trial> {
  const standing = await scoreRound(deps, id);
  if (standing.row.archivedAtUtc === undefined) throw new Problem("round.not-archived", {});
  const frozen = standing.scheme.scheme;
  const scheme = trialScheme(frozen, choice);
  const units = standing.units.map((one) => ({
    standing: one,
    tried: one.release && one.score && scoreClosed(scheme, one.release, one.assessment),
  }));
  const facts = { triedBefore: numbersOf(frozen), tried: numbersOf(scheme) };
  await deps.office.inTransaction((office) => audit(deps, office, who, "round.tried", id, facts));
  return { standing, scheme, units };
}

/** "20/10/20/30/20；90/75/0": points of the parts, then the lines of the grades. */
const numbersOf = ({ parts, grades }: Scheme): string =>
  [parts.map(({ points }) => points), grades.map(({ from }) => from)].map((all) => all.join("/")).join("；");
