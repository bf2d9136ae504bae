import { Problem } from "../core/problem.ts";
import { releasePoll } from "../core/release/release.ts";
import type { Released } from "../core/release/released.ts";
import type { PollResult } from "../core/release/release.ts";
import type { ClosedHead } from "../store/closed.ts";
import type { OfficeTransaction, PollRow } from "../store/office.ts";
import type { ReadingDeps } from "./deps.ts";
import { perOffice } from "./per-office.ts";
import { requireComplete } from "./parcel/require-complete.ts";
import { noResult } from "./poll-closed.ts";

export interface PollRelease {
  readonly row: PollRow;
  readonly head: ClosedHead;
  readonly result: Released<PollResult>;
}

/** Releases of closed polls never change, so each is computed once per closed file. */
const releasesOf = perOffice(() => new Map<string, Promise<PollRelease>>());

/**
 * The one release of a closed poll.
 *
 * @throws Problem poll.unknown; poll.results-while-open for every state but `closed`; round.incomplete while units are still
 *   on other installations
 */
export async function readRelease(deps: ReadingDeps, pollId: string): Promise<PollRelease> {
  const row = await deps.office.inTransaction(async (office) => {
    const row = await office.poll(pollId);
    if (!row) throw new Problem("poll.unknown", {});
    await requireCompleteOnce(deps, office, row.round);
    return row;
  });
  return releaseOfRow(deps, row);
}

/** Round → number of changes at which all of it was back, for each office. */
const completeAt = perOffice(() => new Map<string, number>());

/** Looks through a round's units once for as long as nothing of it is saved: a large one takes most of a second. */
async function requireCompleteOnce(
  deps: ReadingDeps,
  office: OfficeTransaction,
  round: string,
): Promise<void> {
  const known = completeAt(deps.office);
  const changes = await office.roundChanges(round);
  if (changes !== null && known.get(round) === changes) return;
  await requireComplete(office, round);
  if (changes !== null) known.set(round, changes);
}

/**
 * Of a poll that was read already, whether its round is complete or not: for what shows no result. Nothing is told of a
 * closed file that is not the one that was counted.
 *
 * @throws Problem poll.results-while-open, store.damaged
 */
export async function releaseOfRow(deps: Pick<ReadingDeps, "closed">, row: PollRow): Promise<PollRelease> {
  if (row.state !== "closed" || !row.closedDigest) {
    throw noResult(row.state);
  }
  return readOnce(deps, row, row.closedDigest);
}

/**
 * What the closed file of a poll says of itself, of one that was declared invalid too: nothing of that may be told.
 *
 * @param digest SHA-256 of the file as it was counted, hex
 * @throws Problem store.damaged
 */
export const headOfRow = async (
  deps: Pick<ReadingDeps, "closed">,
  row: PollRow,
  digest: string,
): Promise<ClosedHead> => (await readOnce(deps, row, digest)).head;

function readOnce(deps: Pick<ReadingDeps, "closed">, row: PollRow, digest: string): Promise<PollRelease> {
  const key = `${row.id} ${digest}`;
  const releases = releasesOf(deps.closed);
  let release = releases.get(key);
  if (!release) {
    release = headAsCounted(deps, row.id, digest).then((head) => ({ row, head, result: releaseOf(head) }));
    releases.set(key, release);
    release.catch(() => releases.delete(key));
  }
  return release;
}

async function headAsCounted(
  { closed }: Pick<ReadingDeps, "closed">,
  poll: string,
  counted: string,
): Promise<ClosedHead> {
  if ((await closed.digest(poll)) !== counted)
    throw new Problem("store.damaged", { file: `closed/${poll}.db`, reason: "other-than-counted" });
  return closed.head(poll);
}

/** Releases what a closed file says it has counted. @throws Problem scoring.input */
export function releaseOf(head: ClosedHead): Released<PollResult> {
  return releasePoll({
    poll: head.poll,
    forms: head.forms.map(({ form, digest }) => ({
      form,
      digest,
      tally: head.tally.forms.find((one) => one.instrument === form.instrument)!,
      blocks: head.blocks[form.instrument] ?? [],
    })),
    thresholds: head.round.thresholds,
  });
}
