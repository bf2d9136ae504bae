/** Milliseconds after which others get their turn: a request waits no longer for a document of thousands of rows. */
const SLICE_MS = 8;

/** Gives the event loop a turn when the slice is used up; to be awaited between short steps. */
export function slices(): () => Promise<void> {
  let from = performance.now();
  return async () => {
    if (performance.now() - from < SLICE_MS) return;
    await new Promise((resolve) => void setImmediate(resolve));
    from = performance.now();
  };
}

/** Takes short steps to their end and gives the event loop a turn between slices of them. */
export async function inSlices<T>(steps: Generator<void, T, undefined>): Promise<T> {
  const giveTurn = slices();
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await giveTurn();
  }
}
