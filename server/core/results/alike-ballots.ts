import type { FormResult, ReleasedItem } from "../release/released.ts";

/** From this many ballots on something is said about ballots that resemble each other. */
const BALLOTS_MIN = 30;
/** A form with fewer rated questions says nothing by being filled alike. */
const RATED_MIN = 5;
/** From so many tenths on. */
const BANDS = [8, 5, 3] as const;

/** Tenths, rounded down to 8, 5, 3 or 0. */
export interface AlikeBallots {
  /** At least so many chose the option at the same place throughout. */
  readonly straightLinedTenths: number;
  /** At least so many rated every question as each other did. */
  readonly alikeTenths: number;
}

/**
 * How many ballots of a form must resemble each other because of its tables.
 *
 * Whole sheets are not looked at: people who collude could choose theirs so that a count of equal sheets, however
 * coarse, tells whether one exact sheet is among those of the few others. Of n ballots, c_q of which answer question q
 * in one way, at least
 *
 *     n − Σ_q (n − c_q)
 *
 * answer all of them in that way (Fréchet); a smaller number is possible with the same tables, and nothing is told
 * that the tables do not tell.
 *
 * @source docs/scoring.md §12; docs/disclosure.md §6
 */
export function alikeBallots(form: Extract<FormResult, { level: "tables" }>): AlikeBallots {
  const rated = form.items.filter(({ weight }) => weight !== null);
  const [first] = rated;
  const ballots = first ? first.valid + first.abstained : 0;
  if (ballots < BALLOTS_MIN || rated.length < RATED_MIN) return { straightLinedTenths: 0, alikeTenths: 0 };
  const atLeast = (chosenOf: (item: ReleasedItem) => number): number =>
    Math.max(
      0,
      rated.reduce((left, item) => left - (ballots - chosenOf(item)), ballots),
    );
  const places = Math.max(...rated.map(({ options }) => options.length));
  const straight = Array.from({ length: places }, (_, place) =>
    atLeast(({ counts }) => counts?.[place] ?? 0),
  );
  const bandOf = (alike: number): number => BANDS.find((band) => 10 * alike >= band * ballots) ?? 0;
  return {
    straightLinedTenths: bandOf(straight.reduce((sum, n) => sum + n, 0)),
    alikeTenths: bandOf(atLeast(({ counts, blank }) => Math.max(blank, ...(counts ?? [])))),
  };
}
