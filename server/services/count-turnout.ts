import type { Deps } from "./deps.ts";
import type { LivePoll } from "./live-polls.ts";

/** What anybody on the office's side may know of an open poll. */
export interface Turnout {
  /** 5·⌊n/5⌋ of the whole poll. */
  readonly step: number;
  /** 已达参评线, decided on the step. */
  readonly reached: boolean;
  /** 已全部收回 */
  readonly complete: boolean;
  readonly eligible: number;
}

const STEP = 5;

/**
 * Turnout of an open poll: n = people who have handed in at least one form, taken as the largest number of ballots
 * of any form. Never printed exactly before close. Who answers by an open link is nobody's share of the eligible.
 *
 * @source anonymity.md §5 R8
 */
export async function countTurnout(deps: Deps, pollId: string): Promise<Turnout> {
  const live = await deps.live.get(pollId);
  const eligible = live.plan.batches.reduce((sum, batch) => sum + batch.eligible, 0);
  const line = Number(live.round.frozen?.scheme.scheme.validity.participationWarn ?? 1);
  return turnoutOf(await receivedPerForm(deps, live), eligible, line);
}

/** One form: ballots received and people who may fill it. */
export interface FormReceived {
  readonly ballots: number;
  readonly eligible: number;
}

/**
 * What may be told of these counts.
 *
 * @param line 参评线, share of the eligible, 0 to 1
 */
export function turnoutOf(received: readonly FormReceived[], eligible: number, line: number): Turnout {
  const most = Math.max(0, ...received.map(({ ballots }) => ballots));
  const step = STEP * Math.floor(most / STEP);
  return {
    step,
    reached: eligible > 0 && step / eligible >= line,
    complete: eligible > 0 && received.every((form) => form.ballots >= form.eligible),
    eligible,
  };
}

async function receivedPerForm(deps: Deps, live: LivePoll): Promise<FormReceived[]> {
  const keys = [...live.keysById.values()].filter((key) => key.source !== "open");
  const spent = await deps.box.countSpent(keys.map((key) => key.keyId));
  return live.plan.forms.map((form) => ({
    ballots: keys.reduce(
      (sum, key, i) => (key.instrument === form.instrument ? sum + (spent[i] ?? 0) : sum),
      0,
    ),
    eligible: live.plan.batches
      .filter((batch) => batch.blocks[form.instrument] !== undefined)
      .reduce((sum, batch) => sum + batch.eligible, 0),
  }));
}
