import type { MiddlewareHandler } from "hono";
import { Problem } from "../core/problem.ts";

/** How long one turn of the event loop may go on taking new requests of phones. */
const TURN_MS_MAX = 250;
/** So many are taken in every turn: a machine that stands still for a moment is no crowd. */
const TURN_REQUESTS_MIN = 100;
const RETRY_SECONDS = 5;

/**
 * Bounds the waiting in a turn of the event loop when more people ask than can be answered; what waits before it, on lines that
 * are not read yet, it does not see (row BO of docs/performance).
 *
 * All requests that have been read are handled in one turn of the event loop, so its length is what the last of them has
 * waited. Whoever comes after `TURN_MS_MAX` of a turn that has taken `TURN_REQUESTS_MIN` is sent away before anything of
 * the request is read, which costs next to nothing, and told when to come back. A slow line holds up nobody: what is
 * counted is work, not open requests.
 */
export class LoadGate {
  private turnBeganAtMs: number | null = null;
  private taken = 0;

  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  /** Whether one more request may be taken in this turn. */
  admits(): boolean {
    const now = this.nowMs();
    if (this.turnBeganAtMs === null) {
      this.turnBeganAtMs = now;
      this.taken = 0;
      // Runs when the turn has handled every request that had arrived.
      setImmediate(() => {
        this.turnBeganAtMs = null;
      });
    }
    if (this.taken >= TURN_REQUESTS_MIN && now - this.turnBeganAtMs > TURN_MS_MAX) return false;
    this.taken += 1;
    return true;
  }
}

/** @throws Problem server.busy */
export function gated(gate: LoadGate): MiddlewareHandler {
  return async (_c, next) => {
    if (!gate.admits()) throw new Problem("server.busy", { seconds: RETRY_SECONDS });
    await next();
  };
}
