/**
 * Who is at the door of a poll: acts of respondents that have begun and not yet been answered.
 *
 * An act enters before it asks for the poll's state. So whoever changes the state and then waits for everybody inside
 * knows that nobody who saw the old state can still write: those who come later see the new one.
 */
export class Admission {
  readonly #inside = new Map<string, Set<Promise<unknown>>>();

  /** Runs an act inside; `settled` waits for it, however it ends. */
  async run<T>(poll: string, act: () => Promise<T>): Promise<T> {
    const inside = this.#inside.get(poll) ?? new Set();
    this.#inside.set(poll, inside);
    const acting = act();
    inside.add(acting);
    try {
      return await acting;
    } finally {
      inside.delete(acting);
      if (inside.size === 0 && this.#inside.get(poll) === inside) this.#inside.delete(poll);
    }
  }

  /** Waits for everybody who is inside now. */
  async settled(poll: string): Promise<void> {
    await Promise.allSettled(this.#inside.get(poll) ?? []);
  }
}
