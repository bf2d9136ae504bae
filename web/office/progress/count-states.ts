/** What the sentence above the progress table says, from the rows alone. */
import type { Turnout, UnitRow } from "../../../server/http/office/answers.ts";

/** Least and greatest number of people that a turnout can stand for. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const STEP = 5;

/**
 * A live turnout is known only in steps of five: 30 means 30 to 34, never more than the eligible. Phones and paper are
 * stepped apart and added: with paper 30 means 30 to 38.
 */
export function spanOf(turnout: Turnout | null): Span {
  if (turnout === null) return { from: 0, to: 0 };
  if ("returned" in turnout) return { from: turnout.returned, to: turnout.returned };
  if (turnout.complete) return { from: turnout.eligible, to: turnout.eligible };
  const more = (turnout.hasPaper ? 2 : 1) * (STEP - 1);
  return {
    from: turnout.step,
    to: Math.max(turnout.step, Math.min(turnout.step + more, turnout.eligible)),
  };
}

export interface StateCounts {
  readonly closed: number;
  readonly open: number;
  readonly paused: number;
  readonly waiting: number;
  readonly busy: number;
  readonly withdrawn: number;
  readonly eligible: number;
  readonly returned: Span;
}

export function countStates(units: readonly UnitRow[]): StateCounts {
  const among = (...states: readonly UnitRow["state"][]): number =>
    units.filter(({ state }) => states.includes(state)).length;
  const spans = units.map(({ turnout }) => spanOf(turnout));
  return {
    closed: among("closed", "destroyed"),
    open: among("open"),
    paused: among("paused"),
    waiting: among("draft", "away", "sealed"),
    busy: among("closing", "sealing", "counted"),
    withdrawn: among("invalid", "void"),
    eligible: units.reduce((sum, { eligible }) => sum + eligible, 0),
    returned: {
      from: spans.reduce((sum, { from }) => sum + from, 0),
      to: spans.reduce((sum, { to }) => sum + to, 0),
    },
  };
}
