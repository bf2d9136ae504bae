import { Hono } from "hono";
import { Problem } from "../../../core/problem.ts";
import type { Deps } from "../../../services/deps.ts";
import { scoreRound } from "../../../services/score-round.ts";
import { describe } from "../describe.ts";
import { type OfficeEnv, pollOf } from "../session.ts";
import { presentResults } from "./present-results.ts";

export function resultRoutes(deps: Deps) {
  return new Hono<OfficeEnv>().get(
    "/polls/:poll/results",
    describe("一个单位的结果（封存后）"),
    async (c) => {
      const { poll } = await pollOf(deps, c, c.req.param("poll"));
      if (poll.state !== "closed") throw new Problem("poll.results-while-open", { state: poll.state });
      const standing = await scoreRound(deps, poll.round);
      return c.json(presentResults(standing, poll.id, c.get("account")));
    },
  );
}
