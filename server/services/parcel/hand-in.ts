import { readManifest, sharedWith } from "../../core/parcel/manifest.ts";
import type { ParcelOf } from "../../core/parcel/parcel.ts";
import { type SealedPoll, writeRolls } from "../../core/parcel/sealed-contents.ts";
import { Problem } from "../../core/problem.ts";
import { hasClosedFile } from "../../core/round/round.ts";
import type { OfficeTransaction, ParcelRow, PollRow } from "../../store/office.ts";
import { audit } from "../audit.ts";
import type { Actor, Deps } from "../deps.ts";
import { auditHead } from "../round-sheet.ts";
import type { Evidence } from "../verify/evidence.ts";
import { roundEvidence } from "../verify/round-evidence.ts";
import { verificationFiles } from "../verify/verification-files.ts";
import { verify } from "../verify/verify.ts";
import { parcelRow, signParcel } from "./sign-parcel.ts";

interface HandIn {
  readonly task: ParcelRow;
  readonly evidence: Evidence;
  readonly polls: readonly SealedPoll[];
  readonly units: readonly string[];
}

/**
 * 封存包: the closed polls of a round that came in a task parcel, with the numbers of their 登记表 and the record up to here,
 * recounted before it leaves. It holds single ballots, as a verification folder does.
 *
 * @param units ids; null: every closed unit that no earlier parcel held
 * @throws Problem parcel.unknown for a round that was made here, parcel.empty, parcel.findings when the recount differs
 */
export async function handIn(
  deps: Deps,
  who: Actor,
  round: string,
  units: readonly string[] | null,
): Promise<ParcelOf<"sealed">> {
  const found = await deps.office.inTransaction((office) => collect(deps, office, round, units));
  const { rounds, differences } = await verify(found.evidence, null);
  const [sheet] = rounds.map((one) => one.sheet);
  if (differences.length > 0 || !sheet) {
    const findings = differences.map(({ unit, code }) => {
      return { unit, finding: "altered" as const, difference: code };
    });
    throw new Problem("parcel.findings", { findings });
  }
  const parts = new Map([writeRolls(found.polls)]);
  for await (const [path, bytes] of verificationFiles(deps.closed, found.evidence, sheet.text)) {
    parts.set(path, bytes);
  }
  const { task } = found;
  const { title } = found.evidence.rounds[0]!.row.round;
  const { group, edition, other: to } = task;
  const other = sharedWith(readManifest(task.manifest));
  const about = { kind: "sealed", to, round, title, group, edition, task: task.id } as const;
  const parcel = signParcel<"sealed">(deps, { ...about, ...(other !== null && { with: other }) }, parts);
  const atUtc = deps.clock().toISOString();
  await deps.office.inTransaction(async (office) => {
    if (await office.parcels.find(parcel.id)) return;
    const { units: ids } = found;
    await office.parcels.add(
      parcelRow(parcel, { isIncoming: false, other: to, units: ids, audit: null, atUtc }),
    );
    const facts = { kind: "sealed", group, edition, fingerprint: to, units: ids.length, digest: parcel.id };
    await audit(deps, office, who, "parcel.made", round, facts);
  });
  return parcel;
}

async function collect(
  deps: Deps,
  office: OfficeTransaction,
  roundId: string,
  wanted: readonly string[] | null,
): Promise<HandIn> {
  const task = await office.parcels.taskOf(roundId);
  const row = await office.round(roundId);
  if (!task || !row) throw new Problem("parcel.unknown", {});
  if (!row.frozen) throw new Problem("parcel.empty", { reason: "none-closed" });
  const sent = (await office.parcels.of(roundId)).filter((one) => one.kind === "sealed");
  const all = await roundEvidence(office, { ...row, frozen: row.frozen });
  const rows = [...(await office.polls(roundId)), ...(await office.replacedPolls(roundId))];
  const isReady = (unit: string): boolean =>
    rows.some((poll) => poll.unit === unit && poll.replacedBy === undefined && hasClosedFile(poll.state));
  const chosen = all.units.filter(({ id }) =>
    wanted === null ? isReady(id) && !sent.some((one) => one.units.includes(id)) : wanted.includes(id),
  );
  if (chosen.length === 0 || !chosen.every(({ id }) => isReady(id))) {
    throw new Problem("parcel.empty", { reason: "none-closed" });
  }
  const units = chosen.map(({ id }) => id);
  const polls = all.polls.filter(({ unit }) => units.includes(unit));
  const lines = await office.audit();
  const ids = polls.map(({ id }) => id);
  const sealed: SealedPoll[] = [];
  for (const id of ids)
    sealed.push(
      await sealedPoll(
        office,
        rows.find((one) => one.id === id)!,
      ),
    );
  return {
    task,
    units,
    polls: sealed,
    evidence: {
      rounds: [{ ...all, units: chosen, polls }],
      audit: lines.slice(0, auditHead(lines, roundId, ids).lines),
      isAuditCut: true,
      closed: deps.closed,
      sheet: null,
      unknownFiles: [],
      strangeFiles: [],
      closedNames: [],
    },
  };
}

async function sealedPoll(office: OfficeTransaction, row: PollRow): Promise<SealedPoll> {
  return {
    id: row.id,
    unit: row.unit,
    state: row.state as SealedPoll["state"],
    openedAtUtc: row.openedAtUtc,
    closingEndsAtUtc: row.closingEndsAtUtc,
    closedAtUtc: row.closedAtUtc,
    closedDigest: row.closedDigest,
    openUntil: row.openUntil ?? null,
    replacedBy: row.replacedBy ?? null,
    sheet: await office.rollSheet(row.id),
  };
}
