import { Hono } from "hono";
import { contentDisposition } from "../../../exports/content-disposition.ts";
import { gradeTableXlsx } from "../../../exports/grade-table-xlsx.ts";
import { describeRound } from "../../../services/describe-round.ts";
import type { Deps } from "../../../services/deps.ts";
import { gradeTableFile } from "../../../services/grade-table-file.ts";
import { roundSheet } from "../../../services/round-sheet.ts";
import { scoreRound } from "../../../services/score-round.ts";
import { describe } from "../describe.ts";
import { type OfficeEnv, requireOffice } from "../session.ts";
import { presentGrades } from "./present-grades.ts";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export function gradeRoutes(deps: Deps) {
  return new Hono<OfficeEnv>()
    .get("/rounds/:round/grades", describe("等次汇总表"), async (c) => {
      const standing = await scoreRound(deps, c.req.param("round"));
      const account = c.get("account");
      // The paragraph speaks of all units; a group sees its own.
      const paragraph = account.role === "group" ? [] : describeRound(standing);
      return c.json(presentGrades(standing, account, paragraph));
    })
    .get("/rounds/:round/grades.xlsx", describe("等次汇总表（Excel）", { answer: XLSX }), async (c) => {
      requireOffice(c);
      const standing = await scoreRound(deps, c.req.param("round"));
      const file = gradeTableFile(deps, standing, (await roundSheet(deps, standing))?.digest);
      return c.body(new Uint8Array(await gradeTableXlsx(file.document)), 200, {
        "content-type": XLSX,
        "content-disposition": contentDisposition(`${file.name}.xlsx`),
      });
    });
}
