import type { FrozenForm } from "../core/definition/frozen.ts";
import { Problem } from "../core/problem.ts";
import { finalBlocks, type FinalBlocks, isExcluded } from "../core/release/final-block.ts";
import type { PlannedForm } from "../core/round/plan.ts";
import { foldBallots } from "../core/tally/fold.ts";
import type { FormTally } from "../core/tally/tally.ts";
import { receiptOf } from "../keys/receipt.ts";
import type { BallotRow, TextRow } from "../store/box.ts";
import type { ClosedBallot, ClosedHead, ClosedText, CredentialRow } from "../store/closed.ts";
import type { PollRow } from "../store/office.ts";
import type { SigningKeyRow } from "../store/roll.ts";
import type { Deps } from "./deps.ts";
import { compareTexts, mergeSorted } from "./merge-sorted.ts";

interface FormClosing {
  readonly planned: PlannedForm;
  readonly form: FrozenForm;
  readonly keys: readonly SigningKeyRow[];
  readonly final: FinalBlocks;
  readonly tally: FormTally;
}

/**
 * Step 3 of closing: folds the box by block, joins blocks once more by numbers of ballots, and writes the closed
 * file in key order. Skips when the file exists: it is complete then, because it is renamed into place last.
 */
export async function writeClosedFile(deps: Deps, row: PollRow): Promise<void> {
  if (await deps.closed.exists(row.id)) return;
  const { round, unit, forms } = await deps.office.inTransaction(async (office) => {
    const round = await office.round(row.round);
    const unit = await office.unit(row.round, row.unit);
    if (!round || !unit || !row.plan) throw new Problem("poll.unknown", {});
    const forms = new Map<string, FrozenForm>();
    for (const planned of row.plan.forms) forms.set(planned.digest, (await office.form(planned.digest))!);
    return { round, unit, forms };
  });
  const pollKeys = await deps.roll.pollKeys(row.id);
  const plan = row.plan;
  if (!pollKeys || !plan || pollKeys.receiptKey.length === 0) throw new Problem("poll.keys-missing", {});
  const keys = await deps.roll.signingKeys(row.id);
  // Tickets that nobody used end here; the counts of the file say so.
  await deps.roll.voidUnused(row.id, null);
  const closings: FormClosing[] = [];
  for (const planned of plan.forms) {
    const ofForm = keys.filter((key) => key.instrument === planned.instrument);
    closings.push(await closeForm(deps, planned, forms.get(planned.digest)!, ofForm, round.round.thresholds));
  }
  const head: ClosedHead = {
    formatVersion: 1,
    rules: 2,
    poll: row.id,
    round: round.round,
    unit,
    plan,
    forms: closings.map(({ planned, form }) => ({ digest: planned.digest, form })),
    blocks: Object.fromEntries(closings.map(({ planned, final }) => [planned.instrument, final.blocks])),
    roll: await deps.roll.counts(row.id),
    keys: keys.map((key) => ({
      keyId: Buffer.from(key.keyId).toString("base64url"),
      instrument: key.instrument,
      block: key.block,
      spki: Buffer.from(key.publicSpki).toString("base64url"),
      source: key.source,
    })),
    tally: { formatVersion: 2, poll: row.id, forms: closings.map(({ tally }) => tally) },
  };
  const receipts: string[] = [];
  await deps.closed.write(head, {
    credentials: credentials(deps, keys, pollKeys.receiptKey, receipts),
    ballots: closedBallots(deps, closings),
    texts: closedTexts(deps, closings, round.round.thresholds),
    receipts: inOrder(receipts),
  });
}

async function closeForm(
  deps: Deps,
  planned: PlannedForm,
  form: FrozenForm,
  keys: readonly SigningKeyRow[],
  thresholds: ClosedHead["round"]["thresholds"],
): Promise<FormClosing> {
  const fold = foldBallots(form, planned.digest);
  const ballots = new Map<string, number>();
  for (const key of keys) {
    for await (const ballot of deps.box.ballots(key.keyId)) {
      fold.add(key.block, JSON.parse(ballot.answers), key.source);
      ballots.set(key.block, (ballots.get(key.block) ?? 0) + 1);
    }
  }
  const final = finalBlocks(planned, ballots, thresholds);
  return { planned, form, keys, final, tally: fold.finish(final.of) };
}

/** The credentials of all keys; the receipt of each is put down in `receipts` on the way. */
async function* credentials(
  deps: Deps,
  keys: readonly SigningKeyRow[],
  receiptKey: Uint8Array,
  receipts: string[],
): AsyncIterable<CredentialRow> {
  for (const { keyId } of keys.toSorted((a, b) => Buffer.compare(a.keyId, b.keyId))) {
    for await (const { nullifier, message, signature } of deps.box.spent(keyId)) {
      receipts.push(receiptOf(receiptKey, nullifier));
      yield { keyId, message, signature };
    }
  }
}

/** Asked for once all credentials have been written. */
function* inOrder(receipts: string[]): Iterable<string> {
  yield* receipts.sort();
}

const byInstrument = (closings: readonly FormClosing[]): readonly FormClosing[] =>
  closings.toSorted((a, b) => compareTexts(a.planned.instrument, b.planned.instrument));

const byTag = (a: BallotRow, b: BallotRow): number => Buffer.compare(a.tag, b.tag);

/** Ballots of all keys that end in the same block, merged so that only their random tags decide the order. */
async function* closedBallots(deps: Deps, closings: readonly FormClosing[]): AsyncIterable<ClosedBallot> {
  for (const { planned, keys, final } of byInstrument(closings)) {
    for (const block of [...new Set(final.of.values())].toSorted(compareTexts)) {
      const sources = keys
        .filter((key) => final.of.get(key.block) === block)
        .map((key) => deps.box.ballots(key.keyId));
      for await (const { tag, answers } of mergeSorted(sources, byTag)) {
        yield { instrument: planned.instrument, block, tag, answers };
      }
    }
  }
}

const byQuestionAndTag = (a: TextRow, b: TextRow): number =>
  compareTexts(a.question, b.question) || Buffer.compare(a.tag, b.tag);

/**
 * Texts of a form in key order over its blocks: which block one came from is forgotten. Those of blocks that are counted
 * nowhere end here, because among the others nobody could tell them apart.
 */
async function* closedTexts(
  deps: Deps,
  closings: readonly FormClosing[],
  thresholds: ClosedHead["round"]["thresholds"],
): AsyncIterable<ClosedText> {
  for (const { planned, keys, final } of byInstrument(closings)) {
    const nowhere = new Set(
      final.blocks.filter((block) => isExcluded(block, thresholds)).map(({ id }) => id),
    );
    const sources = keys
      .filter((key) => !nowhere.has(final.of.get(key.block) ?? ""))
      .map((key) => deps.box.texts(key.keyId));
    for await (const { question, tag, text } of mergeSorted(sources, byQuestionAndTag)) {
      yield { instrument: planned.instrument, question, tag, text };
    }
  }
}
