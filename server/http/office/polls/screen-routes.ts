import { Hono } from "hono";
import type { Deps } from "../../../services/deps.ts";
import type { ScreenPasses } from "../../screens/screen-passes.ts";
import { describe } from "../describe.ts";
import { type OfficeEnv, pollOf, requireActing } from "../session.ts";

/** Where the big screen of a poll is opened. What stands behind "#" is in no log. */
export function screenPathRoutes(deps: Deps, passes: ScreenPasses) {
  return new Hono<OfficeEnv>().get("/polls/:poll/screen", describe("会场大屏的网址"), async (c) => {
    requireActing(c);
    const { poll } = await pollOf(deps, c, c.req.param("poll"));
    return c.json({ path: `/screen#${poll.id}.${await passes.of(poll.id)}` });
  });
}
