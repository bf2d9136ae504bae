/** Lines of two texts, what is gone and what is new. @source E. Myers, An O(ND) difference algorithm (1986) */

export interface DifferentLine {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
  /** From 1; null where the line is not in that text. */
  readonly before: number | null;
  readonly after: number | null;
}

/** More differences than this, and the middle is given as all gone and all new. */
const DISTANCE_MAX = 800;

export function differentLines(before: string, after: string): readonly DifferentLine[] {
  const [a, b] = [before.split("\n"), after.split("\n")];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (
    tail < a.length - head &&
    tail < b.length - head &&
    a[a.length - 1 - tail] === b[b.length - 1 - tail]
  )
    tail += 1;
  const middle = script(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  const kinds = [...Array<Kind>(head).fill("same"), ...middle, ...Array<Kind>(tail).fill("same")];
  let [i, j] = [0, 0];
  return kinds.map((kind): DifferentLine => {
    const text = kind === "added" ? b[j]! : a[i]!;
    if (kind !== "added") i += 1;
    if (kind !== "removed") j += 1;
    return { kind, text, before: kind === "added" ? null : i, after: kind === "removed" ? null : j };
  });
}

type Kind = DifferentLine["kind"];

function script(a: readonly string[], b: readonly string[]): readonly Kind[] {
  const replaced: readonly Kind[] = [
    ...Array<Kind>(a.length).fill("removed"),
    ...Array<Kind>(b.length).fill("added"),
  ];
  const trace = furthest(a, b);
  return trace === null ? replaced : backtrack(trace, a.length, b.length);
}

/** For each distance, how far each diagonal reaches; null when the texts are further apart than it is worth. */
function furthest(a: readonly string[], b: readonly string[]): readonly ReadonlyMap<number, number>[] | null {
  const reach = new Map<number, number>([[1, 0]]);
  const trace: ReadonlyMap<number, number>[] = [];
  for (let distance = 0; distance <= Math.min(a.length + b.length, DISTANCE_MAX); distance += 1) {
    trace.push(new Map(reach));
    for (let diagonal = -distance; diagonal <= distance; diagonal += 2) {
      let x = comesFromAbove(reach, diagonal, distance)
        ? reach.get(diagonal + 1)!
        : (reach.get(diagonal - 1) ?? 0) + 1;
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x += 1;
      reach.set(diagonal, x);
      if (x >= a.length && x - diagonal >= b.length) return trace;
    }
  }
  return null;
}

const comesFromAbove = (reach: ReadonlyMap<number, number>, diagonal: number, distance: number): boolean =>
  diagonal === -distance ||
  (diagonal !== distance && (reach.get(diagonal - 1) ?? -1) < (reach.get(diagonal + 1) ?? -1));

function backtrack(
  trace: readonly ReadonlyMap<number, number>[],
  length: number,
  other: number,
): readonly Kind[] {
  const kinds: Kind[] = [];
  let [x, y] = [length, other];
  for (let distance = trace.length - 1; distance >= 0; distance -= 1) {
    const reach = trace[distance]!;
    const diagonal = x - y;
    const isAdded = comesFromAbove(reach, diagonal, distance);
    const from = isAdded ? diagonal + 1 : diagonal - 1;
    const startX = reach.get(from) ?? 0;
    const startY = startX - from;
    while (x > startX && y > startY && x > 0 && y > 0) {
      kinds.push("same");
      x -= 1;
      y -= 1;
    }
    if (distance === 0) break;
    kinds.push(isAdded ? "added" : "removed");
    [x, y] = [startX, startY];
  }
  return kinds.reverse();
}
