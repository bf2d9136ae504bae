import type { MiddlewareHandler } from "hono";
import { Problem } from "../core/problem.ts";

const RETRY_SECONDS = 5;

/** Sends everybody away before anything is looked at while this process has lost its part of the stores. @throws Problem server.busy */
export function whileHeld(isHeld: () => boolean): MiddlewareHandler {
  return async (_c, next) => {
    if (!isHeld()) throw new Problem("server.busy", { seconds: RETRY_SECONDS });
    await next();
  };
}
