import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import { KeptPages } from "./http/kept-pages.ts";

/** As long as the slowest honest request may still take when the server is told to stop. */
const GRACE_MS = 10_000;

export interface RunningServer {
  readonly port: number;
  /** Takes nobody new, lets who is inside finish, at most `graceMs`, then lets go of the port. */
  stop(graceMs?: number): Promise<void>;
}

/** An app, and which of its paths are pages that stay the same as long as the process lives. */
export interface Served extends Pick<Hono, "fetch"> {
  readonly fixedPaths?: Iterable<string>;
}

/** Serves an app; port 0 takes a free one. Rejects when the port is taken. */
export function startServer(
  { fetch, fixedPaths = [] }: Served,
  at: { port: number; host: string },
): Promise<RunningServer> {
  const pages = new KeptPages((request) => fetch(request), fixedPaths);
  const listener = getRequestListener(fetch, { hostname: at.host });
  const server = createServer((incoming, outgoing) => {
    if (!pages.answer(incoming, outgoing)) void listener(incoming, outgoing);
  });
  const stop = async (graceMs = GRACE_MS): Promise<void> => {
    // Node lets requests under way finish and ends idle connections; the rest has the grace.
    const closed = new Promise<void>((done) => server.close(() => done()));
    const ended = new AbortController();
    await Promise.race([
      closed,
      sleep(graceMs, undefined, { ref: false, signal: ended.signal }).catch(() => {}),
    ]);
    ended.abort();
    server.closeAllConnections();
    await closed;
  };
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(at.port, at.host, () => resolve({ port: (server.address() as AddressInfo).port, stop }));
  });
}
