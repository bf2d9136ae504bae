import { setTimeout as sleep } from "node:timers/promises";
import type { ClientBase } from "pg";
import { isLockTimeout } from "./postgres-refusal.ts";

/** Shorter than the second after which a server may write into its log who waits for which lock. */
const WAIT_MS = 500;
const PAUSE_MS = 100;

/**
 * Runs a transaction that takes a lock alone, and whose first act is to call `briefly` (or `brieflyEach`). While somebody holds on to what it
 * wants it steps back every half second: whoever came after it gets past, instead of queueing behind it for as long as that takes.
 */
export async function untilFree<T>(attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!isLockTimeout(error)) throw error;
      await sleep(PAUSE_MS);
    }
  }
}

/** From here on the transaction ends instead of waiting for a lock longer than half a second. */
export async function briefly(client: ClientBase): Promise<void> {
  await client.query(`set local lock_timeout = ${WAIT_MS}`);
}

/** The same for every statement of this connection, for those that no transaction can hold. */
export async function brieflyEach(client: ClientBase): Promise<void> {
  await client.query(`set lock_timeout = ${WAIT_MS}`);
}
