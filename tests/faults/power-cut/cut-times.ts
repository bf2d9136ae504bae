import type { DiskEvent } from "./read-trace.ts";

/**
 * Random moments, as places in a trace (the cut comes after that event): a third anywhere, a third right after something
 * was said, a third right before a sync or right after a name was changed or a file cut off.
 */
export function cutTimes(
  events: readonly DiskEvent[],
  count: number,
  random: () => number,
): ReadonlySet<number> {
  const anywhere = events.map((_, time) => time);
  const said = anywhere.filter((time) => events[time]!.kind === "said");
  const edges = anywhere.filter(
    (time) =>
      events[time + 1]?.kind === "sync" || ["rename", "unlink", "cut-off"].includes(events[time]!.kind),
  );
  const kinds = [anywhere, said, edges].filter((times) => times.length > 0);
  return new Set(
    Array.from({ length: count }, (_, i) => {
      const times = kinds[i % kinds.length]!;
      return times[Math.floor(random() * times.length)]!;
    }),
  );
}
