/** Many things are looked at by whoever asks, however often; of the looks themselves there are few. */
import { performance } from "node:perf_hooks";

export interface LooksPace {
  /** So many at most within the span. */
  readonly atOnce: number;
  readonly spanMs: number;
}

/**
 * What each of several was found to be when it was last looked at. Those whose look is longest ago come first, and at most
 * `atOnce` are looked at within `spanMs`; who asks meanwhile is told what was found before. With no more than `atOnce` of
 * them nobody is told what is older than the span.
 *
 * @param look never rejects
 * @param nowMs of a clock that is never set back
 */
export class LooksInTurn<Of extends object, Found> {
  readonly #found = new WeakMap<Of, { readonly found: Found; readonly atMs: number }>();
  #begunAtMs: readonly number[] = [];
  #pass: Promise<void> | null = null;

  constructor(
    private readonly look: (of: Of) => Promise<Found>,
    private readonly pace: LooksPace,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  /** One that was opened just now, outside its turn: what it needs is at hand. */
  async first(of: Of): Promise<void> {
    this.#found.set(of, { found: await this.look(of), atMs: this.nowMs() });
  }

  /** Looks at those whose turn it is; whoever asks during that waits for the same looks. */
  refresh(all: readonly Of[]): Promise<void> {
    this.#pass ??= this.#refresh(all).finally(() => (this.#pass = null));
    return this.#pass;
  }

  /** @returns null for one that was not looked at yet */
  last(of: Of): Found | null {
    return this.#found.get(of)?.found ?? null;
  }

  async #refresh(all: readonly Of[]): Promise<void> {
    const { atOnce, spanMs } = this.pace;
    const now = this.nowMs();
    this.#begunAtMs = this.#begunAtMs.filter((atMs) => now - atMs < spanMs);
    const agesMs = new Map(all.map((of) => [of, now - (this.#found.get(of)?.atMs ?? -Infinity)]));
    const due = all
      .filter((of) => agesMs.get(of)! >= spanMs)
      .toSorted((a, b) => agesMs.get(b)! - agesMs.get(a)! || 0)
      .slice(0, atOnce - this.#begunAtMs.length);
    this.#begunAtMs = [...this.#begunAtMs, ...due.map(() => now)];
    await Promise.all(due.map((of) => this.first(of)));
  }
}
