import { canonicalJson } from "../../core/definition/canonical.ts";
import type { Answer, FrozenForm } from "../../core/definition/frozen.ts";
import { type FinalBlocks, finalBlocks } from "../../core/release/final-block.ts";
import type { Note } from "../../core/results/difference.ts";
import { firstDifference } from "../../core/results/first-difference.ts";
import type { PlannedForm } from "../../core/round/plan.ts";
import { type BallotFold, foldBallots } from "../../core/tally/fold.ts";
import type { FormTally, Source } from "../../core/tally/tally.ts";
import type { ClosedBallot, ClosedHead } from "../../store/closed.ts";
import type { CredentialCounts } from "./check-credentials.ts";
import type { KnownKey } from "./check-keys.ts";
import type { Evidence } from "./evidence.ts";

interface Counting {
  readonly planned: PlannedForm;
  readonly form: FrozenForm;
  readonly final: FinalBlocks;
  readonly fold: BallotFold;
  /** Per final block. */
  readonly ballots: Map<string, number>;
  readonly unreadable: Map<string, number>;
  readonly sources: Map<string, Map<Source, number>>;
}

const SOURCES: readonly Source[] = ["ticket", "open", "paper", "import"];

/**
 * Counts a closed file anew, from credentials and ballots alone: the second partition by numbers, then the fold.
 *
 * @returns the head as it should be: final blocks and tally of this count
 */
export async function recount(
  closed: Evidence["closed"],
  head: ClosedHead,
  keys: ReadonlyMap<string, KnownKey>,
  counts: CredentialCounts,
  note: Note,
): Promise<ClosedHead> {
  const countings = head.plan.forms.map((planned) => beginCounting(head, planned, keys, counts));
  for await (const ballot of closed.ballots(head.poll)) addBallot(countings, ballot, note);
  const tallies = countings.map((counting) => finishCounting(counting, head.tally.formatVersion));
  countings.forEach((counting, i) => compareCounting(head, counting, tallies[i]!, note));
  return {
    ...head,
    blocks: Object.fromEntries(countings.map(({ planned, final }) => [planned.instrument, final.blocks])),
    tally: { formatVersion: head.tally.formatVersion, poll: head.poll, forms: tallies },
  };
}

function beginCounting(
  head: ClosedHead,
  planned: PlannedForm,
  keys: ReadonlyMap<string, KnownKey>,
  counts: CredentialCounts,
): Counting {
  const { form } = head.forms.find((one) => one.form.instrument === planned.instrument)!;
  const own = [...keys.values()].filter((key) => key.instrument === planned.instrument);
  const perBlock = new Map<string, number>();
  for (const key of own) {
    const credentials = counts.get(key.keyId) ?? 0;
    if (credentials > 0) perBlock.set(key.block, (perBlock.get(key.block) ?? 0) + credentials);
  }
  const final = finalBlocks(
    planned,
    perBlock,
    head.round.thresholds,
    head.rules === 2 ? "people" : "ballots",
  );
  const sources = new Map<string, Map<Source, number>>();
  for (const key of own) {
    const block = final.of.get(key.block);
    if (block === undefined) continue;
    const ofBlock = sources.get(block) ?? new Map<Source, number>();
    ofBlock.set(key.source, (ofBlock.get(key.source) ?? 0) + (counts.get(key.keyId) ?? 0));
    sources.set(block, ofBlock);
  }
  const fold = foldBallots(form, planned.digest);
  return { planned, form, final, fold, ballots: new Map(), unreadable: new Map(), sources };
}

function addBallot(countings: readonly Counting[], { instrument, block, answers }: ClosedBallot, note: Note) {
  const counting = countings.find((one) => one.planned.instrument === instrument);
  if (!counting) {
    note("ballot.answers", { instrument, block, count: 1 });
    return;
  }
  const { fold, ballots, unreadable } = counting;
  ballots.set(block, (ballots.get(block) ?? 0) + 1);
  try {
    const read = JSON.parse(answers) as readonly Answer[];
    if (!Array.isArray(read) || canonicalJson(read) !== answers) throw new TypeError("answers");
    // The source of a ballot is that of its key; it is put in from the credentials.
    fold.add(block, read, "ticket");
  } catch {
    unreadable.set(block, (unreadable.get(block) ?? 0) + 1);
  }
}

function finishCounting({ fold, sources }: Counting, formatVersion: 1 | 2): FormTally {
  const tally = fold.finish();
  return {
    ...tally,
    blocks: tally.blocks.map(({ straightLined, identical, ...block }) => ({
      ...block,
      ...(formatVersion === 1 ? {} : { straightLined, identical }),
      bySource: Object.fromEntries(
        SOURCES.flatMap((source) => {
          const ballots = sources.get(block.block)?.get(source) ?? 0;
          return ballots === 0 ? [] : [[source, ballots]];
        }),
      ),
    })),
  };
}

function compareCounting(head: ClosedHead, counting: Counting, tally: FormTally, note: Note): void {
  const { instrument } = counting.planned;
  const found = head.blocks[instrument] ?? [];
  if (firstDifference(found, counting.final.blocks)) note("block.partition", { instrument });
  for (const [block, count] of counting.unreadable) note("ballot.answers", { instrument, block, count });
  const expected = new Map(counting.final.blocks.map(({ id, ballots }) => [id, ballots]));
  for (const block of new Set([...expected.keys(), ...counting.ballots.keys()])) {
    const ballots = counting.ballots.get(block) ?? 0;
    const credentials = expected.get(block) ?? 0;
    if (ballots !== credentials) note("count.ballots", { instrument, block, ballots, credentials });
  }
  const place = firstDifference(
    head.tally.forms.find((one) => one.instrument === instrument),
    tally,
  );
  if (place) note("tally", { instrument, ...place });
}
