import type { MiddlewareHandler } from "hono";
import { Problem } from "../../core/problem.ts";
import type { Deps } from "../../services/deps.ts";
import type { OfficeEnv } from "./session.ts";

/** For calls whose answers are made of closed files: of a round whose files were destroyed there are none. */
export const notDestroyed =
  ({ office }: Pick<Deps, "office">): MiddlewareHandler<OfficeEnv> =>
  async (c, next) => {
    const round = c.req.param("round");
    const poll = c.req.param("poll");
    const isDestroyed = await office.inTransaction(async (read) => {
      if (poll !== undefined) return (await read.poll(poll))?.state === "destroyed";
      return round !== undefined && (await read.round(round))?.destruction !== undefined;
    });
    if (isDestroyed) throw new Problem("round.destroyed", {});
    await next();
  };
