import { createHash } from "node:crypto";

/**
 * The number of 64 bits by which something is locked. Two of one number would only wait for each other. The server keeps the
 * locks of each database apart, so installations beside each other on one server share none.
 */
export const lockOf = (kind: "poll" | "job", name: string): string =>
  createHash("sha256").update(`plumbline ${kind} ${name}`).digest().readBigInt64BE().toString();
