/**
 * Whose ballots the thresholds of a form count: the unit's own people; of a form that none of them fills, outside
 * raters with tickets; of a form that is filled by open links only, those.
 *
 * @source docs/disclosure.md §3; docs/decisions/0070-forms-of-outside-raters.md
 */
export function carriersOf<T extends { readonly isOutside: boolean; readonly isOpen?: boolean }>(
  fillers: readonly T[],
): readonly T[] {
  const inside = fillers.filter((one) => !one.isOutside);
  if (inside.length > 0) return inside;
  const withTickets = fillers.filter((one) => !one.isOpen);
  return withTickets.length > 0 ? withTickets : fillers;
}
