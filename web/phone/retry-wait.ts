/** When an unanswered call is tried again. */
import { isProblem } from "../../server/core/problem.ts";

/** Why there is no answer to rely on yet: no network, a server that does not get to it, a server that cannot store. */
export type Unanswered = "offline" | "busy" | "storage";

/**
 * Sorts failures into those that time mends and those that are an answer.
 *
 * @returns null when the failure is a refusal, or a fault of this page
 */
export function unansweredOf(error: unknown): Unanswered | null {
  if (!isProblem(error)) return null;
  if (isProblem(error, "network.no-answer")) {
    const { status } = error.facts;
    if (status === null) return "offline";
    return status === 500 ? "storage" : "busy";
  }
  if (isProblem(error, "server.busy")) return "busy";
  const code: string = error.code;
  return code.startsWith("store.") || code === "fault" ? "storage" : null;
}

const FIRST_SECONDS = 3;
const LONGEST_SECONDS = 60;

/**
 * Seconds until the next attempt: soon at first, later up to a minute, spread so that phones do not come together.
 *
 * @param failures attempts that failed so far, from 1
 * @param spread 0 ≤ spread < 1, random
 * @returns whole seconds, 3–72
 */
export function waitSeconds(failures: number, spread: number): number {
  const base = Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** Math.min(failures - 1, 10));
  return Math.round(base * (1 + 0.2 * spread));
}
