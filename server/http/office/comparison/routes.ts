import { Hono } from "hono";
import { Problem } from "../../../core/problem.ts";
import { gradeTable } from "../../../core/results/grade-table.ts";
import { rankUnits } from "../../../core/results/rank-units.ts";
import type { Deps } from "../../../services/deps.ts";
import { lookBackRound, lookBackUnit } from "../../../services/review/look-back-unit.ts";
import { type RoundStanding, type UnitStanding } from "../../../services/score-round.ts";
import type { AccountRow } from "../../../store/office.ts";
import { blindUnits, countedOutcomes, requireJudged } from "../blind-units.ts";
import { describe } from "../describe.ts";
import { meanForViewer } from "../mean-for-viewer.ts";
import { asReadBy, readRound } from "../read-round.ts";
import { maySee, type OfficeEnv } from "../session.ts";
import { presentComparison, presentLookBack, presentPast, presentRanks } from "./present-comparison.ts";

/** The units of a round whose scores this account may see. */
const seenBy =
  (account: AccountRow) =>
  (standing: RoundStanding): readonly UnitStanding[] => {
    const blind = blindUnits(standing, account);
    return asReadBy(account, standing).units.filter(
      (one) => maySee(account, one.unit) && !blind.has(one.unit.id),
    );
  };

/** A unit beside its past and, on request, its place among units of its type. */
export function comparisonRoutes(deps: Deps) {
  return new Hono<OfficeEnv>()
    .get("/rounds/:round/units/:unit/look-back", describe("与以前轮次对照（封存后）"), async (c) => {
      const { round, unit: id } = c.req.param();
      const account = c.get("account");
      const { unit, poll } = await deps.office.inTransaction(async (office) => ({
        unit: await office.unit(round, id),
        poll: (await office.polls(round)).find((one) => one.unit === id),
      }));
      if (!unit || !maySee(account, unit)) throw new Problem("unit.unknown", {});
      if (poll) await requireJudged(deps, account, poll);
      const lines = await lookBackUnit(deps, { round, unit: id }, seenBy(account));
      const compared = lines.filter(({ notComparable }) => notComparable === null);
      const beside = compared.length === 0 ? [] : [round, ...compared.map((line) => line.round.id)];
      const means = new Map<string, string>();
      for (const one of beside) {
        const mean = meanForViewer(await readRound(deps, one, account), account);
        if (mean) means.set(one, mean.printed);
      }
      return c.json(presentLookBack(lines, round, means));
    })
    .get("/rounds/:round/past", describe("本轮各单位 × 历轮得分"), async (c) =>
      c.json(presentPast(await lookBackRound(deps, c.req.param("round"), seenBy(c.get("account"))))),
    )
    .get("/rounds/:round/comparison", describe("单位 × 维度，与本轮均值之差"), async (c) => {
      const account = c.get("account");
      return c.json(presentComparison(await readRound(deps, c.req.param("round"), account), account));
    })
    .get("/rounds/:round/ranks", describe("同类单位中的名次（按需）"), async (c) => {
      const account = c.get("account");
      const standing = await readRound(deps, c.req.param("round"), account);
      const rows = gradeTable(standing.scheme.scheme, countedOutcomes(standing, account));
      const blind = blindUnits(standing, account);
      const ranks = rankUnits(rows, account.role === "group" ? account.group : null);
      return c.json(presentRanks(ranks.filter(({ unit }) => !blind.has(unit))));
    });
}
