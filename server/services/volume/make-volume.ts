import { canonicalJson } from "../../core/definition/canonical.ts";
import { nameable } from "../../core/documents/file-name.ts";
import { MANIFEST_FILE, SIGNATURE_FILE } from "../../core/parcel/manifest.ts";
import { Problem } from "../../core/problem.ts";
import type { Sheet } from "../../core/results/sheet.ts";
import { fromBase64Url, toBase64Url, utf8Bytes } from "../../core/ticket/bytes.ts";
import { carriedPaths } from "../../core/volume/carried-record.ts";
import {
  SUMS_FILE,
  sumsText,
  UNNAMED_FILES,
  type VolumePart,
  writeVolumeManifest,
} from "../../core/volume/volume-manifest.ts";
import { sha256 } from "../../keys/digest.ts";
import type { VolumeRow } from "../../store/office.ts";
import { audit } from "../audit.ts";
import type { Actor, Deps } from "../deps.ts";
import { localDay } from "../documents/local-day.ts";
import { requireComplete } from "../parcel/require-complete.ts";
import { auditHead, roundSheet } from "../round-sheet.ts";
import { type RoundStanding, scoreRound } from "../score-round.ts";
import type { Evidence, FrozenRound } from "../verify/evidence.ts";
import { roundEvidence } from "../verify/round-evidence.ts";
import { verificationFiles } from "../verify/verification-files.ts";
import { type Verification, verify } from "../verify/verify.ts";
import { VERIFIER_FILE, type VolumeDraft } from "./volume-folders.ts";

/** One file of a volume before it is written. */
export interface VolumeFile {
  readonly path: string;
  readonly bytes: Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** What of a volume is drawn and worded, which services do not do. */
export interface VolumePapers {
  /** @param progress units whose documents are written, of all closed ones */
  documents(
    standing: RoundStanding,
    madeOn: string,
    progress: (done: number, of: number) => void,
  ): AsyncIterable<VolumeFile>;
  /** The report of the recount, and what to read first. */
  reports(
    recount: Verification,
    about: { readonly title: string; readonly madeOn: string },
  ): readonly VolumeFile[];
}

export interface VolumeOrder {
  readonly round: string;
  /** A new folder; null: among the installation's own. */
  readonly place: string | null;
  readonly papers: VolumePapers;
  readonly progress: (done: number, of: number) => void;
  /** Ends the making before its end: nothing is left of it. */
  readonly signal: AbortSignal;
}

interface Found {
  readonly standing: RoundStanding & { readonly row: FrozenRound };
  readonly sheet: Sheet;
  readonly evidence: Evidence;
  readonly recount: Verification;
}

/**
 * 归档包: one archived round as a folder that is read and recounted without the product. It is recounted before a byte is
 * written, signed, on disk before it is on record, and gets its name last: what is cut off in between is finished or
 * removed by the next look at the folder. It holds single ballots.
 *
 * @throws Problem round.unknown, round.not-archived, round.incomplete, volume.differs, file.unusable, store.storage-full;
 *   the reason of `signal` when it was stopped
 */
export async function makeVolume(deps: Deps, who: Actor, order: VolumeOrder): Promise<VolumeRow> {
  const found = await recounted(deps, order.round);
  const { round } = found.standing.row;
  const madeOn = localDay(deps.clock());
  const name = `${nameable(round.title).slice(0, 60)}_${madeOn}`;
  const draft = await deps.volumes.begin(order.place, name, (digest) => isMade(deps, digest));
  const row = await writeWhole(draft, async () => {
    const parts = await writeParts(deps, draft, found, { ...order, madeOn });
    const row = await signVolume(deps, who, draft, { found, parts, madeOn });
    order.signal.throwIfAborted();
    await deps.office.inTransaction(async (office) => {
      await office.volumes.add(row);
      await audit(deps, office, who, "volume.made", round.id, { digest: row.id, place: row.place });
    });
    return row;
  });
  // On record from here on: what fails now is finished by the next look at the folder.
  await draft.finish();
  return row;
}

async function writeWhole<T>(draft: VolumeDraft, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    await draft.abandon();
    throw error;
  }
}

/** Whether a volume of this digest is on record. */
export const isMade = (deps: Pick<Deps, "office">, digest: string): Promise<boolean> =>
  deps.office.inTransaction(async ({ volumes }) => (await volumes.find(digest)) !== null);

