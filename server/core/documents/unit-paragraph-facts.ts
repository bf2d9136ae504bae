import { HUNDRED, mul, printRatio } from "../ratio.ts";
import type { ReleasedForm } from "../release/released.ts";
import { approvedGrade, proposedGrade } from "../review/review.ts";
import { tickList } from "../results/tick-list.ts";
import type { InstrumentKind } from "../definition/instrument.ts";
import { documentWords } from "./document-words.ts";
import type { Piece } from "./pieces.ts";
import { titleOf } from "./team-table.ts";
import type { UnitFacts } from "./unit-facts.ts";
import { unitParagraph } from "./unit-paragraph.ts";

/** Counter of sheets handed out that people enter, by kind of form. */
const ISSUED: { readonly [kind in InstrumentKind]?: string } = {
  evaluation: "issuedEvaluations",
  appraisal: "issuedAppraisals",
  questionnaire: "issuedQuestionnaires",
};

/** The unit's paragraph from one release; what nobody entered is missing. @source texts.zh.md §10 report.unit */
export function unitParagraphOf(facts: UnitFacts): readonly Piece[] {
  const { unit, result, score, scheme, assessment, review, eligible, kinds } = facts;
  const cap = score.caps.find(({ confirmed }) => confirmed === true);
  const { inspection = {} } = assessment;
  return unitParagraph({
    unit: unit.name,
    group: unit.group,
    from: dayOf(inspection.enteredOn),
    to: dayOf(inspection.leftOn),
    inspection: inspection.type ?? null,
    workload: assessment.workload,
    eligible,
    returned: result.returned,
    forms: result.forms.map((form) => ({
      title: form.title,
      issued: assessment.workload[ISSUED[kinds[form.instrument] ?? "scoresheet"] ?? ""] ?? null,
      returned: form.ballots,
      valid: validOf(form),
    })),
    scores: result.forms.flatMap((form) =>
      form.score === null ? [] : [{ name: titleOf(form.title), score: printRatio(form.score, 2) }],
    ),
    problems: tickList(result.forms)
      .slice(0, 3)
      .map(({ option, share }) => ({ text: option, share: printRatio(mul(share, HUNDRED), 1) })),
    scheme: scheme.scheme.title,
    total: score.printed,
    grade: approvedGrade(review) ?? proposedGrade(review) ?? score.computed,
    isApproved: approvedGrade(review) !== null,
    cap: cap && score.notes.includes("capped") ? cap.title : null,
  });
}

const dayOf = (day: string | undefined): string | null =>
  day === undefined ? null : documentWords.madeOn(day);

/** 有效 is part of the tables. */
const validOf = (form: ReleasedForm): number | null => (form.level === "tables" ? form.valid : null);
