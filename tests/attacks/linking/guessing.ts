/** What somebody gets who pairs n things with n others at random: exact distributions, and the bands 99 % lie in. */

/** Pairs that are right by chance: P(k) = C(n, k)·D(n − k) / n!, D = derangements; mean 1, whatever n is. */
export function hitChances(n: number): number[] {
  const derangements = [1n, 0n];
  for (let k = 2; k <= n; k += 1) {
    derangements.push(BigInt(k - 1) * (derangements[k - 1]! + derangements[k - 2]!));
  }
  const all = factorial(n);
  return Array.from({ length: n + 1 }, (_, k) =>
    ratio((all / (factorial(k) * factorial(n - k))) * derangements[n - k]!, all),
  );
}

/** Neighbours that stand in the right order by chance: Eulerian numbers ⟨n, k⟩ / n!; mean (n − 1)/2. */
export function ascentChances(n: number): number[] {
  let row = [1n];
  for (let m = 2; m <= n; m += 1) {
    row = Array.from(
      { length: m },
      (_, k) => BigInt(k + 1) * (row[k] ?? 0n) + BigInt(m - k) * (row[k - 1] ?? 0n),
    );
  }
  const all = factorial(n);
  return row.map((count) => ratio(count, all));
}

export interface Band {
  readonly least: number;
  readonly most: number;
}

/** The narrowest band with at most (1 − share) outside; one-sided, nothing is left off below when 0 is likely. */
export function band(chances: readonly number[], share = 0.99): Band {
  const outside = 1 - share;
  const isOneSided = chances[0]! > outside;
  const least = isOneSided ? 0 : quantile(chances, outside / 2);
  const fromTop = quantile(chances.toReversed(), isOneSided ? outside : outside / 2);
  return { least, most: chances.length - 1 - fromTop };
}

/** The first index whose tail up to and with it is more than `tail`. */
function quantile(chances: readonly number[], tail: number): number {
  let sum = 0;
  return chances.findIndex((chance) => (sum += chance) > tail);
}

export const isInside = ({ least, most }: Band, count: number): boolean => count >= least && count <= most;

const factorial = (n: number): bigint => (n < 2 ? 1n : BigInt(n) * factorial(n - 1));

const ratio = (part: bigint, whole: bigint): number => Number((part * 10n ** 18n) / whole) / 1e18;
