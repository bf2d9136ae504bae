/**
 * Exact rational numbers. Scores are ratios until a table row is made; then they are rounded once, half up.
 *
 * @source docs/scoring.md §1; `(1.005).toFixed(2)` is "1.00", which is why no score is ever a float.
 */
import { Problem } from "./problem.ts";

/** n / d in lowest terms, d > 0. */
export interface Ratio {
  readonly n: bigint;
  readonly d: bigint;
}

function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y > SAFE || x > SAFE) {
    if (y === 0n) return x;
    [x, y] = [y, x % y];
  }
  let [small, other] = [Number(x), Number(y)];
  while (other !== 0) [small, other] = [other, small % other];
  return BigInt(small);
}

/** Below it numbers divide exactly and many times faster. */
const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** @throws Problem scoring.input when the denominator is 0 */
export function ratio(n: bigint | number, d: bigint | number = 1n): Ratio {
  let num = BigInt(n);
  let den = BigInt(d);
  if (den === 1n) return { n: num, d: den };
  if (den === 0n) throw new Problem("scoring.input", { reason: "division by zero" });
  if (den < 0n) [num, den] = [-num, -den];
  const g = gcd(num, den);
  return g > 1n ? { n: num / g, d: den / g } : { n: num, d: den };
}

export const ZERO: Ratio = { n: 0n, d: 1n };
export const ONE: Ratio = { n: 1n, d: 1n };
export const HUNDRED: Ratio = { n: 100n, d: 1n };

export function add(a: Ratio, b: Ratio): Ratio {
  if (a.n === 0n) return b;
  if (b.n === 0n) return a;
  return a.d === b.d ? ratio(a.n + b.n, a.d) : ratio(a.n * b.d + b.n * a.d, a.d * b.d);
}
export const sub = (a: Ratio, b: Ratio): Ratio => ratio(a.n * b.d - b.n * a.d, a.d * b.d);
export const mul = (a: Ratio, b: Ratio): Ratio => ratio(a.n * b.n, a.d * b.d);
export const div = (a: Ratio, b: Ratio): Ratio => ratio(a.n * b.d, a.d * b.n);

/** Negative when a < b, 0 when equal, positive when a > b. */
export function compare(a: Ratio, b: Ratio): number {
  const left = a.n * b.d;
  const right = b.n * a.d;
  return left < right ? -1 : left > right ? 1 : 0;
}

export const sum = (terms: readonly Ratio[]): Ratio => terms.reduce(add, ZERO);

/**
 * Reads an exact decimal ("85.005", "-1.5", 20) or a fraction ("25/4").
 * A JavaScript number is read through its shortest decimal text, so 0.1 means one tenth.
 *
 * @throws Problem scoring.input for anything else
 */
export function parseRatio(text: string | number): Ratio {
  const known = parsed.get(text);
  if (known) return known;
  const value = readRatio(text);
  if (parsed.size < PARSED_MAX) parsed.set(text, value);
  return value;
}

/** Whether `parseRatio` reads this number; more zeros than that nobody means. */
export const isReadableNumber = (value: number): boolean =>
  value === 0 || (Math.abs(value) >= 1e-9 && Math.abs(value) < 1e12);

/** Weights and prices are few and read again and again. */
const parsed = new Map<string | number, Ratio>();
const PARSED_MAX = 4096;

function readRatio(text: string | number): Ratio {
  const source = String(text).trim();
  const [top, bottom, rest] = source.split("/");
  if (rest !== undefined || top === undefined) throw new Problem("scoring.input", { reason: source });
  const numerator = parseDecimal(top);
  return bottom === undefined ? numerator : div(numerator, parseDecimal(bottom));
}

function parseDecimal(source: string): Ratio {
  const match = /^(-?)(\d{1,30})(?:\.(\d{1,30}))?(?:[eE]([+-]?\d{1,2}))?$/.exec(source.trim());
  if (!match) throw new Problem("scoring.input", { reason: source });
  const [, sign, whole, fraction = "", exponent = "0"] = match;
  const digits = BigInt(`${whole}${fraction}`);
  const scale = Number(exponent) - fraction.length;
  const value = scale >= 0 ? ratio(digits * 10n ** BigInt(scale)) : ratio(digits, 10n ** BigInt(-scale));
  return sign === "-" ? { n: -value.n, d: value.d } : value;
}

/**
 * Prints with a fixed number of decimals, half away from zero ("half up" for the positive numbers of a score).
 *
 * @param decimals 0 to 20
 */
export function printRatio(value: Ratio, decimals: number): string {
  const negative = value.n < 0n;
  const scaled = (negative ? -value.n : value.n) * 10n ** BigInt(decimals);
  const rounded = (scaled * 2n + value.d) / (value.d * 2n);
  const digits = rounded.toString().padStart(decimals + 1, "0");
  const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return negative && rounded !== 0n ? `-${text}` : text;
}

/** A float for charts and tests only; never for a comparison that decides anything. */
export function toNumber(value: Ratio): number {
  const whole = value.n / value.d;
  return Number(whole) + Number(value.n - whole * value.d) / Number(value.d);
}

/** "n/d", or "n" when whole: the form in which exact values are stored in JSON. */
export const storeRatio = (value: Ratio): string => (value.d === 1n ? `${value.n}` : `${value.n}/${value.d}`);
