/**
 * The name of a test that is left out where something is missing: there it says what, and `scripts/count-results.mjs` tells it at the
 * end of a run. `tests/rules/skips.test.ts` wants a reason of every test that can be left out.
 *
 * @param reason what is missing, in a half sentence
 */
export const orSkipped = (isHere: boolean, name: string, reason: string): string =>
  isHere ? name : `${name}: SKIPPED, ${reason}`;
