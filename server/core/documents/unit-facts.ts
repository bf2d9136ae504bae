import type { PollResult } from "../release/release.ts";
import type { Released, ReleasedForm } from "../release/released.ts";
import { formSheets, type FormSheets } from "../results/form-sheets.ts";
import { formWeights } from "../results/form-weights.ts";
import { openBallots } from "../results/open-ballots.ts";
import type { RollSheet, RollSheetTyped } from "../results/roll-sheet.ts";
import type { ReviewStanding } from "../review/review.ts";
import type { PollPlan } from "../round/plan.ts";
import type { Round } from "../round/round.ts";
import type { Unit } from "../roster/unit.ts";
import type { Scheme, UnitAssessment } from "../scoring/scheme.ts";
import type { UnitScore } from "../scoring/unit-score.ts";
import type { InstrumentKind } from "../definition/instrument.ts";
import { countingBasis } from "./counting-basis.ts";
import { documentWords } from "./document-words.ts";
import type { DocumentContent } from "./document.ts";
import type { LeafNumbers } from "./question-places.ts";

/** Everything that the documents about one closed poll are made of: one release, one score, what people entered. */
export interface UnitFacts {
  readonly round: Round;
  readonly unit: Unit;
  readonly plan: PollPlan;
  /** Scales of its forms as frozen, in words. */
  readonly scales: readonly string[];
  readonly scheme: { readonly scheme: Scheme; readonly digest: string };
  readonly poll: {
    readonly id: string;
    /** Local days as people write them, 2026年11月20日. */
    readonly openedOn: string;
    readonly closedOn: string;
    /** SHA-256 of the closed file. */
    readonly digest: string;
    /** What phones sent went over plain http. */
    readonly isPlain: boolean;
  };
  readonly result: Released<PollResult>;
  readonly score: UnitScore;
  readonly assessment: UnitAssessment;
  readonly review: ReviewStanding;
  /** 应参加 of the unit's own people. */
  readonly eligible: number;
  readonly kinds: { readonly [instrument: string]: InstrumentKind };
  /** 题号 of each form: instrument → leaf → number. */
  readonly numbers: { readonly [instrument: string]: LeafNumbers };
  /** Whether 班子成员 (A) fill a form about leaders; null when there is none. */
  readonly leadersRateLeaders: boolean | null;
  readonly roll: { readonly sheet: RollSheet; readonly typed: RollSheetTyped | null };
}

type Parts = Pick<DocumentContent, "kind" | "title" | "body"> & Partial<DocumentContent>;

/** A document about one unit: what every one of them carries stands here. */
export function unitDocument(facts: UnitFacts, parts: Parts): DocumentContent {
  const { round, unit, scheme } = facts;
  return {
    formatVersion: 1,
    under: [],
    mark: documentWords.mark,
    orientation: "portrait",
    round: round.title,
    unit: unit.name,
    scheme: { title: scheme.scheme.title, version: scheme.scheme.version, digest: scheme.digest },
    sheetDigest: null,
    signatures: documentWords.signatures,
    basis: unitBasis(facts),
    ...parts,
  };
}

function unitBasis(facts: UnitFacts): readonly string[] {
  const { round, unit, poll, scheme, result, roll } = facts;
  return countingBasis({
    round: round.title,
    unit: unit.name,
    joined: unit.joined,
    openedAt: poll.openedOn,
    closedAt: poll.closedOn,
    eligibleBasis: unit.eligibleBasis,
    thresholds: round.thresholds,
    weights: result.forms.map((form) => formWeights(unit, facts.plan, form)),
    leadersRateLeaders: facts.leadersRateLeaders,
    scheme: { title: scheme.scheme.title, version: scheme.scheme.version, digest: scheme.digest },
    digest: poll.digest,
    paper: Math.max(
      0,
      ...result.forms.map((form) => (form.level === "tables" ? (form.bySource.paper ?? 0) : 0)),
    ),
    slips: roll.typed && {
      exchanged: roll.sheet.total.exchanged,
      returned: roll.sheet.total.returned,
      lost: roll.typed.lost ?? null,
    },
    isPlain: poll.isPlain,
    scales: facts.scales,
    open: openBallots(roll.sheet.forms),
  });
}

/** 应参加, 发出, 参评率, 回收率 of one of its forms. */
export const sheetsOf = ({ plan, roll }: Pick<UnitFacts, "plan" | "roll">, form: ReleasedForm): FormSheets =>
  formSheets(plan, roll.typed, form);

export const numbersOf = (
  { numbers }: UnitFacts,
  { instrument }: Pick<ReleasedForm, "instrument">,
): LeafNumbers => numbers[instrument] ?? {};
