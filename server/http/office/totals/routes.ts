import { Hono } from "hono";
import type { Deps } from "../../../services/deps.ts";
import { totalRound } from "../../../services/total-round.ts";
import { describe } from "../describe.ts";
import { type OfficeEnv, requireOffice } from "../session.ts";
import { presentTotal } from "./present-total.ts";

export function totalRoutes(deps: Deps) {
  return new Hono<OfficeEnv>().get(
    "/rounds/:round/totals",
    describe("本轮或上级单位的合计（全部封存后）"),
    async (c) => {
      requireOffice(c);
      const totals = await totalRound(deps, c.req.param("round"), c.req.query("parent") ?? null);
      return c.json(totals.map(presentTotal));
    },
  );
}
