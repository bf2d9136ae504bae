import { randomInt } from "node:crypto";

/** A copy in uniformly random order (Fisher–Yates over the system's secure random source). O(rows). */
export function shuffled<T>(rows: readonly T[]): T[] {
  const copy = [...rows];
  for (let i = copy.length - 1; i > 0; i -= 1) {
    const j = randomInt(i + 1);
    [copy[i], copy[j]] = [copy[j]!, copy[i]!];
  }
  return copy;
}
