/** Rounds that came from another machine or ended long ago. */
import { installationFingerprint } from "../../server/core/parcel/installation-fingerprint.ts";
import { openPoll } from "../../server/services/change-poll-state.ts";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { type Deps, KEEPER } from "../../server/services/deps.ts";
import { dispatchGroup } from "../../server/services/parcel/dispatch-group.ts";
import { takeParcel } from "../../server/services/parcel/take-parcel.ts";
import { trustInstallation } from "../../server/services/parcel/trust-installation.ts";
import { sealRound } from "../../server/services/seal-round.ts";
import { testUnit } from "./start-server.ts";
import { carried, draftRound, FIRST, type Installation, openInstallationAt } from "./three-installations.ts";

export const MAKER = "青河县委巡察办";
export const LAPTOP = { fingerprint: "0123456789ABCDEFGHJK", name: "联合组的笔记本" };
export const BROUGHT_UNIT = "县交通局党组";

/** Another office's machine; it and this one trust each other, and both the group's laptop. */
export async function openMaker(deps: Deps): Promise<Installation> {
  const maker = await openInstallationAt("a laptop");
  const fingerprint = installationFingerprint(deps.signer.publicKey);
  await trustInstallation(maker.deps, KEEPER, { fingerprint, name: "白沙县委巡察办" });
  await trustInstallation(deps, KEEPER, { fingerprint: maker.fingerprint, name: MAKER });
  for (const one of [maker.deps, deps]) await trustInstallation(one, KEEPER, LAPTOP);
  return maker;
}

/** A task of the maker's comes in: for this machine, or for the laptop and to be authorised by both offices. */
export async function bringTask(
  deps: Deps,
  maker: Installation,
  round: string,
  isShared: boolean,
): Promise<void> {
  await draftRound(maker, round, [testUnit(`unit-${round}`, BROUGHT_UNIT, [4, 5, 11])]);
  const here = installationFingerprint(deps.signer.publicKey);
  const ways = isShared ? { to: LAPTOP.fingerprint, with: here } : { to: here };
  const parcel = await dispatchGroup(maker.deps, KEEPER, { round, group: FIRST, ...ways });
  await takeParcel(deps, KEEPER, await carried(parcel));
}

/** Every poll of the round is opened, and closed before anybody has come. */
export async function closeEmpty(deps: Deps, round: string): Promise<void> {
  await sealRound(deps, KEEPER, round);
  const polls = await deps.office.inTransaction((office) => office.polls(round));
  for (const { id } of polls) {
    await openPoll(deps, KEEPER, id);
    await beginClosing(deps, KEEPER, id, { second: KEEPER });
    await continueClosing(deps, KEEPER, id);
  }
}

/** Its days are over: it may be destroyed. */
export const archiveLongAgo = (deps: Deps, round: string): Promise<void> =>
  deps.office.inTransaction(async (office) => {
    const row = (await office.round(round))!;
    await office.saveRound({ ...row, archivedAtUtc: "2011-03-01T04:00:00.000Z", keepDays: 30 });
  });
