import type { MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";

/** One answered request of the office's interface; `route` is the pattern, without what stood in its place. */
export interface OfficeRequest {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  /** Whole milliseconds. */
  readonly ms: number;
}

/** Tells of every answered request of the office's interface; ids, names and bodies stay out. */
export function logOffice(tell: (request: OfficeRequest) => void): MiddlewareHandler {
  return async (c, next) => {
    const startMs = performance.now();
    await next();
    tell({
      method: c.req.method,
      route: matchedRoutes(c).find(({ method }) => method === c.req.method)?.path ?? "unknown",
      status: c.res.status,
      ms: Math.round(performance.now() - startMs),
    });
  };
}
