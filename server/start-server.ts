import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { getRequestListener } from "@hono/node-server";
import { busyAnswer, isOfCrowd } from "./http/busy-answer.ts";
import { type KeptAt, KeptPages } from "./http/kept-pages.ts";
import { LoadGate } from "./http/load-gate.ts";

/** As long as the slowest honest request may still take when the server is told to stop. */
const GRACE_MS = 10_000;

/** Connections that may wait to be let in; the system may allow fewer (`net.core.somaxconn`). */
const BACKLOG = 4096;

export interface RunningServer {
  readonly port: number;
  /** Takes nobody new, lets who is inside finish, at most `graceMs`, then lets go of the port. */
  stop(graceMs?: number): Promise<void>;
}

/** An app, and which of its paths are pages that stay the same as long as the process lives. */
export interface Served {
  fetch(request: Request, env?: unknown): Response | Promise<Response>;
  readonly fixedPaths?: Iterable<string>;
  /** Whether a frozen form may be given now without asking the app. */
  readonly admitsForm?: () => boolean;
  /** Whose pages and forms these are at a host, where there are several; null where nobody's are. */
  keptAt?(host: string | undefined): KeptAt | null;
}

/** Serves an app; port 0 takes a free one. Rejects when the port is taken. */
export async function startServer(
  { fetch, fixedPaths = [], admitsForm, keptAt }: Served,
  at: { port: number; host: string },
): Promise<RunningServer> {
  const only: KeptAt = { fetch: (request) => fetch(request), ...(admitsForm && { admitsForm }) };
  const pages = new KeptPages(keptAt ?? (() => only), fixedPaths);
  const listener = getRequestListener(fetch, { hostname: at.host });
  // Of the process, for all offices that it serves: it is the event loop that must not be overrun.
  const gate = new LoadGate();
  const sendAway = await busyAnswer();
  const answer = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    if (!pages.answer(incoming, outgoing)) void listener(incoming, outgoing);
  };
  const server = createServer((incoming, outgoing) => {
    if (!isOfCrowd(incoming.url)) return answer(incoming, outgoing);
    gate.ask({
      enter: () => answer(incoming, outgoing),
      sendAway: () => sendAway(outgoing),
      isThere: () => !incoming.socket.destroyed,
    });
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
    server.listen(at.port, at.host, BACKLOG, () =>
      resolve({ port: (server.address() as AddressInfo).port, stop }),
    );
  });
}
