import type { PollState, SetUp } from "../core/round/round.ts";
import { Problem } from "../core/problem.ts";
import { countTurnout, type Turnout } from "./count-turnout.ts";
import type { Deps } from "./deps.ts";
import { openUntilOf } from "./extend-poll.ts";
import { readOpenLink } from "./open-link.ts";

/** What stands on the big screen of a meeting room: for everybody in it, so nothing that not everybody may know. */
export interface MeetingScreen {
  readonly round: string;
  readonly group: string;
  readonly unit: string;
  readonly setUp: SetUp;
  /** Name of the group's own wireless network; null: none is set. */
  readonly network: string | null;
  readonly state: PollState;
  readonly openUntil: string;
  /** Of the largest bag: what most people fill in. */
  readonly forms: number;
  readonly minutes: number;
  /** Null unless open or paused: how many came is told again on the roll sheet. */
  readonly turnout: Turnout | null;
  /** QR codes that are meant to be seen by everybody. A ticket's never is. */
  readonly links: readonly { readonly name: string; readonly url: string }[];
  readonly isRehearsal: boolean;
}

/** @throws Problem poll.unknown, poll.not-open before `seal` */
export async function readMeetingScreen(deps: Deps, pollId: string): Promise<MeetingScreen> {
  const { row, round, unit, network } = await deps.office.inTransaction(async (office) => {
    const row = await office.poll(pollId);
    const round = row && (await office.round(row.round));
    const unit = row && (await office.unit(row.round, row.unit));
    if (!row || !round || !unit) throw new Problem("poll.unknown", {});
    return { row, round, unit, network: (await office.wireless.of(row.round))?.name ?? null };
  });
  const facts = {
    round: round.round.title,
    group: unit.group,
    unit: unit.name,
    setUp: round.round.setUp,
    network,
    state: row.state,
    openUntil: openUntilOf({ row, round }),
    isRehearsal: row.isRehearsal ?? false,
  };
  if (row.state !== "sealed" && row.state !== "open" && row.state !== "paused") {
    if (row.state === "draft") throw new Problem("poll.not-open", { state: row.state });
    return { ...facts, forms: 0, minutes: 0, turnout: null, links: [] };
  }
  const live = await deps.live.get(pollId);
  const bag = live.plan.batches.toSorted((a, b) => b.eligible - a.eligible)[0];
  const forms = Object.keys(bag?.blocks ?? {}).map((instrument) => live.forms.get(instrument)!.form);
  const links = [];
  for (const { id, name } of live.plan.links ?? []) {
    links.push({ name, url: (await readOpenLink(deps, pollId, id)).url });
  }
  return {
    ...facts,
    forms: forms.length,
    minutes: forms.reduce((sum, form) => sum + form.minutes * Math.max(1, form.leaders.length), 0),
    turnout: bag && row.state !== "sealed" ? await countTurnout(deps, pollId) : null,
    links,
  };
}
