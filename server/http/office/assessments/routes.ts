import type { Context } from "hono";
import { Hono } from "hono";
import { assessmentColumns } from "../../../core/assessment/assessment-columns.ts";
import { fileTitles } from "../../../core/documents/file-name.ts";
import { Problem } from "../../../core/problem.ts";
import type { Unit } from "../../../core/roster/unit.ts";
import { assessmentTemplate } from "../../../exports/assessment-template.ts";
import { contentDisposition } from "../../../exports/content-disposition.ts";
import { importAssessments, previewAssessments, tableOfRound } from "../../../services/import-assessments.ts";
import { decideCap } from "../../../services/review/decide-cap.ts";
import { recountUnit } from "../../../services/review/recount-unit.ts";
import { reviewUnit } from "../../../services/review/unit-standing.ts";
import { freezeGrades, reopenReview, type UnitOfRound } from "../../../services/review/take-step.ts";
import type { Deps } from "../../../services/deps.ts";
import { sheetsOfPanels } from "../../../services/panel-sheets.ts";
import { saveAssessment } from "../../../services/save-assessment.ts";
import type { FailureLimit } from "../../failure-limit.ts";
import { readJsonBody, shapeOf } from "../../request-body.ts";
import type { AssessmentsAnswer, AssessmentsPreviewAnswer, FrozenAnswer } from "../answers-review.ts";
import { requireJudged } from "../blind-units.ts";
import { describe } from "../describe.ts";
import { noteFile } from "../documents/note-file.ts";
import { presentChanges } from "../present-changes.ts";
import { actorOf, maySee, type OfficeEnv, requireActing, requireOffice } from "../session.ts";
import { uploadedTables } from "../uploaded-tables.ts";
import { confirmedByTwo, twoPeopleShape } from "../two-people.ts";
import { assessmentShape, capShape, entryOf, reasonText, stepShape } from "./assessment-shape.ts";
import { presentAssessment } from "./present-assessment.ts";
import { takeStep } from "./take-step.ts";

const reopenShape = twoPeopleShape.extend({ reason: reasonText });

