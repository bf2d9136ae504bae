/** Milliseconds after which others get their turn: a request waits no longer for a document of thousands of rows. */
const SLICE_MS = 8;

/** Takes short steps to their end and gives the event loop a turn between slices of them. */
export async function inSlices<T>(steps: Generator<void, T, undefined>): Promise<T> {
  let from = performance.now();
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() - from < SLICE_MS) continue;
    await new Promise((resolve) => void setImmediate(resolve));
    from = performance.now();
  }
}
