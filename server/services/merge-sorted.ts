/** Merges sequences that are each in the order of `compare` into one such sequence. O(rows × sequences). */
export async function* mergeSorted<T>(
  sequences: readonly AsyncIterable<T>[],
  compare: (a: T, b: T) => number,
): AsyncGenerator<T> {
  const open = sequences.map((sequence) => sequence[Symbol.asyncIterator]());
  const heads = await Promise.all(open.map((iterator) => iterator.next()));
  for (;;) {
    let least = -1;
    heads.forEach((head, i) => {
      if (head.done) return;
      const best = least < 0 ? undefined : heads[least];
      if (!best || best.done || compare(head.value, best.value) < 0) least = i;
    });
    const head = heads[least];
    if (!head || head.done) return;
    yield head.value;
    heads[least] = await open[least]!.next();
  }
}

/** By their UTF-8 bytes, as SQLite orders texts. */
export const compareTexts = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
