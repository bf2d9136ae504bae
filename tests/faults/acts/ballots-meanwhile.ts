/** What became of the ballots that came in while an act was done and killed. */
import { expect } from "vitest";
import type { Deps } from "../../../server/services/deps.ts";

/** Credentials that the child had printed when it ended; a line that was cut short was of nobody who has been told. */
export const acknowledged = (printed: string): readonly string[] =>
  printed.match(/^[0-9a-f]{64}(?=\n)/gm) ?? [];

/**
 * No ballot that was acknowledged is lost, none is there twice.
 *
 * @param atMostMore committed, but cut off before it was told
 */
export async function requireCast(
  { box }: Deps,
  keyId: Uint8Array,
  told: readonly string[],
  atMostMore: number,
): Promise<void> {
  const there = new Set<string>();
  for await (const { nullifier } of box.spent(keyId)) there.add(Buffer.from(nullifier).toString("hex"));
  expect(told.filter((one) => !there.has(one))).toEqual([]);
  let [ballots, texts] = [0, 0];
  for await (const _ of box.ballots(keyId)) ballots += 1;
  for await (const _ of box.texts(keyId)) texts += 1;
  expect([ballots, texts]).toEqual([there.size, there.size]);
  expect(there.size - told.length).toBeLessThanOrEqual(atMostMore);
}
