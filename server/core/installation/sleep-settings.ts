/** When a machine goes to sleep by itself, read from what its system prints. */

/**
 * Of `powercfg /query SCHEME_CURRENT SUB_SLEEP STANDBYIDLE`, whatever language it speaks: the last but one number is the
 * one on mains, the last the one on battery, in seconds.
 *
 * @returns minutes; 0 = never; null when this is no such answer
 */
export function sleepMinutesOfWindows(printed: string): number | null {
  const indices = [...printed.matchAll(/: 0x([0-9a-f]{8})\s*$/gim)].map(([, digits]) =>
    Number.parseInt(digits!, 16),
  );
  const seconds = indices.at(-2);
  return seconds === undefined ? null : Math.ceil(seconds / 60);
}

/**
 * Of the two settings of a GNOME desktop and its kin: `sleep-inactive-ac-type` and `sleep-inactive-ac-timeout`.
 *
 * @returns minutes; 0 = never; null when this is no such answer
 */
export function sleepMinutesOfGnome(kind: string, timeout: string): number | null {
  if (/'nothing'/.test(kind)) return 0;
  const seconds = /^(?:u?int32 )?(\d+)\s*$/.exec(timeout.trim())?.[1];
  return !/'suspend'|'hibernate'/.test(kind) || seconds === undefined
    ? null
    : Math.ceil(Number(seconds) / 60);
}
