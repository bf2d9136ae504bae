/** Rows of a closed file against its head, whoever counted them. */
import type { ClosedHead } from "./closed.ts";

export interface ClosedCounts {
  /** Per `placeKey(instrument, block)`. */
  readonly ballots: ReadonlyMap<string, number>;
  /** Per key id, base64url. */
  readonly credentials: ReadonlyMap<string, number>;
  readonly receipts: number;
}

export const placeKey = (instrument: string, block: string): string => JSON.stringify([instrument, block]);

/**
 * What does not add up: ballots per instrument and block are those of the tally, credentials per instrument as many as
 * ballots, a receipt for each credential.
 *
 * @returns null when everything does
 */
export function miscount({ ballots, credentials, receipts }: ClosedCounts, head: ClosedHead): string | null {
  const left = new Map(ballots);
  const perInstrument = new Map<string, number>();
  for (const { instrument, blocks } of head.tally.forms) {
    for (const { block, ballots: tallied } of blocks) {
      const key = placeKey(instrument, block);
      if ((left.get(key) ?? 0) !== tallied) return `ballots of ${instrument} in ${block}`;
      left.delete(key);
      perInstrument.set(instrument, (perInstrument.get(instrument) ?? 0) + tallied);
    }
  }
  if (left.size > 0) return "ballots outside the tally";
  const spent = spentPerInstrument(credentials, head);
  if (!spent) return "credentials of an unknown key";
  for (const instrument of new Set([...perInstrument.keys(), ...spent.keys()])) {
    if ((spent.get(instrument) ?? 0) !== (perInstrument.get(instrument) ?? 0)) {
      return `credentials of ${instrument}`;
    }
  }
  return receipts === [...spent.values()].reduce((sum, count) => sum + count, 0) ? null : "receipts";
}

/** Null when a key is not in the head. */
function spentPerInstrument(
  credentials: ReadonlyMap<string, number>,
  head: ClosedHead,
): Map<string, number> | null {
  const instruments = new Map(head.keys.map(({ keyId, instrument }) => [keyId, instrument]));
  const counts = new Map<string, number>();
  for (const [keyId, spent] of credentials) {
    const instrument = instruments.get(keyId);
    if (instrument === undefined) return null;
    counts.set(instrument, (counts.get(instrument) ?? 0) + spent);
  }
  return counts;
}
