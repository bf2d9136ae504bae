import { digestOf } from "../core/definition/canonical.ts";
import { makeSheet, type Sheet, type SheetClosing, type SheetUnit } from "../core/results/sheet.ts";
import type { ClosedHead } from "../store/closed.ts";
import type { AuditRow, RoundRow } from "../store/office.ts";
import type { ReadingDeps } from "./deps.ts";
import { unitsAwaited } from "./parcel/require-complete.ts";
import type { RoundStanding } from "./score-round.ts";

/** Acts that change no number and no grade: the sheet stays what it is when somebody looks, carries or destroys. */
const READING: ReadonlySet<string> = new Set([
  "tally.read",
  "texts.read",
  "statistics.read",
  "sheet.exported",
  "review.recounted",
  "parcel.made",
  "documents.downloaded",
  "documents.exported",
  "documents.removed",
  "volume.made",
  "volume.stopped",
  "round.keeping-set",
  "round.destroyed",
  "poll.destroyed",
]);

export interface AuditHead {
  readonly lines: number;
  readonly digest: string;
}

/**
 * The last line of the audit that changed something about a round; what other rounds and sign-ins add later does not
 * move it, so the sheet of a finished round keeps its digest.
 */
export function auditHead(rows: readonly AuditRow[], round: string, polls: readonly string[]): AuditHead {
  const isOfRound = ({ act, about }: AuditRow): boolean =>
    !READING.has(act) && (about === round || about.startsWith(`${round}/`) || polls.includes(about));
  const last = rows.findLastIndex(isOfRound);
  return { lines: last + 1, digest: rows[last]?.digest ?? "0".repeat(64) };
}

/** What the sheet says about a closed file. */
export const sheetClosing = (head: ClosedHead, digest: string): SheetClosing => ({
  digest,
  forms: head.plan.forms.map(({ instrument, digest: form }) => ({ instrument, digest: form })),
  roll: head.roll.map(({ batch, minted, unused, used, voided }) => ({ batch, minted, unused, used, voided })),
  blocks: head.blocks,
});

/** The sheet of a sealed round from its units; scheme and instruments are named by the digest of their content. */
export function sheetOf(
  row: RoundRow & { readonly frozen: NonNullable<RoundRow["frozen"]> },
  units: readonly SheetUnit[],
  audit: AuditHead,
): Sheet {
  const { scheme } = row.frozen.scheme;
  return makeSheet({
    round: row.round,
    scheme: {
      id: scheme.id,
      title: scheme.title,
      version: scheme.version,
      digest: digestOf(scheme),
    },
    instruments: row.frozen.instruments.map(({ instrument }) => {
      return { id: instrument.id, digest: digestOf(instrument) };
    }),
    address: row.frozen.address,
    units,
    audit,
  });
}

/** The sheet of a round as it stands; null before its first seal, and while units of a round that was given out are awaited. */
export async function roundSheet(
  deps: Pick<ReadingDeps, "office">,
  { row, units }: RoundStanding,
): Promise<Sheet | null> {
  const { frozen } = row;
  if (!frozen) return null;
  const found = await deps.office.inTransaction(async (office) => {
    if ((await unitsAwaited(office, row.round.id)).length > 0) return null;
    return { rows: await office.audit(), replaced: await office.replacedPolls(row.round.id) };
  });
  if (!found) return null;
  const { rows, replaced } = found;
  const polls = [...units.flatMap(({ poll }) => poll ?? []), ...replaced].map(({ id }) => id);
  const sheetUnits = units.map(({ unit, poll, assessment, history, release, score }): SheetUnit => ({
    unit,
    assessment,
    history,
    poll: poll && { id: poll.id, state: poll.state },
    closing: release && sheetClosing(release.head, release.row.closedDigest!),
    result: release?.result ?? null,
    score,
  }));
  return sheetOf({ ...row, frozen }, sheetUnits, auditHead(rows, row.round.id, polls));
}
