import { Hono } from "hono";
import { describeRound } from "../../../services/describe-round.ts";
import type { Deps } from "../../../services/deps.ts";
import { scoreRound } from "../../../services/score-round.ts";
import { describe } from "../describe.ts";
import type { OfficeEnv } from "../session.ts";
import { presentGrades } from "./present-grades.ts";

export function gradeRoutes(deps: Deps) {
  return new Hono<OfficeEnv>().get("/rounds/:round/grades", describe("等次汇总表"), async (c) => {
    const standing = await scoreRound(deps, c.req.param("round"));
    const account = c.get("account");
    // The paragraph speaks of all units; a group sees its own.
    const paragraph = account.role === "group" ? [] : describeRound(standing);
    return c.json(presentGrades(standing, account, paragraph));
  });
}
