interface Tagged {
  readonly tag: Uint8Array;
}

/** Merges sequences that are each sorted by their random tag into one sorted sequence. O(rows × sequences). */
export async function* mergeByTag<T extends Tagged>(
  sequences: readonly AsyncIterable<T>[],
): AsyncGenerator<T> {
  const open = sequences.map((sequence) => sequence[Symbol.asyncIterator]());
  const heads = await Promise.all(open.map((iterator) => iterator.next()));
  for (;;) {
    let least = -1;
    heads.forEach((head, i) => {
      if (head.done) return;
      const best = least < 0 ? undefined : heads[least];
      if (!best || best.done || Buffer.compare(head.value.tag, best.value.tag) < 0) least = i;
    });
    const head = heads[least];
    if (!head || head.done) return;
    yield head.value;
    heads[least] = await open[least]!.next();
  }
}