/** Judgement, facts, limits and the review of the grade of one unit. A group acts on its own units only. */
export function assessmentRoutes(deps: Deps, failures: FailureLimit) {
  const answer = async (c: Context<OfficeEnv>, { round, unit }: UnitOfRound) => {
    const review = await reviewUnit(deps, round, unit);
    return c.json(presentAssessment(review, c.get("account"), await sheetsOfPanels(deps, review)));
  };
  return new Hono<OfficeEnv>()
    .get(
      "/rounds/:round/assessments-template.xlsx",
      describe("评估录入表模板", { answer: XLSX }),
      async (c) => {
        requireActing(c);
        const round = c.req.param("round");
        const { scheme, units } = await tableOfRound(deps, round, seenBy(c));
        const file = await assessmentTemplate(
          assessmentColumns(scheme),
          units.map(({ name }) => name),
        );
        const name = `${fileTitles.assessments}.xlsx`;
        await noteFile(deps, c, round, name);
        return c.body(new Uint8Array(file), 200, {
          "content-type": XLSX,
          "content-disposition": contentDisposition(name),
        });
      },
    )
    .post("/rounds/:round/assessments", describe("导入评估录入表"), async (c) => {
      requireActing(c);
      const round = c.req.param("round");
      const units = await importAssessments(deps, actorOf(c), round, await uploadedTables(c), seenBy(c));
      return c.json({ units } satisfies AssessmentsAnswer);
    })
    .post("/rounds/:round/assessments/preview", describe("导入评估录入表前先看：什么都不保存"), async (c) => {
      requireActing(c);
      const seen = await previewAssessments(deps, c.req.param("round"), await uploadedTables(c), seenBy(c));
      return c.json(seen.map(presentChanges) satisfies AssessmentsPreviewAnswer);
    })
    .get("/rounds/:round/units/:unit/assessment", describe("一个单位的研判、监督情况和等次步骤"), async (c) =>
      answer(c, await unitFor(deps, c, c.req.param())),
    )
    .put(
      "/rounds/:round/units/:unit/assessment",
      describe("录入研判、监督情况、工作量", { body: assessmentShape }),
      async (c) => {
        const place = await unitFor(deps, c, c.req.param());
        const body = shapeOf(assessmentShape, await readJsonBody(c));
        await saveAssessment(deps, actorOf(c), place.round, place.unit, entryOf(body), body.basedOn);
        return answer(c, place);
      },
    )
    .put(
      "/rounds/:round/units/:unit/caps/:cap",
      describe("确认或不适用一项等次限制情形", { body: capShape }),
      async (c) => {
        const place = await judgedUnitFor(deps, c, c.req.param());
        const decision = shapeOf(capShape, await readJsonBody(c));
        await decideCap(deps, actorOf(c), { ...place, cap: c.req.param("cap") }, decision);
        return answer(c, place);
      },
    )
    .post(
      "/rounds/:round/units/:unit/review",
      describe("等次的一步：确认研判、建议、审核、退回、审定", { body: stepShape }),
      async (c) => {
        const place = await unitFor(deps, c, c.req.param());
        const step = shapeOf(stepShape, await readJsonBody(c));
        // The group judges and proposes; what comes after is the office's.
        if (step.step !== "judged" && step.step !== "proposed") requireOffice(c);
        await takeStep(deps, actorOf(c), place, step);
        return answer(c, place);
      },
    )
    .post(
      "/rounds/:round/units/:unit/reopen",
      describe("重新打开（两人，写明理由）", { body: reopenShape }),
      async (c) => {
        const place = await unitFor(deps, c, c.req.param());
        const { reason, ...people } = shapeOf(reopenShape, await readJsonBody(c));
        const { unit, standing } = await reviewUnit(deps, place.round, place.unit);
        // Up to the proposal it is the group's own; afterwards others have looked at it.
        const isOwn = standing.state === "judged" || standing.state === "proposed";
        if (!isOwn) requireOffice(c);
        const who = await confirmedByTwo(deps, failures, c, people, isOwn ? unit.unit : null);
        await reopenReview(deps, who, place, reason);
        return answer(c, place);
      },
    )
    .post("/rounds/:round/units/:unit/recount", describe("复核：由没有参与的人重新计算"), async (c) => {
      const place = await judgedUnitFor(deps, c, c.req.param());
      await recountUnit(deps, actorOf(c), place);
      return answer(c, place);
    })
    .post(
      "/rounds/:round/freeze",
      describe("冻结全部已审定的等次（两人）", { body: twoPeopleShape }),
      async (c) => {
        requireOffice(c);
        const people = shapeOf(twoPeopleShape, await readJsonBody(c));
        const who = await confirmedByTwo(deps, failures, c, people, null);
        return c.json({ frozen: await freezeGrades(deps, who, c.req.param("round")) } satisfies FrozenAnswer);
      },
    );
}

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const seenBy =
  (c: Context<OfficeEnv>) =>
  (unit: Unit): boolean =>
    maySee(c.get("account"), unit);

/** The unit of the address, if this account may act on it. @throws Problem account.not-allowed, unit.unknown */
export async function unitFor(
  deps: Deps,
  c: Context<OfficeEnv>,
  { round, unit: id }: UnitOfRound,
): Promise<UnitOfRound> {
  requireActing(c);
  const unit = await deps.office.inTransaction((office) => office.unit(round, id));
  if (!unit || !maySee(c.get("account"), unit)) throw new Problem("unit.unknown", {});
  return { round, unit: id };
}

/** The same for what tells of scores. @throws Problem as `unitFor`, review.judge-first */
async function judgedUnitFor(deps: Deps, c: Context<OfficeEnv>, asked: UnitOfRound): Promise<UnitOfRound> {
  const place = await unitFor(deps, c, asked);
  const { unit } = await reviewUnit(deps, place.round, place.unit);
  if (unit.poll) await requireJudged(deps, c.get("account"), unit.poll);
  return place;
}
