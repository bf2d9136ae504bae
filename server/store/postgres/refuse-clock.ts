import { Problem } from "../../core/problem.ts";
import type { Asked } from "./refuse-settings.ts";

/** Two machines that ask the same time server are much nearer; people are given minutes. */
const APART_SECONDS_MAX = 10;

/**
 * Graces and sessions end by the clock of the process that looks, leases by the database's.
 *
 * @param now of this process, in milliseconds
 * @throws Problem database.clock
 */
export async function refuseClock(schema: Asked, now: () => number = Date.now): Promise<void> {
  const before = now();
  const rows = await schema.rows<{ ms: number }>(
    "select extract(epoch from clock_timestamp())::float8 * 1000 as ms",
  );
  const after = now();
  // However long the answer took: between the two is no difference.
  const seconds = Math.floor(Math.max(0, before - rows[0]!.ms, rows[0]!.ms - after) / 1000);
  if (seconds > APART_SECONDS_MAX) throw new Problem("database.clock", { seconds });
}
