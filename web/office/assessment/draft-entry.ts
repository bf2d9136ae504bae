import type { AssessmentAnswer, AssessmentBody } from "../../../server/http/office/answers-review.ts";

/** An entry as it stands in the fields: text everywhere, "" = nothing entered. */
export interface DraftEntry {
  readonly judgement: { readonly [dimension: string]: { readonly score: string; readonly reason: string } };
  readonly supervision: { readonly [kind: string]: string };
  readonly deductions: readonly { readonly points: string; readonly reason: string }[];
  readonly bonus: readonly { readonly points: string; readonly reason: string }[];
  readonly facts: readonly string[];
  readonly workload: { readonly [counter: string]: string };
  readonly inspection: { readonly [field: string]: string };
  readonly panels: { readonly [indicator: string]: readonly DraftSheet[] };
  readonly panelSheets: { readonly [indicator: string]: DraftChoice };
}

/** A judge's sheet; "" = has not scored. With points `score` is worked out from them. */
export interface DraftSheet {
  readonly judge: string;
  readonly score: string;
  readonly isRecused: boolean;
  readonly points: { readonly [item: string]: string };
}

/** The 评分表 of a panel; `converted` "" = not entered. */
export interface DraftChoice {
  readonly instrument: string;
  readonly version: string;
  readonly converted: string;
}

/** Whether something was given item by item. */
export const hasPoints = ({ points }: Pick<DraftSheet, "points">): boolean =>
  Object.values(points).some((value) => value !== "");

const texts = (counts: { readonly [id: string]: number }): { readonly [id: string]: string } =>
  Object.fromEntries(Object.entries(counts).map(([id, count]) => [id, String(count)]));

export function startEntry({ entered }: Pick<AssessmentAnswer, "entered">): DraftEntry {
  const { judgement, supervision, deductions, bonus, facts, workload, inspection, panels, panelSheets } =
    entered;
  return {
    judgement,
    supervision: texts(supervision),
    deductions,
    bonus,
    facts,
    workload: texts(workload),
    inspection: { ...inspection },
    panels: Object.fromEntries(
      Object.entries(panels).map(([id, sheets]) => [
        id,
        sheets.map(({ judge, score, isRecused, points = {} }) => ({
          judge,
          score: score ?? "",
          isRecused,
          points: inOrder(points),
        })),
      ]),
    ),
    panelSheets: Object.fromEntries(
      Object.entries(panelSheets ?? {}).map(([id, { converted, ...sheet }]) => [
        id,
        { ...sheet, converted: converted ?? "" },
      ]),
    ),
  };
}

/** What is sent: fields that were left empty are not in it, so nobody has entered 0 by leaving a field. */
export function bodyOf(draft: DraftEntry): AssessmentBody {
  const counts = (fields: { readonly [id: string]: string }): { readonly [id: string]: number } =>
    Object.fromEntries(
      Object.entries(fields).flatMap(([id, text]) => (text === "" ? [] : [[id, Number(text)]])),
    );
  const filled = (entries: DraftEntry["bonus"]): DraftEntry["bonus"] =>
    entries.filter(({ points, reason }) => points !== "" || reason !== "");
  return {
    judgement: Object.fromEntries(
      Object.entries(draft.judgement).filter(([, { score, reason }]) => score !== "" || reason !== ""),
    ),
    supervision: counts(draft.supervision),
    deductions: filled(draft.deductions),
    bonus: filled(draft.bonus),
    facts: draft.facts,
    workload: counts(draft.workload),
    inspection: Object.fromEntries(
      Object.entries(draft.inspection).flatMap(([id, value]) =>
        value.trim() === "" ? [] : [[id, value.trim()]],
      ),
    ),
    panels: Object.fromEntries(
      Object.entries(draft.panels).flatMap(([id, sheets]) => {
        const filled = sheets.filter(
          (sheet) => sheet.judge.trim() !== "" || sheet.score !== "" || hasPoints(sheet),
        );
        const sent = filled.map(({ judge, score, isRecused, points }) => {
          // The sum is worked out where it is stored. Who is recused gives no points, so none need be whole.
          const isAdded = hasPoints({ points }) && !isRecused;
          return {
            judge: judge.trim(),
            score: score === "" || isAdded ? null : score,
            isRecused,
            ...(isAdded && { points: inOrder(points) }),
          };
        });
        return sent.length === 0 ? [] : [[id, sent]];
      }),
    ),
    panelSheets: Object.fromEntries(
      Object.entries(draft.panelSheets).map(([id, { converted, ...sheet }]) => [
        id,
        { ...sheet, converted: converted === "" ? null : converted },
      ]),
    ),
  };
}

/** Empty fields are not sent: the server says which item lacks its points. */
const inOrder = (points: { readonly [item: string]: string }): { readonly [item: string]: string } =>
  Object.fromEntries(
    Object.entries(points)
      .filter(([, value]) => value !== "")
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );

/** Whether sending the draft would change what is stored. */
export const isChanged = (draft: DraftEntry, answer: Pick<AssessmentAnswer, "entered">): boolean =>
  textOf(bodyOf(draft)) !== textOf(bodyOf(startEntry(answer)));

function textOf(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === "object" && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
