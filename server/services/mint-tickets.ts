import { makeCode, makeRehearsalCode } from "../core/ticket/code.ts";
import { ticketHashOf } from "../core/ticket/derive.ts";
import { ticketUrl } from "../core/ticket/ticket-url.ts";
import { Problem } from "../core/problem.ts";
import type { SlipSetUp } from "../core/documents/ticket-slip.ts";
import { fewerForms } from "../core/round/fewer-forms.ts";
import type { PlannedBatch } from "../core/round/plan.ts";
import { pollSize } from "../core/round/poll-size.ts";
import type { Wireless } from "../core/round/wireless.ts";
import { audit } from "./audit.ts";
import { spareMax, usableOf } from "./bag-room.ts";
import { countTurnout } from "./count-turnout.ts";
import { type Actor, type Deps, KEEPER } from "./deps.ts";
import { bagFingerprint, type LivePoll } from "./live-polls.ts";
import { openUntilOf } from "./extend-poll.ts";

/** A sheet of tickets. Its codes exist in memory only, while it is printed or handed to the caller. */
export interface TicketSheet extends SlipSetUp {
  readonly round: string;
  readonly group: string;
  readonly unit: string;
  /** Of the unit in the frozen roster, from 0. */
  readonly place: number;
  readonly batch: PlannedBatch;
  readonly fingerprint: string;
  readonly address: string;
  readonly openUntil: string;
  readonly forms: number;
  /** 演练票: marked across every slip. */
  readonly isRehearsal: boolean;
  /** Of the group on site, printed on the back; null: not set. */
  readonly wireless: Wireless | null;
  readonly codes: readonly string[];
  readonly urls: readonly string[];
}

/**
 * Makes tickets for one batch, in random order, and keeps only their hashes, sorted.
 * Minting again for a batch voids the unused ones first when `voidUnused` is set (a reprint).
 *
 * @param count 1 to 20 000
 * @throws Problem poll.wrong-state unless sealed, open or paused; unit.unknown for another batch
 */
export async function mintTickets(
  deps: Deps,
  who: Actor,
  pollId: string,
  batchId: string,
  options: { readonly count: number; readonly voidUnused: boolean },
): Promise<TicketSheet> {
  const live = await deps.live.get(pollId);
  const batch = live.plan.batches.find((one) => one.id === batchId);
  if (!batch) throw new Problem("unit.unknown", {});
  requireMintable(live);
  const count = Math.max(1, Math.min(20_000, Math.trunc(options.count)));
  const codes = Array.from({ length: count }, () => newCode(deps, live));
  // How many were voided is not on record: minted less voided is the exact turnout, which nobody has before close.
  // On record first: a kill in between leaves a line without tickets, never tickets without a line.
  await deps.office.inTransaction((office) =>
    audit(deps, office, who, "tickets.minted", pollId, { batch: batchId, count }),
  );
  const hashes = codes.map(ticketHashOf);
  await deps.live.admit(pollId, async (now) => {
    // Closing may have begun while the line was written.
    requireMintable(now);
    if (options.voidUnused) await deps.roll.replaceTickets(pollId, batchId, hashes, now.seen);
    else await deps.roll.addTickets(pollId, batchId, hashes, now.seen);
  });
  return sheetOf(deps, live, batch, codes);
}

/**
 * The sheet of one bag: a slip for everybody who may not have answered yet, and spare ones. What was printed before and
 * not used is voided. How many slips there are follows from what anybody may know of an open poll, and from nothing
 * that is known of the bag: `eligible` + `spare`, less those of this bag who have answered even if everybody of the
 * other bags has. Slips may then be left over, so that a reprint of a poll that is open takes two people, and none is
 * made once as many slips of the bag were used as it may have with all its spare ones: in all fewer than twice that.
 *
 * @param spare slips beside those of the eligible, 0 to a fifth of them (at least ten)
 * @source anonymity.md §5 R8; docs/decisions/0132-a-reprint-tells-nothing-of-its-bag.md
 * @throws Problem unit.unknown for another batch; poll.wrong-state for one person alone, where slips of an open poll
 *   would be voided; request.malformed for more spare slips, or when no slip is left
 */
