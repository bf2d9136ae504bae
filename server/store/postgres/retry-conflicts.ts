import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { isConflict } from "./postgres-refusal.ts";

const TRIES_MAX = 60;
const WAIT_MS_MAX = 100;

/**
 * Runs a whole transaction, and runs it again as long as the server takes it back because of another one beside it.
 * Each time at least one of those that were in each other's way has gone through.
 *
 * @throws whatever `attempt` throws for another reason, and the conflict itself after 60 tries
 */
export async function retryConflicts<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!isConflict(error) || tries === TRIES_MAX) throw error;
      await sleep(randomInt(1 + Math.min(2 ** tries, WAIT_MS_MAX)));
    }
  }
}
