import { setTimeout as sleep } from "node:timers/promises";
import { serve } from "@hono/node-server";
import type { Hono } from "hono";

/** As long as the slowest honest request may still take when the server is told to stop. */
const GRACE_MS = 10_000;

export interface RunningServer {
  readonly port: number;
  /** Takes nobody new, lets who is inside finish, at most `graceMs`, then lets go of the port. */
  stop(graceMs?: number): Promise<void>;
}

/** Serves an app; port 0 takes a free one. Rejects when the port is taken. */
export function startServer(
  app: Pick<Hono, "fetch">,
  at: { port: number; host: string },
): Promise<RunningServer> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port: at.port, hostname: at.host }, (info) =>
      resolve({
        port: info.port,
        stop: async (graceMs = GRACE_MS) => {
          // Node lets requests under way finish and ends idle connections; the rest has the grace.
          const closed = new Promise<void>((done) => server.close(() => done()));
          const ended = new AbortController();
          await Promise.race([
            closed,
            sleep(graceMs, undefined, { ref: false, signal: ended.signal }).catch(() => {}),
          ]);
          ended.abort();
          if ("closeAllConnections" in server) server.closeAllConnections();
          await closed;
        },
      }),
    );
    server.once("error", reject);
  });
}
