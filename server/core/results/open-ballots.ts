import type { Source } from "../tally/tally.ts";

interface Collected {
  readonly shortTitle: string;
  readonly bySource: { readonly [source in Source]?: number };
}

/**
 * Ballots that came by an open link, of each form that has any, in the order of its first appearance.
 *
 * @param forms of one poll or of several: those of one title are added up
 */
export function openBallots(
  forms: readonly Collected[],
): readonly { readonly form: string; readonly ballots: number }[] {
  const found = new Map<string, number>();
  for (const { shortTitle, bySource } of forms) {
    if ((bySource.open ?? 0) > 0) found.set(shortTitle, (found.get(shortTitle) ?? 0) + (bySource.open ?? 0));
  }
  return [...found].map(([form, ballots]) => ({ form, ballots }));
}