export async function mintSheet(
  deps: Deps,
  who: Actor,
  pollId: string,
  batchId: string,
  spare: number,
): Promise<TicketSheet> {
  const live = await deps.live.get(pollId);
  const batch = live.plan.batches.find((one) => one.id === batchId);
  if (!batch) throw new Problem("unit.unknown", {});
  const { eligible } = batch;
  if (spare > spareMax(eligible))
    throw new Problem("request.malformed", { reason: `spare: at most ${spareMax(eligible)}` });
  requireMintable(live);
  const counted = (await deps.roll.counts(pollId)).find((count) => count.batch === batchId);
  if (areHandedOut(live, counted?.minted ?? 0) && !isAgreed(who))
    throw new Problem("poll.wrong-state", { state: live.row.state, wanted: ["sealed"] });
  const count = eligible + spare - (await answeredAtLeast(deps, live, batch));
  if (count < 1 || (counted?.used ?? 0) >= usableOf(batch))
    throw new Problem("request.malformed", { reason: "spare: all that there may be are used" });
  return mintTickets(deps, who, pollId, batchId, { count, voidUnused: true });
}

/** Whether slips of this bag may be in people's hands. Nobody loses a vote with those of 试填. */
const areHandedOut = ({ row }: LivePoll, minted: number): boolean =>
  row.state !== "sealed" && !row.isRehearsal && minted > 0;

const isAgreed = ({ account, second }: Actor): boolean => second !== undefined || account === KEEPER.account;

/** Of the step that everybody sees, as many as cannot be of other bags. */
async function answeredAtLeast(deps: Deps, live: LivePoll, batch: PlannedBatch): Promise<number> {
  const others = live.plan.batches.filter(({ id }) => id !== batch.id);
  const { step } = await countTurnout(deps, live.row.id);
  return Math.max(0, step - others.reduce((sum, other) => sum + usableOf(other), 0));
}

/** A code for this poll, kept nowhere. */
export const newCode = ({ random }: Pick<Deps, "random">, { row }: LivePoll): string =>
  (row.isRehearsal ? makeRehearsalCode : makeCode)(random(16));

/** A sheet of these codes, with what every slip of the batch says of the set-up that is frozen. */
export async function sheetOf(
  deps: Pick<Deps, "address" | "office">,
  live: LivePoll,
  batch: PlannedBatch,
  codes: readonly string[],
): Promise<TicketSheet> {
  const { round } = live.round;
  const units = await deps.office.inTransaction((office) => office.units(round.id));
  const fingerprint = bagFingerprint(live, batch);
  const address = (live.round.frozen?.address || deps.address) ?? "";
  const isRehearsal = live.row.isRehearsal ?? false;
  return {
    round: round.title,
    group: live.unit.group,
    unit: live.unit.name,
    place: Math.max(
      0,
      units.findIndex(({ id }) => id === live.unit.id),
    ),
    batch,
    fingerprint,
    address,
    setUp: round.setUp,
    isEncrypted: address.startsWith("https://"),
    size: pollSize(live.plan, round.thresholds),
    fewerForms: fewerForms(live.plan, batch).map((id) => live.forms.get(id)!.form.shortTitle),
    openUntil: openUntilOf(live),
    forms: Object.keys(batch.blocks).length,
    isRehearsal,
    wireless: live.wireless,
    codes,
    urls: codes.map((code) => ticketUrl(address, code, fingerprint, isRehearsal)),
  };
}

/** @throws Problem poll.wrong-state unless sealed, open or paused */
export function requireMintable({ row }: LivePoll): void {
  if (row.state !== "sealed" && row.state !== "open" && row.state !== "paused") {
    throw new Problem("poll.wrong-state", { state: row.state, wanted: ["sealed", "open", "paused"] });
  }
}
