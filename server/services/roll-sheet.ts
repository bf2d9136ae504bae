/** The 登记表 of one poll: typed by the two who sign, held against what the system has counted. */
import { Problem } from "../core/problem.ts";
import {
  rollSheet,
  type RollSheet,
  type RollSheetCounted,
  type RollSheetTyped,
} from "../core/results/roll-sheet.ts";
import { addSources } from "../core/tally/add-tallies.ts";
import { hasClosedFile, type Round } from "../core/round/round.ts";
import type { Unit } from "../core/roster/unit.ts";
import type { ClosedHead } from "../store/closed.ts";
import type { PollRow } from "../store/office.ts";
import { audit } from "./audit.ts";
import type { Actor, Deps, ReadingDeps } from "./deps.ts";
import { noResult } from "./poll-closed.ts";
import { releaseOfRow } from "./release-poll.ts";
import { typedFacts } from "./typed-facts.ts";

export interface PollRollSheet {
  readonly poll: PollRow;
  readonly round: Round;
  readonly unit: Unit;
  readonly typed: RollSheetTyped | null;
  /** null until the poll is closed: how many tickets of a bag are used is nobody's business before. */
  readonly sheet: RollSheet | null;
}

/**
 * Stores what was typed, on record, after close with what it was before and after. It may be typed while the poll is open;
 * the system's own numbers stand beside it after close only. 换发 is never typed: it is the roll's, whatever was sent, but for a closed
 * file of an earlier version that does not say it.
 *
 * @throws Problem poll.unknown, poll.wrong-state before `seal` and for a void poll, poll.rehearsal, unit.unknown for another bag
 */
export async function saveRollSheet(
  deps: Deps,
  who: Actor,
  pollId: string,
  sent: RollSheetTyped,
): Promise<void> {
  const row = await deps.office.inTransaction((office) => office.poll(pollId));
  const typed = row ? withExchanges(sent, await countExchanges(deps, row)) : sent;
  await deps.office.inTransaction(async (office) => {
    const poll = await office.poll(pollId);
    if (!poll) throw new Problem("poll.unknown", {});
    if (!poll.plan || poll.state === "void" || poll.state === "destroyed") {
      throw new Problem("poll.wrong-state", {
        state: poll.state,
        wanted: ["sealed", "open", "paused", "closed"],
      });
    }
    if (poll.isRehearsal) throw new Problem("poll.rehearsal", {});
    const bags = new Set(poll.plan.batches.map(({ id }) => id));
    if (typed.batches.some(({ batch }) => !bags.has(batch))) throw new Problem("unit.unknown", {});
    const before = await office.rollSheet(pollId);
    await office.saveRollSheet(pollId, typed);
    const facts = hasClosedFile(poll.state) ? typedFacts(before, typed, poll.plan.batches) : {};
    await audit(deps, office, who, "roll-sheet.saved", pollId, facts);
  });
}

/** @throws Problem poll.unknown */
export async function readRollSheet(deps: ReadingDeps, pollId: string): Promise<PollRollSheet> {
  const read = await deps.office.inTransaction(async (office) => {
    const poll = await office.poll(pollId);
    const round = poll && (await office.round(poll.round));
    const unit = poll && (await office.unit(poll.round, poll.unit));
    if (!poll || !round || !unit) throw new Problem("poll.unknown", {});
    return { poll, round: round.round, unit, typed: await office.rollSheet(pollId) };
  });
  if (read.poll.state === "destroyed") throw noResult(read.poll.state);
  if (read.poll.state !== "closed") return { ...read, sheet: null };
  const counted = countedOf((await releaseOfRow(deps, read.poll)).head);
  return { ...read, sheet: rollSheet(counted, read.typed ?? NOT_TYPED) };
}

/** 换发 so far, per bag, as the roll has counted it; a bag of which it does not say how many is absent. */
export async function countExchanges(
  deps: Pick<Deps, "closed" | "roll">,
  { id, state }: Pick<PollRow, "id" | "state">,
): Promise<ReadonlyMap<string, number>> {
  const counts = hasClosedFile(state) ? (await deps.closed.head(id)).roll : await deps.roll.counts(id);
  return new Map(
    counts.flatMap(({ batch, exchanged }) => (exchanged === undefined ? [] : [[batch, exchanged] as const])),
  );
}

const withExchanges = (typed: RollSheetTyped, counted: ReadonlyMap<string, number>): RollSheetTyped => ({
  ...typed,
  batches: typed.batches.map((line) => ({ ...line, exchanged: counted.get(line.batch) ?? line.exchanged })),
});

const NOT_TYPED: RollSheetTyped = {
  meeting: "",
  time: "",
  place: "",
  due: 0,
  present: 0,
  batches: [],
  note: "",
};

/** Tickets per bag and ballots per form; nothing about answers. */
export function countedOf({ plan, roll, forms, tally }: ClosedHead): RollSheetCounted {
  return {
    batches: plan.batches.map(({ id, name, eligible }) => {
      const count = roll.find(({ batch }) => batch === id);
      return { batch: id, name, eligible, minted: count?.minted ?? 0, used: count?.used ?? 0 };
    }),
    forms: tally.forms.map(({ instrument, blocks }) => ({
      shortTitle: forms.find(({ form }) => form.instrument === instrument)?.form.shortTitle ?? instrument,
      collected: blocks.reduce((sum, block) => sum + block.ballots, 0),
      bySource: blocks.reduce((sum, block) => addSources(sum, block.bySource), {}),
      batches: plan.batches.filter((batch) => batch.blocks[instrument] !== undefined).map(({ id }) => id),
    })),
  };
}
