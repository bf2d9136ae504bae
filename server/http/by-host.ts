/** Several offices behind one port: whoever asks is answered by the office of the host that he asks at, and by no other. */
import { type Context, Hono } from "hono";
import { Problem, type ProblemCode } from "../core/problem.ts";
import { drawRefusal } from "../exports/refusal-page.ts";
import { readinessOf } from "./health.ts";
import { pageHeaders } from "./page-headers.ts";
import { STATUS } from "./status.ts";

/** An app of one office. */
export type Fetch = (request: Request, env?: unknown) => Response | Promise<Response>;

export interface OfficesByHost {
  /** By host name, in small letters and without a port: the office's app, that it is not open now, or that there is none. */
  at(hostname: string): Fetch | "not-open" | null;
  /** Whether every office can take ballots. */
  areReady(): Promise<boolean>;
}

/**
 * Answers by the `Host` that the browser sent, which whoever stands in front passes on as it came; no other header has a
 * say. At no office's host `/health` and `/ready` are of the process, everything else is refused, and no office is named.
 */
export function byHost(offices: OfficesByHost): Fetch {
  const unknown = new Hono()
    .use(pageHeaders)
    .get("/health", (c) => c.json({ alive: true }, 200, { "cache-control": "no-store" }))
    .get("/ready", async (c) => {
      const ready = await offices.areReady();
      return c.json(readinessOf(ready), ready ? 200 : 503, { "cache-control": "no-store" });
    })
    .all("*", (c) => refuse(c, "host.unknown"));
  const closed = new Hono()
    .use(pageHeaders)
    .get("/health", (c) => c.json({ alive: true }, 200, { "cache-control": "no-store" }))
    .get("/ready", (c) => c.json(readinessOf(false), 503, { "cache-control": "no-store" }))
    .all("*", (c) => refuse(c, "office.not-open"));
  return (request, env) => {
    const hostname = hostnameOf(request.headers.get("host"));
    const found = hostname === null ? null : offices.at(hostname);
    if (found === null) return unknown.fetch(request, env as object);
    if (found === "not-open") return closed.fetch(request, env as object);
    return found(request, env);
  };
}

/** @param host as it stands in the header: a name or a number, with a port or without. @returns null for anything else */
export function hostnameOf(host: string | null | undefined): string | null {
  if (!host || /[\s/?#@\\%]/.test(host) || !URL.canParse(`http://${host}`)) return null;
  return new URL(`http://${host}`).hostname;
}

/** A page for who opens it in a browser, `{ code, facts }` for the scripts of our own pages. */
function refuse(c: Context, code: ProblemCode & ("host.unknown" | "office.not-open")): Response {
  const { facts } = new Problem(code, {});
  c.header("cache-control", "no-store");
  if (code === "office.not-open") c.header("retry-after", "60");
  if (c.req.path.startsWith("/api/")) return c.json({ code, facts }, STATUS[code]);
  return c.html(drawRefusal({ code, facts }), STATUS[code]) as Response;
}
