/** A 封存包 as a group brings it: held and closed on the group's own machine, not taken in yet. */
import { writeFileSync } from "node:fs";
import { installationFingerprint } from "../../../server/core/parcel/installation-fingerprint.ts";
import { type Deps, KEEPER } from "../../../server/services/deps.ts";
import { dispatchGroup } from "../../../server/services/parcel/dispatch-group.ts";
import { handIn } from "../../../server/services/parcel/hand-in.ts";
import { takeParcel } from "../../../server/services/parcel/take-parcel.ts";
import { testUnit } from "../../journeys/start-server.ts";
import {
  bytesOf,
  carried,
  draftRound,
  FIRST,
  holdRound,
  type Installation,
  openInstallationAt,
  trustEachOther,
} from "../../journeys/three-installations.ts";

export interface OnStick {
  readonly round: string;
  readonly file: string;
}

/** Two units of a round of the office; the parcel that holds both lies in `file`. */
export async function bringSealed(deps: Deps, dataFolder: string, file: string): Promise<OnStick> {
  const fingerprint = installationFingerprint(deps.signer.publicKey);
  const office: Installation = {
    deps,
    dataFolder,
    databaseUrl: null,
    fingerprint,
    stop: () => Promise.resolve(),
  };
  const group = await openInstallationAt("a laptop");
  try {
    await trustEachOther(office, group, "第一巡察组的笔记本");
    const round = "brought";
    const units = [testUnit("port", "县港务局党组", [2, 3, 5]), testUnit("salt", "县盐务局党组", [2, 3, 5])];
    await draftRound(office, round, units);
    const task = await dispatchGroup(deps, KEEPER, { round, group: FIRST, to: group.fingerprint });
    await takeParcel(group.deps, KEEPER, await carried(task));
    await holdRound(group, round);
    writeFileSync(file, await bytesOf(await handIn(group.deps, KEEPER, round, null)));
    return { round, file };
  } finally {
    await group.stop();
  }
}
