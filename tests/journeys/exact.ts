/** Fractions of our own, so that a sheet is calculated anew without the product's arithmetic. */
export interface Exact {
  readonly above: bigint;
  readonly below: bigint;
}

/** 6.25, 20/3 or 97. @throws Error for anything else */
export function exact(text: string): Exact {
  const [, sign, whole, decimals = "", below = "1"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:\/(\d+))?$/.exec(text) ?? fail(`no number: ${text}`);
  const size = {
    above: BigInt(`${whole}${decimals}`),
    below: BigInt(below) * 10n ** BigInt(decimals.length),
  };
  return sign === "-" ? { ...size, above: -size.above } : size;
}

export function fail(words: string): never {
  throw new Error(words);
}

export const plus = (a: Exact, b: Exact): Exact => {
  return { above: a.above * b.below + b.above * a.below, below: a.below * b.below };
};
export const times = (a: Exact, b: Exact): Exact => {
  return { above: a.above * b.above, below: a.below * b.below };
};
export const over = (a: Exact, b: Exact): Exact =>
  b.above === 0n ? fail("division by 0") : times(a, { above: b.below, below: b.above });
export const minus = (a: Exact, b: Exact): Exact => plus(a, { above: -b.above, below: b.below });
export const total = (all: readonly Exact[]): Exact => all.reduce(plus, exact("0"));
export const isLess = (a: Exact, b: Exact): boolean => {
  const { above, below } = minus(a, b);
  return below < 0n ? above > 0n : above < 0n;
};

/** Half up, so many decimals. */
export function printed({ above, below }: Exact, decimals = 2): string {
  const scaled = (2n * above * 10n ** BigInt(decimals) + below) / (2n * below);
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(decimals + 1, "0");
  const point = digits.length - decimals;
  return `${scaled < 0n ? "-" : ""}${digits.slice(0, point)}.${digits.slice(point)}`;
}
