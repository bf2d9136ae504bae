import type { ServerResponse } from "node:http";
import { Hono } from "hono";
import { Problem } from "../core/problem.ts";
import { pageHeaders } from "./page-headers.ts";
import { STATUS } from "./status.ts";

const RETRY_SECONDS = 5;

/** Whether a request is one of phones or screens, which come in crowds; never one of the console, nor a page. */
export const isOfCrowd = (url: string | undefined): boolean =>
  url !== undefined && url.startsWith("/api/") && !url.startsWith("/api/office/");

/** Sends somebody away with `server.busy`, the same bytes each time: it costs no more than its writing to the socket. */
export type SendAway = (outgoing: ServerResponse) => void;

export async function busyAnswer(): Promise<SendAway> {
  const { code, facts } = new Problem("server.busy", { seconds: RETRY_SECONDS });
  const app = new Hono().use(pageHeaders).all("*", (c) =>
    c.json({ code, facts }, STATUS[code], {
      "cache-control": "no-store",
      "retry-after": String(RETRY_SECONDS),
    }),
  );
  const answer = await app.request("/api/");
  const body = new Uint8Array(await answer.arrayBuffer());
  const head = [...[...answer.headers].flat(), "content-length", String(body.length)];
  return (outgoing) => void outgoing.writeHead(answer.status, head).end(body);
}
