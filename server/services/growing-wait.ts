const ATTEMPTS_FREE = 2;
const SECONDS_MAX = 60;
const KEYS_MAX = 10_000;

/**
 * Failed attempts by key, in memory: after the third 1, 2, 4 … at most 60 seconds. An attempt is counted before it is
 * looked at, so that guesses sent at once wait like guesses sent one after the other.
 */
export class GrowingWait {
  readonly #waits = new Map<string, { attempts: number; until: number }>();

  /** Seconds that are left of an earlier wait, 0 when none runs. */
  left(key: string, nowMs: number): number {
    return Math.max(0, Math.ceil(((this.#waits.get(key)?.until ?? nowMs) - nowMs) / 1000));
  }

  /** @returns seconds to wait from now on if this attempt fails */
  count(key: string, nowMs: number): number {
    const attempts = (this.#waits.get(key)?.attempts ?? 0) + 1;
    const seconds =
      attempts <= ATTEMPTS_FREE ? 0 : Math.min(SECONDS_MAX, 2 ** (attempts - ATTEMPTS_FREE - 1));
    const [oldest] = this.#waits.keys();
    if (this.#waits.size >= KEYS_MAX && oldest !== undefined) this.#waits.delete(oldest);
    this.#waits.set(key, { attempts, until: nowMs + seconds * 1000 });
    return seconds;
  }

  /** The attempt was right. */
  clear(key: string): void {
    this.#waits.delete(key);
  }
}
