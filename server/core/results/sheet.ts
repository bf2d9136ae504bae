/** The canonical sheet of a round: everything that a signature on the printed table vouches for, without a clock. */
import { canonicalJson, digestOf } from "../definition/canonical.ts";
import type { JsonValue } from "../definition/instrument.ts";
import { printRatio } from "../ratio.ts";
import { storable } from "../storable.ts";
import type { FinalBlock } from "../release/final-block.ts";
import type { PollResult } from "../release/release.ts";
import type { Released } from "../release/released.ts";
import { approvedGrade, decisionsOf, proposedGrade, type ReviewEntry, standingOf } from "../review/review.ts";
import type { PollState, Round } from "../round/round.ts";
import type { Unit } from "../roster/unit.ts";
import { writtenScore } from "../scoring/formula.ts";
import type { UnitAssessment } from "../scoring/scheme.ts";
import type { UnitScore } from "../scoring/unit-score.ts";

/** A closed poll as the sheet names it. */
export interface SheetClosing {
  /** SHA-256 of the closed file, hex. It binds ballots, credentials, keys and the tally. */
  readonly digest: string;
  readonly forms: readonly { readonly instrument: string; readonly digest: string }[];
  /** Tickets per batch, without hashes. */
  readonly roll: readonly {
    readonly batch: string;
    readonly minted: number;
    readonly unused: number;
    readonly used: number;
    readonly voided: number;
  }[];
  readonly blocks: { readonly [instrument: string]: readonly FinalBlock[] };
}

export interface SheetUnit {
  readonly unit: Unit;
  readonly assessment: UnitAssessment;
  /** Who and when are not in the sheet: the audit binds them. */
  readonly history: readonly Pick<ReviewEntry, "act">[];
  readonly poll: { readonly id: string; readonly state: PollState } | null;
  /** Null until the poll is closed, and so are `result` and `score`. */
  readonly closing: SheetClosing | null;
  readonly result: Released<PollResult> | null;
  readonly score: UnitScore | null;
}

export interface RoundToSheet {
  readonly round: Round;
  readonly scheme: {
    readonly id: string;
    readonly title: string;
    readonly version: string;
    readonly digest: string;
  };
  readonly instruments: readonly { readonly id: string; readonly digest: string }[];
  /** Printed into the codes. */
  readonly address: string;
  /** In the order of the roster. */
  readonly units: readonly SheetUnit[];
  /** The line of the audit up to which this round was acted on: lines 1 to `lines`, chained into `digest`. */
  readonly audit: { readonly lines: number; readonly digest: string };
}

/** The text of `sheet.json`, and the digest that goes onto the signed table. */
export interface Sheet {
  readonly text: string;
  /** SHA-256 of the UTF-8 bytes of `text`, 64 lower-case hexadecimal digits. */
  readonly digest: string;
}

/**
 * Writes the sheet of a round in one way only: canonical JSON, scores as exact ratios beside what is printed.
 *
 * Counts of what was not released are not in it, because it lies beside the documents: the tally is bound by the
 * digest of the closed file. The same files give the same bytes on any day.
 *
 * @source anonymity.md §4 P13, P14; docs/verify.md
 */
export function makeSheet(round: RoundToSheet): Sheet {
  const sheet = {
    formatVersion: 1,
    round: round.round,
    scheme: round.scheme,
    instruments: round.instruments,
    address: round.address,
    units: round.units.map(sheetUnit),
    audit: round.audit,
  };
  return { text: canonicalJson(sheet), digest: digestOf(sheet) };
}

function sheetUnit({ unit, assessment, history, poll, closing, result, score }: SheetUnit): JsonValue {
  return {
    id: unit.id,
    name: unit.name,
    unit: digestOf(unit),
    assessment: digestOf(assessment),
    poll: poll && { id: poll.id, state: poll.state },
    closing: storable(closing),
    result: storable(result),
    printed: (result?.forms ?? []).map(({ instrument, score: value }) => ({
      instrument,
      score: value && printRatio(value, 2),
    })),
    score: score && storable(writtenScore(score)),
    review: reviewOf(history),
  };
}

function reviewOf(history: SheetUnit["history"]): JsonValue {
  const decisions = decisionsOf(history);
  const standing = standingOf(decisions.map((act, at) => ({ ...UNSIGNED, sequence: at + 1, act })));
  const { state, approved } = standing;
  return {
    state,
    proposed: proposedGrade(standing),
    approved: approvedGrade(standing),
    meeting: approved?.act.meeting ?? null,
    decisions: digestOf(decisions),
  };
}

const UNSIGNED = { atUtc: "", by: { account: "", name: "" }, second: null } as const;
