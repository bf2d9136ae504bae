import { Hono } from "hono";
import type { Deps } from "../services/deps.ts";
import { checkReadiness } from "../services/check-readiness.ts";

/** For whoever watches the server: is the process there, and can it take ballots. Nothing else is told. */
export function healthRoutes(deps: Deps) {
  return new Hono()
    .get("/health", (c) => c.json({ alive: true }, 200, { "cache-control": "no-store" }))
    .get("/ready", async (c) => {
      const ready = await checkReadiness(deps);
      return c.json(readinessOf(ready), ready ? 200 : 503, { "cache-control": "no-store" });
    });
}

/** The one reason there is: which store, and why, is for the window and the record. */
export const readinessOf = (ready: boolean): { readonly ready: boolean; readonly reason?: "stores" } =>
  ready ? { ready } : { ready, reason: "stores" };
