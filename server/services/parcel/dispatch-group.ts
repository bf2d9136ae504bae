import { installationFingerprint } from "../../core/parcel/installation-fingerprint.ts";
import { readManifest, sharedWith } from "../../core/parcel/manifest.ts";
import type { ParcelOf } from "../../core/parcel/parcel.ts";
import { Problem } from "../../core/problem.ts";
import type { OfficeTransaction, RoundRow } from "../../store/office.ts";
import { audit } from "../audit.ts";
import { randomName } from "../create-round.ts";
import type { Actor, Deps } from "../deps.ts";
import { frozenForSeal, type PlannedPoll, planDrafts, saveForms } from "../seal-round.ts";
import { requireNoTask } from "./hold-task-anew.ts";
import { removeUnrecorded } from "./remove-unrecorded.ts";
import { pollsOfGroup, repeatAway } from "./repeat-away.ts";
import { requireTrusted } from "./require-trusted.ts";
import { parcelRow, signParcel } from "./sign-parcel.ts";
import { writeTask } from "../../core/parcel/task-contents.ts";

type FrozenRound = RoundRow & { readonly frozen: NonNullable<RoundRow["frozen"]> };

export interface Dispatch {
  readonly round: string;
  readonly group: string;
  /** Fingerprint of the installation that will hold the polls. */
  readonly to: string;
  /** 交叉巡察: fingerprint of the other office, which authorises the task and opens what comes back. */
  readonly with?: string;
}

/**
 * 任务包: freezes the round, as a seal does, and gives the drafts of one group to another installation. Their polls are
 * `away` from then on: no key of theirs is made here. Units below `floor` stay in draft.
 *
 * @param who with the second person, who agrees
 * @throws Problem round.unknown, round.rehearsing, round.fixed, parcel.empty, parcel.one-task, installation.unknown; what
 *   freezing refuses
 */
export async function dispatchGroup(deps: Deps, who: Actor, dispatch: Dispatch): Promise<ParcelOf<"task">> {
  const parcel = await deps.office.inTransaction(async (office) => {
    await requireTrusted(office, dispatch.to);
    if (dispatch.with === dispatch.to) throw new Problem("installation.unknown", {});
    if (dispatch.with !== undefined) await requireTrusted(office, dispatch.with);
    await requireNoTask(office, dispatch);
    const { row, planned } = await sendGroupAway(deps, office, who, dispatch);
    return makeTask(deps, office, who, row, dispatch, planned);
  });
  return parcel;
}

/**
 * Freezes a round and makes the drafts of one group `away`, where the task is made and where it is authorised.
 *
 * @throws Problem parcel.empty; what freezing refuses
 */
export async function sendGroupAway(
  deps: Deps,
  office: OfficeTransaction,
  who: Actor,
  { round, group }: Pick<Dispatch, "round" | "group">,
): Promise<{ readonly row: FrozenRound; readonly planned: readonly PlannedPoll[] }> {
  const row = await frozenForSeal(deps, office, who, round, "away");
  const units = (await office.units(round)).filter((unit) => unit.group === group);
  const { planned } = planDrafts(deps, row, units, await office.polls(round));
  if (planned.length === 0) throw new Problem("parcel.empty", { reason: "no-draft" });
  for (const poll of planned) await sendAway(deps, office, who, poll);
  return { row, planned };
}

async function sendAway(
  deps: Deps,
  office: OfficeTransaction,
  who: Actor,
  { row, unit, forms, plan }: PlannedPoll,
): Promise<void> {
  await saveForms(office, forms);
  await office.savePoll({ ...row, state: "away", plan });
  await audit(deps, office, who, "poll.away", row.id, { unit: unit.name });
}

