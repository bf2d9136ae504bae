import { Hono } from "hono";
import type { Deps } from "../../../services/deps.ts";
import { scoreRound } from "../../../services/score-round.ts";
import { describe } from "../describe.ts";
import type { OfficeEnv } from "../session.ts";
import { presentGrades } from "./present-grades.ts";

export function gradeRoutes(deps: Deps) {
  return new Hono<OfficeEnv>().get("/rounds/:round/grades", describe("等次汇总表"), async (c) => {
    const standing = await scoreRound(deps, c.req.param("round"));
    return c.json(presentGrades(standing, c.get("account")));
  });
}
