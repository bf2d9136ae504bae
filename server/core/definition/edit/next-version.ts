/** Versions of one form as the office counts them on. */

/**
 * The version after those there are: a shipped "2026.1" is followed by "2026.1-1", an own "3" by "4".
 *
 * @param versions in the order in which they were made; at least one
 * @param isShipped of the last version
 */
export function nextVersion(versions: readonly string[], isShipped: boolean): string {
  const last = versions.at(-1) ?? "0";
  const match = /^(.*?)(\d{1,9})$/.exec(last);
  const [stem, from] = isShipped || !match ? [`${last}-`, 0] : [match[1]!, Number(match[2])];
  for (let number = from + 1; ; number += 1) {
    const next = `${stem}${number}`;
    if (!versions.includes(next)) return next;
  }
}

/** An id that none of `taken` is: `leadership-team-2`. */
export function freeId(id: string, taken: readonly string[]): string {
  const stem = id.replace(/-\d+$/, "").slice(0, 60);
  if (!taken.includes(stem) && stem === id) return id;
  for (let number = 2; ; number += 1) {
    const free = `${stem}-${number}`;
    if (!taken.includes(free)) return free;
  }
}