async function recounted(deps: Deps, id: string): Promise<Found> {
  await deps.office.inTransaction((office) => requireComplete(office, id));
  const standing = await scoreRound(deps, id);
  const { row } = standing;
  const { frozen } = row;
  const sheet = await roundSheet(deps, standing);
  if (row.archivedAtUtc === undefined || !frozen || !sheet) throw new Problem("round.not-archived", {});
  const evidence = await deps.office.inTransaction(async (office): Promise<Evidence> => {
    const round = await roundEvidence(office, { ...row, frozen });
    const lines = await office.audit();
    const polls = round.polls.map((poll) => poll.id);
    return {
      rounds: [round],
      audit: lines.slice(0, auditHead(lines, id, polls).lines),
      isAuditCut: true,
      closed: deps.closed,
      sheet: sheet.text,
      unknownFiles: [],
      strangeFiles: [],
      closedNames: [],
    };
  });
  const recount = await verify(evidence, sheet.digest);
  if (recount.differences.length > 0) {
    const units = new Set(recount.differences.flatMap(({ unit }) => unit ?? []));
    throw new Problem("volume.differs", { differences: recount.differences.length, units: [...units] });
  }
  return { standing: { ...standing, row: { ...row, frozen } }, sheet, evidence, recount };
}

async function writeParts(
  deps: Deps,
  draft: VolumeDraft,
  found: Found,
  { papers, progress, signal, madeOn }: VolumeOrder & { readonly madeOn: string },
): Promise<readonly VolumePart[]> {
  const { standing, recount } = found;
  const { title } = standing.row.round;
  const parts: VolumePart[] = [];
  const write = async ({ path, bytes }: VolumeFile): Promise<void> => {
    signal.throwIfAborted();
    parts.push(await draft.write(path, bytes));
  };
  const { evidence, sheet } = found;
  // A volume is a verification folder, and more: docs/verify.md.
  for await (const [path, bytes] of verificationFiles(deps.closed, evidence, sheet.text))
    await write({ path, bytes });
  for (const file of await carriedRecords(deps, standing.row.round.id)) await write(file);
  for (const file of definitionFiles(standing.row.frozen)) await write(file);
  await write({ path: VERIFIER_FILE, bytes: await deps.volumes.verifier() });
  for (const file of papers.reports(recount, { title, madeOn })) await write(file);
  for await (const file of papers.documents(standing, madeOn, progress)) await write(file);
  return parts;
}

/** The record of each group's installation, with the signed manifest of the 封存包 that it came in. */
async function carriedRecords(deps: Deps, round: string): Promise<readonly VolumeFile[]> {
  const rows = await deps.office.inTransaction((office) => office.parcels.of(round));
  return rows.flatMap(({ id, isIncoming, audit: record, manifest, signature }): readonly VolumeFile[] => {
    if (!isIncoming || record === null) return [];
    const paths = carriedPaths(id);
    return [
      { path: paths.manifest, bytes: utf8Bytes(manifest) },
      { path: paths.signature, bytes: fromBase64Url(signature) },
      { path: paths.record, bytes: utf8Bytes(record) },
    ];
  });
}

/** Canonical, so that SHA-256 of each file is the digest that is printed on documents. */
function* definitionFiles({ instruments, scheme }: FrozenRound["frozen"]): Generator<VolumeFile> {
  for (const { instrument } of instruments) {
    yield { path: `forms/${nameable(instrument.id)}.json`, bytes: utf8Bytes(canonicalJson(instrument)) };
  }
  yield {
    path: `scheme/${nameable(scheme.scheme.id)}.json`,
    bytes: utf8Bytes(canonicalJson(scheme.scheme)),
  };
}

interface Written {
  readonly found: Found;
  readonly parts: readonly VolumePart[];
  readonly madeOn: string;
}

/** Writes what is about the parts, and puts all of it on disk. */
async function signVolume(
  deps: Deps,
  who: Actor,
  draft: VolumeDraft,
  { found, parts, madeOn }: Written,
): Promise<VolumeRow> {
  const { id: round, title } = found.standing.row.round;
  const sheet = found.sheet.digest;
  const from = toBase64Url(deps.signer.publicKey);
  const manifest = utf8Bytes(writeVolumeManifest({ from, round, title, sheet, madeOn, parts: [...parts] }));
  const about = [
    await draft.write(MANIFEST_FILE, manifest),
    await draft.write(SIGNATURE_FILE, deps.signer.sign(manifest)),
  ];
  const ordered = parts.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const sums = await draft.write(SUMS_FILE, utf8Bytes(sumsText([...about, ...ordered])));
  await draft.sync();
  return {
    id: Buffer.from(sha256(manifest)).toString("hex"),
    round,
    place: draft.place,
    sheet,
    files: parts.length + UNNAMED_FILES.length,
    bytes: [...parts, ...about, sums].reduce((sum, part) => sum + part.bytes, 0),
    madeAtUtc: deps.clock().toISOString(),
    madeBy: who.name,
  };
}
