import { type BallotsToMove, type Firmness, firmnessOf } from "../../../core/scoring/firmness/firmness.ts";
import { forOffice } from "../../../core/scoring/office-only.ts";
import type { UnitStanding } from "../../../services/score-round.ts";
import type { Scheme } from "../../../core/scoring/scheme.ts";
import type { AccountRow } from "../../../store/office.ts";
import type { BallotsAnswer, FirmnessAnswer } from "../answers-results.ts";

/** How near the grade of a closed poll is to the next line: words for everybody, the number for the office alone. */
export function presentFirmness(
  scheme: Scheme,
  { release, score }: Pick<UnitStanding, "release" | "score">,
  { role }: Pick<AccountRow, "role">,
): FirmnessAnswer | null {
  if (!release || !score) return null;
  const { returned, forms } = release.result;
  const { floor } = release.head.round.thresholds;
  const firmness: Firmness | null = firmnessOf(scheme, score, forms, { returned, floor });
  if (!firmness) return null;
  const ballots = firmness.ballots && forOffice(firmness.ballots, role);
  return { verdict: firmness.verdict, ballots: ballots && presentBallots(ballots) };
}

function presentBallots(found: BallotsToMove): BallotsAnswer {
  switch (found.kind) {
    case "exact":
      return { kind: "exact", ballots: found.ballots };
    case "bound":
      return { kind: "bound", atLeast: found.atLeast };
    case "never":
      return { kind: "never" };
  }
}
