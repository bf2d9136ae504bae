import { Hono } from "hono";
import { loadPrintable } from "../../../exports/printable.ts";
import { rosterTemplate } from "../../../exports/roster-template.ts";
import { eligibleInside } from "../../../core/results/grade-table.ts";
import { readRoster } from "../../../core/roster/read-roster.ts";
import { contentDisposition } from "../../../exports/content-disposition.ts";
import { createRound, updateRound } from "../../../services/create-round.ts";
import type { Deps } from "../../../services/deps.ts";
import { readRoundReadiness } from "../../../services/read-readiness.ts";
import { rosterSettings } from "../../../services/roster-settings.ts";
import { saveUnits } from "../../../services/save-units.ts";
import { sealRound } from "../../../services/seal-round.ts";
import type { FailureLimit } from "../../failure-limit.ts";
import { readJsonBody, shapeOf } from "../../request-body.ts";
import type { ImportFault } from "../../../core/problem.ts";
import type { RosterAnswer } from "../answers.ts";
import { describe } from "../describe.ts";
import { roundShape } from "./round-shape.ts";
import { actorOf, type OfficeEnv, requireOffice } from "../session.ts";
import { uploadedTables } from "../uploaded-tables.ts";
import { confirmedByTwo, twoPeopleShape } from "../two-people.ts";
import { presentDefinitions } from "./present-definitions.ts";
import { presentReadiness } from "./present-readiness.ts";
import { presentRound, presentRounds } from "./present-round.ts";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
export function roundRoutes(deps: Deps, failures: FailureLimit) {
  return new Hono<OfficeEnv>()
    .get("/definitions", describe("可用的表单和评估办法"), async (c) =>
      c.json(await presentDefinitions(deps)),
    )
    .get("/roster-template.xlsx", describe("名册模板", { answer: XLSX }), async (c) => {
      const name = "名册模板.xlsx";
      return c.body(new Uint8Array(await rosterTemplate(deps.library.categoryNames)), 200, {
        "content-type": XLSX,
        "content-disposition": contentDisposition(name),
      });
    })
    .get("/rounds", describe("轮次列表"), async (c) => c.json(await presentRounds(deps, c.get("account"))))
    .post("/rounds", describe("新建或修改轮次", { body: roundShape }), async (c) => {
      requireOffice(c);
      const settings = shapeOf(roundShape, await readJsonBody(c));
      const round =
        settings.id === undefined
          ? await createRound(deps, actorOf(c), settings)
          : await updateRound(deps, actorOf(c), settings.id, settings);
      return c.json(await presentRound(deps, c.get("account"), round.id));
    })
    .get("/rounds/:round", describe("一个轮次"), async (c) =>
      c.json(await presentRound(deps, c.get("account"), c.req.param("round"))),
    )
    .get("/rounds/:round/readiness", describe("准备到哪一步、还缺什么、下一步"), async (c) => {
      requireOffice(c);
      const round = c.req.param("round");
      const readiness = await readRoundReadiness(deps, round);
      const { forms } = await presentRound(deps, c.get("account"), round);
      return c.json(presentReadiness(readiness, forms));
    })
    .post("/rounds/:round/roster", describe("导入名册"), async (c) => {
      requireOffice(c);
      const settings = await rosterSettings(deps, c.req.param("round"));
      const tables = await uploadedTables(c);
      const isPrintable = await loadPrintable();
      const { units, warnings } = readRoster(tables, { ...settings, isPrintable });
      await saveUnits(deps, actorOf(c), c.req.param("round"), units);
      return c.json({
        units: units.length,
        leaders: units.reduce((sum, unit) => sum + unit.leaders.length, 0),
        eligible: units.reduce((sum, unit) => sum + eligibleInside(unit), 0),
        warnings: warnings.map(presentFault),
      } satisfies RosterAnswer);
    })
    .post(
      "/rounds/:round/seal",
      describe("封存设置、生成密钥（两人）", { body: twoPeopleShape }),
      async (c) => {
        requireOffice(c);
        await presentRound(deps, c.get("account"), c.req.param("round"));
        const people = shapeOf(twoPeopleShape, await readJsonBody(c));
        const who = await confirmedByTwo(deps, failures, c, people, null);
        await sealRound(deps, who, c.req.param("round"));
        return c.json(await presentRound(deps, c.get("account"), c.req.param("round")));
      },
    );
}

const presentFault = ({ sheet, row, column, found, sentence }: ImportFault): ImportFault => {
  return { sheet, row, column, found, sentence };
};
