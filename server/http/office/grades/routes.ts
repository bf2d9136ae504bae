import { Hono } from "hono";
import type { Deps } from "../../../services/deps.ts";
import { describe } from "../describe.ts";
import { readRound } from "../read-round.ts";
import type { OfficeEnv } from "../session.ts";
import { presentGrades } from "./present-grades.ts";

export function gradeRoutes(deps: Deps) {
  return new Hono<OfficeEnv>().get("/rounds/:round/grades", describe("等次汇总表"), async (c) => {
    const account = c.get("account");
    return c.json(presentGrades(await readRound(deps, c.req.param("round"), account), account));
  });
}
