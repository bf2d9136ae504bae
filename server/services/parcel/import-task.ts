import { canonicalJson } from "../../core/definition/canonical.ts";
import { installationFingerprint } from "../../core/parcel/installation-fingerprint.ts";
import { type ManifestOf, readManifest, sharedWith } from "../../core/parcel/manifest.ts";
import type { ParcelOf } from "../../core/parcel/parcel.ts";
import { readTask, type TaskContents } from "../../core/parcel/task-contents.ts";
import { Problem } from "../../core/problem.ts";
import type { OfficeTransaction, ParcelRow, PollRow } from "../../store/office.ts";
import { audit } from "../audit.ts";
import type { Actor, Deps } from "../deps.ts";
import { frozenOf, planUnit } from "../seal-round.ts";
import { requireAuthorised } from "./authorise-task.ts";
import { sendGroupAway } from "./dispatch-group.ts";
import { requireAsInTemplate } from "./read-templates.ts";
import { pollsOfGroup, repeatAway } from "./repeat-away.ts";
import { requireSameAsTask } from "./require-fixed.ts";
import { parcelRefused, requireSigned } from "./require-signed.ts";
import { parcelRow } from "./sign-parcel.ts";
import { checkForms, checkSchemes, requireSameNames } from "./take-definitions.ts";

export interface TakenTask {
  readonly kind: "task";
  readonly round: string;
  readonly title: string;
  readonly units: readonly string[];
}

/**
 * Takes a 任务包 in, all of it or nothing: the round with its settings, forms and scheme, the group's units and their polls in
 * draft. Forms and scheme are the round's and come into no library. From then on the round is rehearsed, sealed and held here as any other, and nothing of it can be changed. At the other
 * office of a 交叉巡察 the polls are `away` instead, as they are where the task was made.
 *
 * @throws Problem parcel.refused; poll.no-address while this installation has no address to print
 */
export async function importTask(deps: Deps, who: Actor, parcel: ParcelOf<"task">): Promise<TakenTask> {
  const contents = readTask(parcel);
  const { instruments: forms, scheme } = contents.frozen;
  await checkForms(deps, forms);
  checkSchemes([scheme]);
  return deps.office.inTransaction(async (office) => {
    const from = await requireSigned(deps, office, parcel);
    const { round, units } = contents;
    if (round.id !== parcel.manifest.round) throw parcelRefused("damaged", "round.json");
    if (await office.round(round.id)) {
      await takeAgain(deps, office, who, { parcel, contents, from });
      return taken(contents);
    }
    const atUtc = deps.clock().toISOString();
    await requireSameNames(deps, office, { forms, schemes: [scheme] }, "other-release");
    await requireAsInTemplate(office, forms);
    await requireSamePlans(deps, office, contents);
    await office.saveRound({ round, frozen: null, brought: { instruments: forms, scheme } });
    await office.saveUnits(
      round.id,
      units.map(({ unit }) => unit),
    );
    for (const { unit, poll } of units) {
      if (await office.poll(poll)) throw parcelRefused("already-here", unit.name);
      await office.savePoll(draftOf(round.id, unit.id, poll));
    }
    const ids = units.map(({ unit }) => unit.id);
    const isAuthoriser = sharedWith(parcel.manifest) === installationFingerprint(deps.signer.publicKey);
    // Whoever authorises a task holds the round as the office does that made it: its polls are away.
    const held = isAuthoriser
      ? { isIncoming: false, other: parcel.manifest.to }
      : { isIncoming: true, other: from };
    const row = parcelRow(parcel, { ...held, units: ids, audit: null, atUtc });
    await office.parcels.add(row);
    requireSameAsTask(row, {
      round,
      frozen: await frozenOf(deps, office, { round, brought: contents.frozen }),
    });
    if (isAuthoriser) await sendGroupAway(deps, office, who, { round: round.id, group: row.group });
    else await requireAuthorised(office, parcel);
    await auditTaken(deps, office, who, row, from);
    return taken(contents);
  });
}

