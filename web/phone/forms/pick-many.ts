/** What is chosen after one more press, when some options exclude all others (没有发现, 不了解). */
export interface Picked {
  readonly values: readonly unknown[];
  /** The press took away what had been chosen before. */
  readonly cleared: boolean;
}

/**
 * @param chosen values before the press, in the order they were chosen
 * @param value the pressed option
 * @param isExclusive whether an option excludes all others
 */
export function pickMany(
  chosen: readonly unknown[],
  value: unknown,
  isExclusive: (value: unknown) => boolean,
): Picked {
  if (chosen.includes(value)) return { values: chosen.filter((one) => one !== value), cleared: false };
  if (isExclusive(value)) return { values: [value], cleared: chosen.length > 0 };
  const kept = chosen.filter((one) => !isExclusive(one));
  return { values: [...kept, value], cleared: kept.length < chosen.length };
}
