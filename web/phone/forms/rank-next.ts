/**
 * The ranking after one more press: a new option comes next, a ranked one is taken out again. When all are to be ranked,
 * the last one left takes the last place by itself.
 *
 * @param ranked from first to last
 * @param all every option
 */
export function rankNext(
  ranked: readonly unknown[],
  pressed: unknown,
  all: readonly unknown[],
  isPartial: boolean,
): readonly unknown[] {
  if (ranked.includes(pressed)) {
    const kept = ranked.filter((one) => one !== pressed);
    // The one that was placed by itself goes with it.
    const wasWhole = !isPartial && ranked.length === all.length && pressed !== ranked[ranked.length - 1];
    return wasWhole ? kept.slice(0, -1) : kept;
  }
  const next = [...ranked, pressed];
  if (isPartial || next.length !== all.length - 1) return next;
  return [...next, ...all.filter((one) => !next.includes(one))];
}
