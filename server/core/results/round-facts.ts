import type { InstrumentKind } from "../definition/instrument.ts";
import { ISSUED_COUNTERS } from "../assessment/workload.ts";
import type { RoundParagraphFacts } from "../documents/round-paragraph.ts";
import { approvedGrade, proposedGrade } from "../review/review.ts";
import { turnoutForms, unitReturned } from "../release/turnout-forms.ts";
import type { Round } from "../round/round.ts";
import type { Scheme, UnitAssessment } from "../scoring/scheme.ts";
import { issuedFor } from "./form-sheets.ts";
import type { UnitOutcome } from "./grade-table.ts";
import type { RollSheetTyped } from "./roll-sheet.ts";

export interface AssessedOutcome extends UnitOutcome {
  readonly assessment: UnitAssessment;
  /** What was typed for the 登记表; null: nothing yet. */
  readonly typed: RollSheetTyped | null;
}

export interface RoundToDescribe {
  readonly round: Pick<Round, "authority" | "title">;
  readonly scheme: Pick<Scheme, "title" | "grades">;
  /** The instruments of the round and what they are. */
  readonly instruments: readonly { readonly id: string; readonly kind: InstrumentKind }[];
  readonly units: readonly AssessedOutcome[];
  /** First and last day as people write them; null when nobody entered them. */
  readonly from: string | null;
  readonly to: string | null;
}

/** Kinds of sheets in the order of the paragraph. */
const SHEETS = [
  { kind: "evaluation", name: "民主测评" },
  { kind: "appraisal", name: "民主评议" },
  { kind: "questionnaire", name: "问卷调查" },
] as const;

/**
 * The numbers of the round's paragraph, from one release of each unit.
 *
 * A hand-entered number is missing as soon as one unit lacks it; what was collected is missing while a poll is open.
 *
 * @source texts.zh.md §10
 */
export function roundFacts(described: RoundToDescribe): RoundParagraphFacts {
  const { round, scheme, instruments, units, from, to } = described;
  const withdrawn = units.filter(isWithdrawn);
  const unscored = units.filter(isUnscored);
  const scored = units.filter((unit) => !isWithdrawn(unit) && !isUnscored(unit));
  const isApproved = units.length > 0 && units.every(({ review }) => approvedGrade(review) !== null);
  const grades = scored.map(({ score, review }) =>
    isApproved ? approvedGrade(review) : (proposedGrade(review) ?? score?.computed ?? null),
  );
  return {
    authority: round.authority,
    title: round.title,
    groups: new Set(units.map(({ unit }) => unit.group)).size,
    units: units.length,
    from,
    to,
    talks: sumEntered(units, "talks"),
    sheets: SHEETS.flatMap(({ kind, name }) => {
      const ids = instruments.filter((one) => one.kind === kind).map((one) => one.id);
      const sheet = { name, issued: sumIssued(units, kind, ids), returned: sumReturned(units, ids) };
      return ids.length > 0 ? [sheet] : [];
    }),
    scheme: scheme.title,
    grades: scheme.grades.map(({ grade }) => ({
      grade,
      units: grades.filter((one) => one === grade).length,
    })),
    unscored: unscored.length,
    withdrawn: withdrawn.length,
    ungraded: grades.filter((grade) => grade === null).length,
    isApproved,
  };
}

/** Every form of the unit has fewer ballots than the floor. A form that is not scored at all does not count here. */
const isUnscored = ({ result }: UnitOutcome): boolean =>
  result !== null && result.forms.length > 0 && result.forms.every(({ level }) => level === "none");

const isWithdrawn = ({ result, withdrawn }: UnitOutcome): boolean =>
  result === null && (withdrawn ?? null) !== null;

function sumEntered(units: readonly AssessedOutcome[], counter: string): number | null {
  let sum = 0;
  for (const { assessment } of units) {
    const entered = assessment.workload[counter];
    if (entered === undefined) return null;
    sum += entered;
  }
  return sum;
}

/**
 * 发出 of one kind: in each unit the sheets of the bags that fill a form of that kind, from the 登记表; while nobody has
 * typed that, the counter that people enter. A unit whose poll was withdrawn is left out, as it is of 收回.
 */
function sumIssued(
  units: readonly AssessedOutcome[],
  kind: InstrumentKind,
  instruments: readonly string[],
): number | null {
  let sum = 0;
  for (const { result, withdrawn, plan, typed, assessment } of units) {
    if (!result && withdrawn) continue;
    const forms = turnoutForms(result?.forms.filter((form) => instruments.includes(form.instrument)) ?? []);
    const sheets = plan ? issuedFor(plan, typed, ...forms.map(({ instrument }) => instrument)) : "no-bag";
    const issued = typeof sheets === "number" ? sheets : assessment.workload[ISSUED_COUNTERS[kind] ?? ""];
    if (issued === undefined) return null;
    sum += issued;
  }
  return sum;
}

/**
 * 收回 of one kind: in each unit that of its forms of that kind together, because one person may fill several; those of
 * outside raters only when there is no other.
 */
function sumReturned(units: readonly UnitOutcome[], instruments: readonly string[]): number | null {
  let sum = 0;
  for (const { result, withdrawn } of units) {
    if (!result && withdrawn) continue;
    if (!result) return null;
    const asked = result.forms.map(({ instrument, raters }, i) => {
      return { instrument, raters, blocks: result.turnout[i]!.blocks.filter(({ isCounted }) => isCounted) };
    });
    sum += unitReturned(turnoutForms(asked.filter((form) => instruments.includes(form.instrument)))).returned;
  }
  return sum;
}
