/** Units made of counts, released and scored the only way there is. */
import type { FrozenForm, Leaf } from "../../definition/frozen.ts";
import { release } from "../../release/release.ts";
import type { ReleasedForm } from "../../release/released.ts";
import { choice, emptyForm } from "../../release/scored-form.test-kit.ts";
import type { LeafTally } from "../../tally/tally.ts";
import type { Grade, Scheme, UnitAssessment } from "../scheme.ts";
import { scoreUnit } from "../score-unit.ts";

/** Ballots per answer of one question in one block; the last answer is 不了解. */
export type Counts = readonly number[];

export interface SmallQuestion {
  readonly kind: "choice" | "multi";
  /** Of a choice; a multi-select has one problem, 没有发现 and 不了解. */
  readonly prices: readonly string[];
  /** By block. */
  readonly counts: readonly Counts[];
}

export interface SmallForm {
  readonly id: string;
  /** Ballots by block. */
  readonly blocks: readonly number[];
  readonly weights: readonly string[];
  readonly questions: readonly SmallQuestion[];
}

export interface SmallUnit {
  readonly forms: readonly SmallForm[];
  readonly floor: number;
  readonly scheme: Scheme;
  readonly assessment: UnitAssessment;
}

export const smallScheme: Scheme = {
  formatVersion: 1,
  id: "s",
  version: "1",
  title: "s",
  parts: [
    { id: "form", title: "f", points: 60, source: { from: "form", instrument: "one" } },
    {
      id: "judged",
      title: "j",
      points: 40,
      source: { from: "judgement", dimensions: [{ id: "style", title: "作风" }] },
    },
  ],
  deductionLimit: 20,
  bonusLimit: 5,
  caps: [],
  grades: [
    { grade: "良好", from: 90 },
    { grade: "较好", from: 75 },
    { grade: "较差", from: 0 },
  ],
  validity: { participationAtLeast: "1/2", participationWarn: "0.7" },
};

const ticks = (id: string): Leaf => ({
  kind: "multi",
  id,
  question: id,
  title: id,
  options: ["一个问题", "没有发现", "不了解"].map((text, i) => {
    return { value: String(i), text, points: null, dontKnow: i === 2 };
  }),
  none: 1,
  unknown: 2,
});

function frozen({ id, questions }: SmallForm): FrozenForm {
  const named = questions.map((question, i) => ({ ...question, leaf: `q${i}` }));
  const problems = named.filter(({ kind }) => kind === "multi");
  return {
    ...emptyForm,
    instrument: id,
    leaves: named.map(({ kind, prices, leaf }) =>
      kind === "choice" ? choice(leaf, [...prices, null]) : ticks(leaf),
    ),
    items: named.map(({ kind, leaf }, i) => ({
      leaf,
      part: null,
      weight: kind === "choice" ? String(60 - 20 * i) : null,
      dimension: null,
      focus: [],
      item: leaf,
      leader: null,
    })),
    scoring:
      problems.length === 0
        ? { rule: "items" }
        : {
            rule: "questionnaire",
            positive: 60,
            problems: 40,
            problemItems: problems.map(({ leaf }) => leaf),
          },
  };
}

function leafTally(kind: SmallQuestion["kind"], counts: Counts): LeafTally {
  return kind === "choice" ? { kind, counts, blank: 0 } : { kind, counts, reported: counts[0]!, blank: 0 };
}

export function releaseSmall(form: SmallForm, floor: number): ReleasedForm {
  const blocks = form.blocks.map((ballots, b) => ({ id: `B${b}`, ballots, weight: form.weights[b]! }));
  const tally = {
    instrument: form.id,
    digest: "d",
    blocks: blocks.map(({ id, ballots }, b) => ({
      block: id,
      ballots,
      bySource: {},
      valid: ballots,
      leaves: form.questions.map(({ kind, counts }) => leafTally(kind, counts[b]!)),
    })),
  };
  const final = blocks.map(({ id, ballots, weight }) => {
    return { id, name: id, categories: [id], weight, isOutside: false, ballots };
  });
  return release(frozen(form), "d", tally, final, { floor, table: 10, block: 5 });
}

export const scoreSmall = (unit: SmallUnit, forms: readonly ReleasedForm[]) =>
  scoreUnit(unit.scheme, { forms, assessment: unit.assessment, eligible: 12, participated: 12 });

export const gradeOfSmall = (unit: SmallUnit): Grade | null =>
  scoreSmall(
    unit,
    unit.forms.map((form) => releaseSmall(form, unit.floor)),
  ).computed;
