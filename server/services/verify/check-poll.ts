import { canonicalJson } from "../../core/definition/canonical.ts";
import { isProblem } from "../../core/problem.ts";
import { isExcluded } from "../../core/release/final-block.ts";
import type { Note } from "../../core/results/difference.ts";
import { RECEIPT_LETTERS } from "../../core/ticket/receipt.ts";
import type { Unit } from "../../core/roster/unit.ts";
import type { ClosedHead } from "../../store/closed.ts";
import { checkCredentials, checkRoll, type CredentialCounts } from "./check-credentials.ts";
import { checkForms, checkKeys } from "./check-keys.ts";
import type { Evidence, EvidencePoll, FrozenRound } from "./evidence.ts";
import { recount } from "./recount.ts";

/** What a closed file really holds. */
export interface CheckedPoll {
  /** SHA-256 of the file as it is. */
  readonly digest: string;
  /** Final blocks and tally as recounted. */
  readonly head: ClosedHead;
  readonly ballots: number;
}

/** What the office says about a closed poll. */
export interface PollToCheck {
  readonly round: FrozenRound;
  readonly unit: Unit;
  readonly poll: EvidencePoll;
}

const RECEIPT = new RegExp(`^[0-9A-HJKMNP-TV-Z]{${RECEIPT_LETTERS}}$`);

/**
 * Checks one closed file by itself and against what the office says about it. Goes on after a difference as long as
 * there is something to read.
 *
 * @returns null when the file cannot be counted
 */
export async function checkPoll(
  closed: Evidence["closed"],
  asked: PollToCheck,
  note: Note,
): Promise<CheckedPoll | null> {
  const { id, closedDigest } = asked.poll;
  let digest: string;
  try {
    digest = await closed.digest(id);
  } catch (error) {
    if (!isProblem(error)) throw error;
    note("closed.missing", {});
    return null;
  }
  if (digest !== closedDigest) note("closed.digest", { found: digest, expected: closedDigest ?? "—" });
  try {
    await closed.check(id);
  } catch (error) {
    note("closed.damaged", { reason: reasonOf(error) });
  }
  try {
    const head = await closed.head(id);
    checkHead(head, asked, note);
    checkForms(head, note);
    const keys = checkKeys(head, note);
    const counts = await checkCredentials(closed, id, keys, note);
    checkRoll(head, keys, counts, note);
    const recounted = await recount(closed, head, keys, counts, note);
    await checkTexts(closed, recounted, note);
    await checkReceipts(closed, id, counts, note);
    return { digest, head: recounted, ballots: ballotsOf(recounted) };
  } catch (error) {
    // Whatever cannot be read in a file that may have been tampered with is a finding, not a fault of ours.
    note("closed.unreadable", { reason: reasonOf(error) });
    return null;
  }
}

function reasonOf(error: unknown): string {
  if (isProblem(error, "store.damaged")) return error.facts.reason;
  return error instanceof Error ? error.message : String(error);
}

function checkHead(head: ClosedHead, { round, unit, poll }: PollToCheck, note: Note): void {
  const differs = (a: unknown, b: unknown): boolean => canonicalJson(a) !== canonicalJson(b);
  if (head.poll !== poll.id || head.formatVersion !== 1) note("closed.head", { part: "poll" });
  if (differs(head.round, round.round)) note("closed.head", { part: "round" });
  if (differs(head.unit, unit)) note("closed.head", { part: "unit" });
  if (poll.plan && differs(head.plan, poll.plan)) note("closed.head", { part: "plan" });
}

/** As many texts per text question as ballots that say they have one, without blocks that are counted nowhere. */
async function checkTexts(closed: Evidence["closed"], head: ClosedHead, note: Note): Promise<void> {
  const keyOf = (instrument: string, question: string): string => JSON.stringify([instrument, question]);
  const written = new Map<string, number>();
  for (const { instrument, blocks } of head.tally.forms) {
    const { form } = head.forms.find((one) => one.form.instrument === instrument)!;
    const nowhere = new Set(
      (head.rules === 2 ? (head.blocks[instrument] ?? []) : [])
        .filter((block) => isExcluded(block, head.round.thresholds))
        .map(({ id }) => id),
    );
    for (const { leaves } of blocks.filter(({ block }) => !nowhere.has(block))) {
      leaves.forEach((leaf, at) => {
        if (leaf.kind !== "text") return;
        const key = keyOf(instrument, form.leaves[at]!.id);
        written.set(key, (written.get(key) ?? 0) + leaf.written);
      });
    }
  }
  const texts = new Map<string, number>();
  for await (const { instrument, question } of closed.texts(head.poll)) {
    const key = keyOf(instrument, question);
    texts.set(key, (texts.get(key) ?? 0) + 1);
  }
  for (const key of new Set([...written.keys(), ...texts.keys()])) {
    const facts = { texts: texts.get(key) ?? 0, written: written.get(key) ?? 0 };
    const [instrument, question] = JSON.parse(key) as [string, string];
    if (facts.texts !== facts.written) note("text.count", { instrument, question, ...facts });
  }
}

async function checkReceipts(
  closed: Evidence["closed"],
  poll: string,
  counts: CredentialCounts,
  note: Note,
): Promise<void> {
  const receipts = await closed.receipts(poll);
  const credentials = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const malformed = receipts.filter((receipt) => !RECEIPT.test(receipt)).length;
  if (malformed > 0) note("receipt.malformed", { count: malformed });
  if (receipts.length !== credentials) note("receipt.count", { receipts: receipts.length, credentials });
}

const ballotsOf = ({ tally }: ClosedHead): number =>
  tally.forms.flatMap(({ blocks }) => blocks).reduce((sum, { ballots }) => sum + ballots, 0);
