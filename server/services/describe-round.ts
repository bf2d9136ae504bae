import type { Piece } from "../core/documents/pieces.ts";
import { roundParagraph } from "../core/documents/round-paragraph.ts";
import { roundDays } from "../core/results/round-days.ts";
import { roundFacts } from "../core/results/round-facts.ts";
import { outcomesOf, type RoundStanding } from "./score-round.ts";

/**
 * The paragraph of the round report, from the same release as every table; what nobody entered is marked missing.
 * A round that no office ordered (imported ballots) has none.
 */
export function describeRound({ row, scheme, units }: RoundStanding): readonly Piece[] {
  if (row.round.authority === "") return [];
  return roundParagraph(
    roundFacts({
      round: row.round,
      scheme: scheme.scheme,
      instruments: (row.frozen?.instruments ?? []).map(({ instrument }) => instrument),
      units: outcomesOf(units),
      ...roundDays(
        row.span ?? null,
        units.map(({ assessment }) => assessment.inspection ?? {}),
      ),
    }),
  );
}
