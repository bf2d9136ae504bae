import { createHmac, randomBytes } from "node:crypto";
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";

const WINDOW_MS = 60_000;
const FAILURES_MAX = 60;
/**
 * Everybody of a county may stand behind one proxy. One of these calls costs less than a whole respondent, whose goal is
 * 2.5 ms of CPU (B4), so all that one address may ask for takes at most a quarter of one core. Who asks more often than a
 * crowd does is not told from a crowd by this: ballots by an open link weigh 0, and the load gate keeps the server alive.
 */
export const LINK_STARTS_MAX = 6_000;
const ADDRESSES_MAX = 10_000;

/**
 * Counts failures per address within a minute, in memory only, under a key made at start-up: nothing about an
 * address is stored, and people with valid tickets behind the same address are never counted.
 */
export class FailureLimit {
  private readonly key = randomBytes(32);
  private counts = new Map<string, number>();
  private windowStart = 0;

  constructor(
    private readonly clock: () => Date,
    private readonly max = FAILURES_MAX,
  ) {}

  /** A name for the address of a caller that means nothing outside this process. */
  callerOf(c: Context): string {
    return createHmac("sha256", this.key).update(addressOf(c)).digest("base64");
  }

  /** Notes one failure; false when this caller has had too many within the minute. */
  admits(caller: string): boolean {
    const now = this.clock().getTime();
    if (now - this.windowStart > WINDOW_MS || this.counts.size > ADDRESSES_MAX) {
      this.counts = new Map();
      this.windowStart = now;
    }
    const failures = (this.counts.get(caller) ?? 0) + 1;
    this.counts.set(caller, failures);
    return failures <= this.max;
  }
}

/** The only calls whose caller the web server in front names: nobody answers a form there. */
const OFFICE = "/api/office/";
const LOOPBACK = /^(?:::ffff:)?127\.|^::1$/;

/**
 * Of the connection; for the office's calls, when they come from this machine, as the web server in front says. Who can
 * connect from this machine can say so too, and is its keeper.
 */
function addressOf(c: Context): string {
  const connected = addressOfConnection(c);
  if (!c.req.path.startsWith(OFFICE) || !LOOPBACK.test(connected)) return connected;
  return c.req.header("x-real-ip") || connected;
}

/** Without a socket (a test that calls the app directly) everybody is one address. */
function addressOfConnection(c: Context): string {
  try {
    return getConnInfo(c).remote.address ?? "";
  } catch {
    return "";
  }
}
