import type { PollState } from "../round/round.ts";
import type { ReviewState } from "../review/review.ts";
import type { PanelEntry, UnitAssessment } from "../scoring/scheme.ts";
import { entryFields, type EntryField } from "./entry-fields.ts";
import type { Scheme } from "../scoring/scheme.ts";
import type { UnitScore } from "../scoring/unit-score.ts";
import { INSPECTION } from "./inspection.ts";
import { WORKLOAD } from "./workload.ts";

/** Something that is missing before a grade can be proposed; `workload` only leaves __ in the report. */
export type Gap =
  | { readonly code: "not-closed"; readonly state: PollState | null }
  | { readonly code: "no-grades" }
  | {
      readonly code: "judgement" | "reason" | "facts" | "panels" | "caps-open";
      readonly titles: readonly string[];
    }
  | { readonly code: "judged" }
  | { readonly code: "workload"; readonly titles: readonly string[] };

export interface UnitToCheck {
  readonly scheme: Scheme;
  readonly poll: PollState | null;
  readonly assessment: UnitAssessment;
  readonly score: Pick<UnitScore, "caps"> | null;
  readonly review: ReviewState;
  /** The round wants the judgement confirmed before the group sees scores. */
  readonly judgesFirst: boolean;
}

export const isBlocking = ({ code }: Gap): boolean => code !== "workload";

/** What is missing about one unit, in the order in which people see to it; [] = everything is there. */
export function findGaps({
  scheme,
  poll,
  assessment,
  score,
  review,
  judgesFirst,
}: UnitToCheck): readonly Gap[] {
  const { dimensions, kinds, panels } = entryFields(scheme);
  const { judgement, supervision, workload, inspection } = assessment;
  const isJudged = ({ id }: EntryField): boolean => judgement !== null && Object.hasOwn(judgement, id);
  const gaps: readonly Gap[] = [
    { code: "judgement", titles: titlesOf(dimensions, (one) => !isJudged(one)) },
    {
      code: "reason",
      titles: titlesOf(dimensions, (one) => isJudged(one) && judgement?.[one.id]?.reason.trim() === ""),
    },
    { code: "facts", titles: titlesOf(kinds, ({ id }) => !supervision || !Object.hasOwn(supervision, id)) },
    { code: "panels", titles: titlesOf(panels, ({ id }) => !isScored(assessment.panels?.[id] ?? [])) },
    {
      code: "caps-open",
      titles: (score?.caps ?? []).flatMap((cap) => (cap.confirmed === null ? cap.title : [])),
    },
    {
      code: "workload",
      titles: [
        ...titlesOf(WORKLOAD, ({ id }) => !Object.hasOwn(workload, id)),
        ...INSPECTION.flatMap(({ id, title }) => (inspection?.[id] === undefined ? title : [])),
      ],
    },
  ];
  return [
    ...(scheme.grades.length === 0 ? [{ code: "no-grades" } as const] : []),
    ...(poll === "closed" ? [] : [{ code: "not-closed", state: poll } as const]),
    ...(judgesFirst && review === "entry" ? [{ code: "judged" } as const] : []),
    ...gaps.filter((gap) => "titles" in gap && gap.titles.length > 0),
  ];
}

/** Every judge has scored or is recused, and at least one has scored. */
const isScored = (sheets: readonly PanelEntry[]): boolean =>
  sheets.every(({ score, isRecused }) => isRecused || score !== null) &&
  sheets.some(({ isRecused }) => !isRecused);

const titlesOf = (
  fields: readonly EntryField[],
  isMissing: (field: EntryField) => boolean,
): readonly string[] => fields.filter(isMissing).map(({ title }) => title);
