import { HUNDRED, mul, printRatio } from "../ratio.ts";
import type { ReleasedForm } from "../release/released.ts";
import { approvedGrade, proposedGrade } from "../review/review.ts";
import { tickList } from "../results/tick-list.ts";
import { turnoutForms } from "../release/turnout-forms.ts";
import { unitParticipation } from "../results/form-sheets.ts";
import { ISSUED_COUNTERS } from "../assessment/workload.ts";
import type { Scheme } from "../scoring/scheme.ts";
import type { ProposedCap, UnitScore } from "../scoring/unit-score.ts";
import { documentWords } from "./document-words.ts";
import type { Piece } from "./pieces.ts";
import { titleOf } from "./team-table.ts";
import { sheetsOf, type UnitFacts } from "./unit-facts.ts";
import { unitParagraph } from "./unit-paragraph.ts";

/** The unit's paragraph from one release; what nobody entered is missing. @source texts.zh.md §10 report.unit */
export function unitParagraphOf(facts: UnitFacts): readonly Piece[] {
  const { unit, result, score, scheme, assessment, review, eligible } = facts;
  const own = turnoutForms(result.forms);
  const share = unitParticipation(result, eligible);
  const { inspection = {} } = assessment;
  return unitParagraph({
    unit: unit.name,
    group: unit.group,
    from: dayOf(inspection.enteredOn),
    to: dayOf(inspection.leftOn),
    inspection: inspection.type ?? null,
    workload: assessment.workload,
    turnout: share && { eligible, participation: printRatio(mul(share, HUNDRED), 1) },
    forms: own.map((form) => ({
      title: form.title,
      issued: issuedOf(facts, form),
      returned: form.ballots,
      valid: form.level === "tables" ? form.valid : null,
      paper: form.level === "tables" ? (form.bySource.paper ?? 0) : 0,
    })),
    outside: result.forms
      .filter((form) => !own.includes(form))
      .map((form) => ({
        title: form.title,
        isOpen: sheetsOf(facts, form).issued === "no-bag",
        returned: form.ballots,
        score: form.score && printRatio(form.score, 2),
      })),
    scores: own.flatMap((form) =>
      form.score === null ? [] : [{ name: titleOf(form.title), score: printRatio(form.score, 2) }],
    ),
    problems: tickList(own)
      .slice(0, 3)
      .map(({ option, share }) => ({ text: option, share: printRatio(mul(share, HUNDRED), 1) })),
    scheme: scheme.scheme.title,
    total: score.printed,
    grade: approvedGrade(review) ?? proposedGrade(review) ?? score.computed,
    isApproved: approvedGrade(review) !== null,
    cap: score.notes.includes("capped") ? lowestCap(score, scheme.scheme) : null,
  });
}

const dayOf = (day: string | undefined): string | null =>
  day === undefined ? null : documentWords.madeOn(day);

/** From the 登记表; while nobody has typed it the counter of its kind, if that can mean no other form. */
function issuedOf(facts: UnitFacts, form: ReleasedForm): number | null {
  const { issued } = sheetsOf(facts, form);
  if (issued !== "not-typed") return typeof issued === "number" ? issued : null;
  const kind = facts.kinds[form.instrument] ?? "scoresheet";
  const alike = Object.values(facts.kinds).filter((one) => one === kind);
  return alike.length > 1 ? null : (facts.assessment.workload[ISSUED_COUNTERS[kind] ?? ""] ?? null);
}

/** Of several confirmed limits the one that allows least. @param scheme grades best to worst */
function lowestCap({ caps }: UnitScore, { grades }: Scheme): ProposedCap | null {
  const place = ({ atMost }: ProposedCap): number => grades.findIndex(({ grade }) => grade === atMost);
  const confirmed = caps.filter((cap) => cap.confirmed === true);
  return confirmed.toSorted((a, b) => place(b) - place(a))[0] ?? null;
}
