/** Who holds a task is said anew by two people, and the machine before is not taken any more. @source docs/decisions/0144-who-holds-a-task.md */
import { expect, it } from "vitest";
import type { Parcel } from "../../server/core/parcel/parcel.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { dispatchGroup, reissueTask } from "../../server/services/parcel/dispatch-group.ts";
import { handIn } from "../../server/services/parcel/hand-in.ts";
import { holdTaskAnew } from "../../server/services/parcel/hold-task-anew.ts";
import { readReturns } from "../../server/services/parcel/read-returns.ts";
import { takeParcel } from "../../server/services/parcel/take-parcel.ts";
import { expectRefused, refused, signedAgain } from "./refused-parcels.ts";
import {
  carried,
  draftRound,
  FIRST,
  holdRound,
  openInstallationAt,
  SECOND,
  trustEachOther,
  UNITS,
} from "./three-installations.ts";

it("what a restored laptop signs is refused until two people say that it holds the task, then what the one before signs", async () => {
  const round = "r2026";
  const [office, first, restored] = await Promise.all([
    openInstallationAt(),
    openInstallationAt(),
    openInstallationAt(),
  ]);
  try {
    await trustEachOther(office, first, "一组的笔记本");
    await draftRound(office, round, UNITS.slice(2));
    const given = { round, group: SECOND, to: first.fingerprint };
    await takeParcel(first.deps, KEEPER, await carried(await dispatchGroup(office.deps, KEEPER, given)));
    await holdRound(first, round);
    const before = await handIn(first.deps, KEEPER, round, null);
    const after = signedAgain(restored, before, {});
    const name = (by: string, group = SECOND) =>
      holdTaskAnew(office.deps, KEEPER, { round, group, by, reason: "用备份恢复过" });
    await expect(name(restored.fingerprint)).rejects.toMatchObject({ code: "installation.unknown" });
    await trustEachOther(office, restored, "一组的笔记本（恢复）");
    const take = (parcel: Parcel) => takeParcel(office.deps, KEEPER, parcel);
    await expectRefused(office, round, () => take(after), refused("other-signer"));
    await expect(name(first.fingerprint)).rejects.toMatchObject({ code: "parcel.one-task" });
    await expect(name(restored.fingerprint, FIRST)).rejects.toMatchObject({ code: "parcel.unknown" });
    await name(restored.fingerprint);
    const toRestored = { ...given, to: restored.fingerprint };
    await expect(reissueTask(office.deps, KEEPER, toRestored, "电脑丢失")).rejects.toMatchObject({
      code: "parcel.one-task",
    });
    await expectRefused(office, round, () => take(before), refused("other-signer"));
    expect((await readReturns(office.deps, round)).groups).toMatchObject([
      { task: { name: "一组的笔记本（恢复）", fingerprint: restored.fingerprint } },
    ]);
    expect(await take(after)).toMatchObject({ kind: "sealed", units: ["县交通局党组"] });
    const polls = await office.deps.office.inTransaction((o) => o.polls(round));
    expect(polls.map(({ state }) => state)).toEqual(["closed"]);
    await expect(name(restored.fingerprint)).rejects.toMatchObject({ code: "parcel.empty" });
  } finally {
    await Promise.all([office, first, restored].map((one) => one.stop()));
  }
});
