/** A scheme with some places changed, for tests of what is refused. */
export type Edit = readonly [path: string, value: unknown];

/** Sets places like "parts.0.points"; undefined removes. */
export function edited(scheme: object, edits: readonly Edit[]): object {
  const copy = structuredClone(scheme) as { [key: string]: unknown };
  for (const [path, value] of edits) {
    const keys = path.split(".");
    const last = keys.pop()!;
    const place = keys.reduce((at, key) => at[key] as { [key: string]: unknown }, copy);
    if (value === undefined) delete place[last];
    else place[last] = value;
  }
  return copy;
}