/**
 * A later 任务包 for a group whose laptop is lost or has failed: every poll that has not come back is void and held anew
 * on another installation, on record; what the first laptop may still bring is refused from then on. Of a 交叉巡察 only the
 * office that made it does so, and the other one has to authorise it once more.
 *
 * @param who with the second person, who agrees
 * @throws Problem round.unknown, parcel.empty, parcel.shared, parcel.one-task, installation.unknown
 */
export async function reissueTask(
  deps: Deps,
  who: Actor,
  dispatch: Omit<Dispatch, "with">,
  reason: string,
): Promise<ParcelOf<"task">> {
  const lost: string[] = [];
  const parcel = await deps.office.inTransaction(async (office) => {
    await requireTrusted(office, dispatch.to);
    const row = await office.round(dispatch.round);
    if (!row?.frozen) throw new Problem("round.unknown", {});
    const other = await otherOffice(deps, office, dispatch);
    await requireNoTask(office, dispatch);
    const again: PlannedPoll[] = [];
    for (const { before, unit, plan } of await pollsOfGroup(office, dispatch, "away")) {
      const id = `p${randomName(deps, 8)}`;
      await audit(deps, office, who, "poll.void", before.id, { from: "away", reason });
      const next = await repeatAway(deps, office, who, { before, unit, id });
      lost.push(before.id);
      again.push({ row: next, unit, forms: [], plan, keyBits: row.round.keyBits });
    }
    if (again.length === 0) throw new Problem("parcel.empty", { reason: "none-away" });
    const given = other === null ? dispatch : { ...dispatch, with: other };
    return makeTask(deps, office, who, { ...row, frozen: row.frozen }, given, again);
  });
  await removeUnrecorded(deps, lost);
  return parcel;
}

/**
 * Fingerprint of the office that authorised the group's task with this one; null: nobody had to.
 *
 * @throws Problem parcel.shared where it is this one that authorised it; installation.unknown
 */
async function otherOffice(
  { signer }: Pick<Deps, "signer">,
  office: OfficeTransaction,
  { round, group, to }: Dispatch,
): Promise<string | null> {
  const tasks = (await office.parcels.of(round)).filter((one) => one.kind === "task" && one.group === group);
  for (const { manifest: text } of tasks) {
    const manifest = readManifest(text);
    const other = sharedWith(manifest);
    if (other === null) continue;
    if (other === installationFingerprint(signer.publicKey)) throw new Problem("parcel.shared", {});
    if (other === to) throw new Problem("installation.unknown", {});
    await requireTrusted(office, other);
    return other;
  }
  return null;
}

async function makeTask(
  deps: Deps,
  office: OfficeTransaction,
  who: Actor,
  { round, frozen }: FrozenRound,
  { group, to, with: other }: Dispatch,
  planned: readonly PlannedPoll[],
): Promise<ParcelOf<"task">> {
  const earlier = (await office.parcels.of(round.id)).filter(
    (one) => one.kind === "task" && !one.isIncoming && one.group === group,
  );
  const edition = 1 + Math.max(0, ...earlier.map((one) => one.edition));
  const order = (await office.units(round.id)).map(({ id }) => id);
  const units = planned
    .map(({ row, unit, plan }) => ({ unit, poll: row.id, plan }))
    .toSorted((a, b) => order.indexOf(a.unit.id) - order.indexOf(b.unit.id));
  const about = {
    kind: "task",
    to,
    round: round.id,
    title: round.title,
    group,
    edition,
    task: null,
    ...(other !== undefined && { with: other }),
  } as const;
  const parcel = signParcel<"task">(deps, about, writeTask({ round, frozen, units }));
  const ids = units.map(({ unit }) => unit.id);
  const atUtc = deps.clock().toISOString();
  await office.parcels.add(
    parcelRow(parcel, { isIncoming: false, other: to, units: ids, audit: null, atUtc }),
  );
  const facts = { kind: "task", group, edition, fingerprint: to, units: ids.length, digest: parcel.id };
  await audit(deps, office, who, "parcel.made", round.id, facts);
  return parcel;
}
