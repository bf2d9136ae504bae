import type { ParcelOf } from "../../core/parcel/parcel.ts";
import { partText } from "../../core/parcel/read-part.ts";
import { closedFilesOf, readRolls, type SealedPoll } from "../../core/parcel/sealed-contents.ts";
import { isProblem, Problem } from "../../core/problem.ts";
import { hasClosedFile } from "../../core/round/round.ts";
import type { OfficeTransaction, ParcelRow, PollRow } from "../../store/office.ts";
import { audit } from "../audit.ts";
import type { Actor, Deps } from "../deps.ts";
import { perOffice } from "../per-office.ts";
import { roundEvidence } from "../verify/round-evidence.ts";
import { AUDIT_FILE } from "../verify/verification-extract.ts";
import { type Judged, judgeSealed } from "./judge-sealed.ts";
import { type Expected, expectedOf, standingFindings } from "./judge-standing.ts";
import { carryEntries } from "./carry-review.ts";
import { holderOf } from "./hold-task-anew.ts";
import { entryFindings } from "./judge-entries.ts";
import { removeUnrecorded } from "./remove-unrecorded.ts";
import { parcelRefused, requireSigned } from "./require-signed.ts";
import { parcelRow } from "./sign-parcel.ts";

export interface TakenSealed {
  readonly kind: "sealed";
  readonly round: string;
  readonly title: string;
  readonly group: string;
  readonly units: readonly string[];
}

/** One parcel at a time: two that hold one unit must not both find it away. */
const turnOf = perOffice<{ last: Promise<unknown> }>(() => ({ last: Promise.resolve() }));

/**
 * Takes a 封存包 in, all of it or nothing: signature, task and recipient first, then a recount of its files beside the own
 * ones, then files and polls at once. Its polls count from then on as if they had been closed here.
 *
 * @throws Problem parcel.refused; parcel.findings with every unit that is doubled, not expected, of another version, not
 *   closed or altered; store.storage-full
 */
export function takeIn(deps: Deps, who: Actor, parcel: ParcelOf<"sealed">): Promise<TakenSealed> {
  const turns = turnOf(deps.office);
  const turn = turns.last.then(() => judgeAndTake(deps, who, parcel));
  turns.last = turn.catch(() => undefined);
  return turn;
}

async function judgeAndTake(deps: Deps, who: Actor, parcel: ParcelOf<"sealed">): Promise<TakenSealed> {
  const { expected } = await deps.office.inTransaction((office) => findExpected(deps, office, parcel));
  const files = closedFilesOf(parcel);
  const staged = await deps.closed.stage(files);
  try {
    const judged = await judgeSealed(parcel, expected, staged.reading);
    if (judged.findings.length > 0) throw new Problem("parcel.findings", { findings: judged.findings });
    await staged.adopt();
    await recordOrLeaveNothing(deps, who, parcel, judged);
    for (const { id } of judged.polls) deps.live.forget(id);
    const { round, title, group } = parcel.manifest;
    return { kind: "sealed", round, title, group, units: judged.round.units.map(({ name }) => name) };
  } finally {
    await staged.dispose();
  }
}

/** What is refused at the last moment has its files in their places already. */
async function recordOrLeaveNothing(
  deps: Deps,
  who: Actor,
  parcel: ParcelOf<"sealed">,
  judged: Judged,
): Promise<void> {
  try {
    await deps.office.inTransaction((office) => record(deps, office, who, parcel, judged));
  } catch (error) {
    if (isProblem(error)) await removeUnrecorded(deps, [...closedFilesOf(parcel).keys()]);
    throw error;
  }
}

/** @throws Problem parcel.refused */
async function findExpected(
  deps: Deps,
  office: OfficeTransaction,
  parcel: ParcelOf<"sealed">,
): Promise<{ readonly expected: Expected; readonly from: string }> {
  const { manifest } = parcel;
  const from = await requireSigned(deps, office, parcel);
  if (await office.parcels.find(parcel.id)) throw parcelRefused("already-here", manifest.group);
  const row = await office.round(manifest.round);
  const tasks = (await office.parcels.of(manifest.round)).filter(
    (one) => one.kind === "task" && !one.isIncoming && one.group === manifest.group,
  );
  const task = tasks.find(({ id }) => id === manifest.task);
  if (!row?.frozen || !task) throw parcelRefused("other-round", `${manifest.title} ${manifest.group}`);
  requireLatest(task, tasks);
  if ((await holderOf(office, task)) !== from) throw parcelRefused("other-signer", from);
  const round = await roundEvidence(office, { ...row, frozen: row.frozen });
  return { expected: await expectedOf(office, round, task.units, readRolls(parcel)), from };
}

function requireLatest(task: ParcelRow, tasks: readonly ParcelRow[]): void {
  const latest = Math.max(...tasks.map(({ edition }) => edition));
  if (task.edition < latest) throw parcelRefused("older-edition", `第 ${task.edition} 版任务包`);
}

/** Asks once more: while it was recounted somebody may have given the task out anew, or been quicker. */
async function record(
  deps: Deps,
  office: OfficeTransaction,
  who: Actor,
  parcel: ParcelOf<"sealed">,
  judged: Judged,
): Promise<void> {
  const { round, group, edition } = parcel.manifest;
  const { expected, from } = await findExpected(deps, office, parcel);
  const findings = [
    ...standingFindings(expected, judged.round.units, judged.polls),
    ...entryFindings(expected.round, judged.round),
  ];
  if (findings.length > 0) throw new Problem("parcel.findings", { findings });
  const { polls } = expected;
  for (const sealed of judged.polls) await savePoll(deps, office, who, sealed, polls.get(sealed.unit)!);
  await carryEntries(deps, office, who, { expected, judged, from });
  const units = judged.round.units.map(({ id }) => id);
  const atUtc = deps.clock().toISOString();
  const lines = partText(parcel.parts, AUDIT_FILE);
  await office.parcels.add(parcelRow(parcel, { isIncoming: true, other: from, units, audit: lines, atUtc }));
  const facts = { kind: "sealed", group, edition, fingerprint: from, units: units.length, digest: parcel.id };
  await audit(deps, office, who, "parcel.taken-in", round, facts);
}

/** The record tells of each closing what the other installation's tells, and where it came from. */
async function savePoll(
  deps: Deps,
  office: OfficeTransaction,
  who: Actor,
  sealed: SealedPoll,
  away: PollRow,
): Promise<void> {
  const { id, state, closedDigest, openUntil, replacedBy, sheet } = sealed;
  const { openedAtUtc, closingEndsAtUtc, closedAtUtc } = sealed;
  await office.savePoll({
    ...away,
    id,
    state,
    openedAtUtc,
    closingEndsAtUtc,
    closedAtUtc,
    closedDigest,
    ...(openUntil !== null && { openUntil }),
    ...(replacedBy !== null && { replacedBy }),
  });
  if (sheet) await office.saveRollSheet(id, sheet);
  if (hasClosedFile(state)) {
    await audit(deps, office, who, "poll.counted", id, { from: "away", digest: closedDigest });
    await audit(deps, office, who, "poll.closed", id, { from: "counted" });
  }
  if (state !== "closed") await audit(deps, office, who, `poll.${state}`, id, { from: "away" });
}
