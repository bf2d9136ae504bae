import { serve } from "@hono/node-server";
import type { Hono } from "hono";

export interface RunningServer {
  readonly port: number;
  stop(): Promise<void>;
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
        stop: () =>
          new Promise((done) => {
            server.close(() => done());
            if ("closeAllConnections" in server) server.closeAllConnections();
          }),
      }),
    );
    server.once("error", reject);
  });
}
