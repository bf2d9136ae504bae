import { createHmac, randomBytes } from "node:crypto";
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";

const WINDOW_MS = 60_000;
const FAILURES_MAX = 60;
const ADDRESSES_MAX = 10_000;

/**
 * Counts failures per address within a minute, in memory only, under a key made at start-up: nothing about an
 * address is stored, and people with valid tickets behind the same address are never counted.
 */
export class FailureLimit {
  private readonly key = randomBytes(32);
  private counts = new Map<string, number>();
  private windowStart = 0;

  constructor(private readonly clock: () => Date) {}

  addressOf(c: Context): string {
    // Without a socket (a test that calls the app directly) everybody is one address.
    try {
      return getConnInfo(c).remote.address ?? "";
    } catch {
      return "";
    }
  }

  /** Notes one failure; false when this address has had too many within the minute. */
  admits(address: string): boolean {
    const now = this.clock().getTime();
    if (now - this.windowStart > WINDOW_MS || this.counts.size > ADDRESSES_MAX) {
      this.counts = new Map();
      this.windowStart = now;
    }
    const name = createHmac("sha256", this.key).update(address).digest("base64");
    const failures = (this.counts.get(name) ?? 0) + 1;
    this.counts.set(name, failures);
    return failures <= FAILURES_MAX;
  }
}
