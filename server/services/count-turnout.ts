import { unitReturned } from "../core/release/turnout-forms.ts";
import type { Deps } from "./deps.ts";
import type { LivePoll } from "./live-polls.ts";

/** What anybody on the office's side may know of an open poll. */
export interface Turnout {
  /** 5·⌊n/5⌋ of those who answered with a ticket, and of those on paper, added. */
  readonly step: number;
  /** Sheets of paper are among them: two steps are added, so that up to eight more may stand behind `step`, not four. */
  readonly hasPaper: boolean;
  /** 已达参评线, decided on the step. */
  readonly reached: boolean;
  /** 已全部收回 */
  readonly complete: boolean;
  readonly eligible: number;
}

/** Turnout of an open poll is said in steps of so many. */
export const STEP = 5;

/**
 * Turnout of an open poll: n = people who have surely handed in at least one form: the largest number of ballots
 * of any form, or where no form asks everybody of the unit those of different people together. Never printed exactly before close. Paper is stepped apart: whoever merges a stack knows its size, and
 * would learn from one common step how many phones stood before it. Who answers by an open link is nobody's share.
 *
 * @source anonymity.md §5 R8
 */
export async function countTurnout(deps: Deps, pollId: string): Promise<Turnout> {
  const live = await deps.live.get(pollId);
  const eligible = live.plan.batches.reduce((sum, batch) => sum + batch.eligible, 0);
  const line = Number(live.round.frozen?.scheme.scheme.validity.participationWarn ?? 1);
  const { forms, own } = await receivedOf(deps, live);
  return turnoutOf(forms, eligible, line, own);
}

/** One form: ballots received by ticket and on paper, and people who may fill it. */
export interface FormReceived {
  readonly ballots: number;
  readonly paper: number;
  readonly eligible: number;
}

/** The unit's own people over all forms, by ticket and on paper: `returned` of `unitReturned`. */
export type OwnReceived = Pick<FormReceived, "ballots" | "paper">;

/**
 * What may be told of these counts.
 *
 * @param line 参评线, share of the eligible, 0 to 1
 */
export function turnoutOf(
  received: readonly FormReceived[],
  eligible: number,
  line: number,
  own: OwnReceived = { ballots: 0, paper: 0 },
): Turnout {
  const step =
    stepped([own.ballots, ...received.map(({ ballots }) => ballots)]) +
    stepped([own.paper, ...received.map(({ paper }) => paper)]);
  return {
    step,
    hasPaper: received.some(({ paper }) => paper > 0),
    reached: eligible > 0 && step / eligible >= line,
    complete: eligible > 0 && received.every((form) => form.ballots + form.paper >= form.eligible),
    eligible,
  };
}

/** 5·⌊n/5⌋: as much as is told of any count of an open poll. */
export const stepOf = (count: number): number => STEP * Math.floor(Math.max(0, count) / STEP);

const stepped = (counts: readonly number[]): number => stepOf(Math.max(0, ...counts));

interface Received {
  readonly forms: readonly FormReceived[];
  readonly own: OwnReceived;
}

async function receivedOf(deps: Deps, live: LivePoll): Promise<Received> {
  const keys = [...live.keysById.values()].filter((key) => key.source !== "open");
  const spent = await deps.box.countSpent(keys.map((key) => key.keyId));
  const countOf = (instrument: string, isPaper: boolean, block?: string): number =>
    keys.reduce((sum, key, i) => {
      const counts =
        key.instrument === instrument &&
        (key.source === "paper") === isPaper &&
        (block === undefined || key.block === block);
      return counts ? sum + (spent[i] ?? 0) : sum;
    }, 0);
  const ownOf = (isPaper: boolean): number =>
    unitReturned(
      live.plan.forms.map(({ instrument, blocks }) => ({
        blocks: blocks
          .filter(({ isOutside }) => !isOutside)
          .map(({ id, categories }) => ({ categories, ballots: countOf(instrument, isPaper, id) })),
      })),
    ).returned;
  return {
    forms: live.plan.forms.map((form) => ({
      ballots: countOf(form.instrument, false),
      paper: countOf(form.instrument, true),
      eligible: live.plan.batches
        .filter((batch) => batch.blocks[form.instrument] !== undefined)
        .reduce((sum, batch) => sum + batch.eligible, 0),
    })),
    own: { ballots: ownOf(false), paper: ownOf(true) },
  };
}