const taken = ({ round, units }: TaskContents): TakenTask => ({
  kind: "task",
  round: round.id,
  title: round.title,
  units: units.map(({ unit }) => unit.name),
});

async function auditTaken(
  deps: Deps,
  office: OfficeTransaction,
  who: Actor,
  { id, round, group, edition, units }: ParcelRow,
  from: string,
): Promise<void> {
  const facts = { kind: "task", group, edition, fingerprint: from, digest: id };
  await audit(deps, office, who, "parcel.taken-in", round, { ...facts, units: units.length });
}

interface Brought {
  readonly parcel: ParcelOf<"task">;
  readonly contents: TaskContents;
  /** Fingerprint of the office that made it. */
  readonly from: string;
}

/**
 * A task of a 交叉巡察 that its maker gives out anew, at the office that authorises it: the polls of the new parcel are away in
 * the place of those that are void here. That they are void was said before, by two people with a reason, as everywhere.
 *
 * @throws Problem parcel.refused (already-here, older-here, still-away, other-release)
 */
async function takeAgain(
  deps: Deps,
  office: OfficeTransaction,
  who: Actor,
  { parcel, contents, from }: Brought,
): Promise<void> {
  const { manifest } = parcel;
  const { round, units } = contents;
  const earlier = (await office.parcels.of(round.id)).filter((one) => isEditionOf(one, manifest));
  const isAuthoriser = sharedWith(manifest) === installationFingerprint(deps.signer.publicKey);
  if (!isAuthoriser || earlier.length === 0) throw parcelRefused("already-here", round.title);
  const latest = Math.max(...earlier.map(({ edition }) => edition));
  if (manifest.edition <= latest) throw parcelRefused("older-here", `${round.title}第 ${latest} 版`);
  const row = parcelRow(parcel, {
    isIncoming: false,
    other: manifest.to,
    units: units.map(({ unit }) => unit.id),
    audit: null,
    atUtc: deps.clock().toISOString(),
  });
  const here = await office.round(round.id);
  if (!here?.frozen) throw parcelRefused("other-release", round.title);
  requireSameAsTask(row, { round: here.round, frozen: here.frozen });
  if ((await pollsOfGroup(office, row, "away")).length > 0) throw parcelRefused("still-away", row.group);
  const missing = new Map((await pollsOfGroup(office, row, "void")).map((one) => [one.unit.id, one]));
  for (const { unit, poll, plan } of units) {
    const held = missing.get(unit.id);
    if (!held || (await office.poll(poll))) throw parcelRefused("already-here", unit.name);
    if (canonicalJson({ unit: held.unit, plan: held.plan }) !== canonicalJson({ unit, plan }))
      throw parcelRefused("other-release", unit.name);
    await repeatAway(deps, office, who, { ...held, id: poll });
  }
  await office.parcels.add(row);
  await auditTaken(deps, office, who, row, from);
}

/** A task for the same group, from the same office, that this one was asked to authorise. */
function isEditionOf(one: ParcelRow, { from, group }: ManifestOf<"task">): boolean {
  return (
    one.kind === "task" && !one.isIncoming && one.group === group && readManifest(one.manifest).from === from
  );
}

const draftOf = (round: string, unit: string, id: string): PollRow => ({
  id,
  round,
  unit,
  state: "draft",
  plan: null,
  openedAtUtc: null,
  closingEndsAtUtc: null,
  closedAtUtc: null,
  closedDigest: null,
});

/** Blocks and forms of every unit, worked out here, are those that the office worked out. */
async function requireSamePlans(
  deps: Deps,
  office: OfficeTransaction,
  { round, frozen: brought, units }: TaskContents,
): Promise<void> {
  const frozen = await frozenOf(deps, office, { round, brought });
  for (const { unit, poll, plan } of units) {
    try {
      const planned = planUnit(deps, { round, frozen }, unit, draftOf(round.id, unit.id, poll));
      if (canonicalJson(planned.plan) === canonicalJson(plan)) continue;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    }
    throw parcelRefused("other-release", unit.name);
  }
}
