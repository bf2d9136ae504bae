/** 交叉巡察: two offices authorise one task, and the one parcel that comes back is opened by both. @source docs/parcels.md */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ParcelOf } from "../../server/core/parcel/parcel.ts";
import { COUNTERSIGNATURE_FILE } from "../../server/core/parcel/manifest.ts";
import { zipped } from "../../server/exports/zip.ts";
import { readParcel } from "../../server/imports/read-parcel.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { authoriseTask } from "../../server/services/parcel/authorise-task.ts";
import { declareMissing } from "../../server/services/parcel/declare-missing.ts";
import { dispatchGroup, reissueTask } from "../../server/services/parcel/dispatch-group.ts";
import { handIn } from "../../server/services/parcel/hand-in.ts";
import { makeResult } from "../../server/services/parcel/make-result.ts";
import { readReturns } from "../../server/services/parcel/read-returns.ts";
import { rebuildTask } from "../../server/services/parcel/rebuild-task.ts";
import { takeParcel } from "../../server/services/parcel/take-parcel.ts";
import { trustInstallation } from "../../server/services/parcel/trust-installation.ts";
import { saveAssessment } from "../../server/services/save-assessment.ts";
import { scoreRound } from "../../server/services/score-round.ts";
import { testAssessment } from "./start-server.ts";
import { expectRefused, flip, refused } from "./refused-parcels.ts";
import {
  bytesOf,
  carried,
  draftRound,
  FIRST,
  holdRound,
  type Installation,
  openInstallationAt,
  UNITS,
} from "./three-installations.ts";

const ROUND_ID = "r2026";

let maker: Installation;
let other: Installation;
let group: Installation;
/** The group's next laptop, after the first is lost. */
let later: Installation;
let stranger: Installation;
let task: ParcelOf<"task">;
let authorised: ParcelOf<"task">;
const all = () => [maker, other, group, later, stranger];

beforeAll(async () => {
  [maker, other, group, later, stranger] = await Promise.all([
    openInstallationAt(),
    openInstallationAt(),
    openInstallationAt(),
    openInstallationAt(),
    openInstallationAt(),
  ]);
  const names = new Map([
    [maker, "青河县委巡察办"],
    [other, "白沙县委巡察办"],
    [group, "联合组的笔记本"],
    [later, "联合组的备用笔记本"],
  ]);
  for (const one of names.keys())
    for (const [two, name] of names) {
      if (one === two) continue;
      await trustInstallation(one.deps, KEEPER, { fingerprint: two.fingerprint, name });
    }
  await draftRound(maker, ROUND_ID, UNITS.slice(0, 2));
  const dispatch = { round: ROUND_ID, group: FIRST, to: group.fingerprint, with: other.fingerprint };
  task = await dispatchGroup(maker.deps, KEEPER, dispatch);
}, 120_000);
afterAll(() => Promise.all(all().map((one) => one.stop())));

const statesOf = async ({ deps }: Installation): Promise<readonly string[]> =>
  (await deps.office.inTransaction((office) => office.polls(ROUND_ID))).map(({ state }) => state);
const pollsOf = async ({ deps }: Installation): Promise<readonly string[]> =>
  (await deps.office.inTransaction((office) => office.polls(ROUND_ID))).map(({ id }) => id);
const stateOf = async ({ deps }: Installation, poll: string) =>
  (await deps.office.inTransaction((office) => office.poll(poll)))?.state;
const isOut = async ({ deps }: Installation) => (await readReturns(deps, ROUND_ID)).groups[0]?.task?.isOut;
const sharedOf = async ({ deps }: Installation) =>
  (await readReturns(deps, ROUND_ID)).groups[0]?.task?.shared;

describe("a task of two offices", () => {
  it("is not taken by the group before the other office has authorised it", async () => {
    const parcel = await carried(task);
    const take = () => takeParcel(group.deps, KEEPER, parcel);
    await expectRefused(group, ROUND_ID, take, refused("not-authorised"));
  });

  it("is held away by the other office as by the one that made it", async () => {
    await takeParcel(other.deps, KEEPER, await carried(task));
    expect(await statesOf(maker)).toEqual(["away", "away"]);
    expect(await statesOf(other)).toEqual(["away", "away"]);
    expect(await sharedOf(maker)).toEqual({ name: "白沙县委巡察办", asksUs: false });
    expect(await sharedOf(other)).toEqual({ name: "青河县委巡察办", asksUs: true });
    expect([await isOut(maker), await isOut(other)]).toEqual([true, true]);
  });

  it("carries both signatures over the same bytes, and no others will do", async () => {
    const about = { round: ROUND_ID, group: FIRST };
    await expect(authoriseTask(maker.deps, KEEPER, about)).rejects.toMatchObject({ code: "parcel.unknown" });
    authorised = await authoriseTask(other.deps, KEEPER, about);
    expect([authorised.id, authorised.manifestText]).toEqual([task.id, task.manifestText]);
    const signature = authorised.countersignature!;
    const spoilt = { ...authorised, countersignature: flip(Buffer.from(signature), 90) };
    const own = stranger.deps.signer;
    const alien = Buffer.concat([own.publicKey, own.sign(Buffer.from(task.manifestText))]);
    for (const parcel of [spoilt, { ...authorised, countersignature: alien }]) {
      const brought = await carried(parcel);
      const take = () => takeParcel(group.deps, KEEPER, brought);
      await expectRefused(group, ROUND_ID, take, refused("not-authorised"));
    }
    const short = await zipped([
      { name: "manifest.json", bytes: Buffer.from(task.manifestText), isStored: true },
      { name: "signature", bytes: task.signature, isStored: true },
      { name: COUNTERSIGNATURE_FILE, bytes: signature.subarray(1), isStored: true },
      ...[...task.parts].map(([name, bytes]) => ({ name, bytes, isStored: true })),
    ]);
    expect(() => readParcel(short)).toThrow("parcel.refused");
    const taken = await takeParcel(group.deps, KEEPER, await carried(authorised));
    expect(taken).toMatchObject({ kind: "task", units: ["县水利局党组", "县档案馆党支部"] });
    const lines = await other.deps.office.inTransaction((office) => office.auditOf("parcel.authorised"));
    expect(lines.map(({ about: round, detail }) => [round, JSON.parse(detail)])).toMatchObject([
      [ROUND_ID, { kind: "task", group: FIRST, digest: task.id }],
    ]);
  });

  it("is given out anew by the office that made it, and taken with both signatures again", async () => {
    const again = { round: ROUND_ID, group: FIRST, to: later.fingerprint };
    await expect(reissueTask(other.deps, KEEPER, again, "电脑丢失")).rejects.toMatchObject({
      code: "parcel.shared",
    });
    const toOther = { ...again, to: other.fingerprint };
    await expect(reissueTask(maker.deps, KEEPER, toOther, "电脑丢失")).rejects.toMatchObject({
      code: "installation.unknown",
    });
    const first = await carried(await authoriseTask(other.deps, KEEPER, { round: ROUND_ID, group: FIRST }));
    const second = await reissueTask(maker.deps, KEEPER, again, "电脑丢失");
    expect(second.manifest).toMatchObject({ edition: 2, with: other.fingerprint, to: later.fingerprint });

    const unsigned = await carried(second);
    const takeUnsigned = () => takeParcel(later.deps, KEEPER, unsigned);
    await expectRefused(later, ROUND_ID, takeUnsigned, refused("not-authorised"));
    const before = await pollsOf(other);
    const takeSecond = async () => takeParcel(other.deps, KEEPER, await carried(second));
    await expectRefused(other, ROUND_ID, takeSecond, refused("still-away"));
    await declareMissing(other.deps, KEEPER, ROUND_ID, [{ group: FIRST, reason: "电脑丢失" }]);
    expect(await statesOf(other)).toEqual(["void", "void"]);
    // Nobody authorises, or writes once more, a task whose polls are void.
    await expect(authoriseTask(other.deps, KEEPER, { round: ROUND_ID, group: FIRST })).rejects.toMatchObject({
      code: "parcel.unknown",
    });
    expect(await isOut(other)).toBe(false);
    const written = await other.deps.office.inTransaction((office) => office.auditOf("parcel.authorised"));
    expect(written).toHaveLength(2);
    await takeSecond();
    expect(await pollsOf(other)).toEqual(await pollsOf(maker));
    expect((await pollsOf(other)).filter((id) => before.includes(id))).toEqual([]);
    expect(await statesOf(other)).toEqual(["away", "away"]);
    for (const old of before) expect(await stateOf(other, old)).toBe("void");
    const lines = await other.deps.office.inTransaction((office) => office.auditOf("poll.void"));
    expect(lines.map(({ about, detail }) => [about, JSON.parse(detail)])).toEqual(
      expect.arrayContaining(before.map((id) => [id, { from: "away", reason: "电脑丢失" }])),
    );
    for (const brought of [first, await carried(second)]) {
      const take = () => takeParcel(other.deps, KEEPER, brought);
      await expectRefused(other, ROUND_ID, take, refused("older-here"));
    }
    authorised = await authoriseTask(other.deps, KEEPER, { round: ROUND_ID, group: FIRST });
    expect(authorised.id).toBe(second.id);
    await takeParcel(later.deps, KEEPER, await carried(authorised));
  });

  it("is refused by both of what the lost laptop still brings", async () => {
    await holdRound(group, ROUND_ID);
    const brought = await bytesOf(await handIn(group.deps, KEEPER, ROUND_ID, null));
    for (const one of [maker, other]) {
      const take = () => takeParcel(one.deps, KEEPER, readParcel(brought));
      await expectRefused(one, ROUND_ID, take, refused("older-edition"));
    }
  }, 180_000);

  it("comes back in one parcel that both open, with the same scores", async () => {
    for (const { id } of UNITS.slice(0, 2))
      await saveAssessment(later.deps, KEEPER, ROUND_ID, id, testAssessment, null);
    await holdRound(later, ROUND_ID);
    const sealed = await handIn(later.deps, KEEPER, ROUND_ID, null);
    const bytes = await bytesOf(sealed);
    for (const { deps } of [maker, other]) await takeParcel(deps, KEEPER, readParcel(bytes));
    expect(await statesOf(maker)).toEqual(["closed", "closed"]);
    expect(await statesOf(other)).toEqual(["closed", "closed"]);
    const about = { round: ROUND_ID, group: FIRST };
    await expect(authoriseTask(other.deps, KEEPER, about)).rejects.toMatchObject({ code: "parcel.unknown" });
    for (const { deps } of [maker, other])
      await expect(rebuildTask(deps, authorised.id)).rejects.toMatchObject({ code: "parcel.unknown" });
    expect([await isOut(maker), await isOut(other)]).toEqual([false, false]);
    const scores = async ({ deps }: Installation) =>
      (await scoreRound(deps, ROUND_ID)).units.map(({ unit, score }) => [unit.name, score?.printed]);
    const [one, two] = [await scores(maker), await scores(other)];
    expect(one).toEqual(two);
    expect(one.map(([, printed]) => printed)).toEqual([expect.any(String), expect.any(String)]);
    // Both hold all of it: the city is told once, by the office that made the round.
    for (const [one, reason] of [
      [other, "shared"],
      [maker, "grades"],
    ] as const) {
      const fingerprint = stranger.fingerprint;
      await trustInstallation(one.deps, KEEPER, { fingerprint, name: "市委巡察办", isCity: true });
      const report = makeResult(one.deps, KEEPER, { round: ROUND_ID, to: fingerprint });
      await expect(report).rejects.toMatchObject({ code: "result.not-final", facts: { reason } });
    }
    await expectRefused(
      other,
      ROUND_ID,
      () => takeParcel(other.deps, KEEPER, readParcel(bytes)),
      refused("already-here"),
    );
    await expectRefused(
      stranger,
      ROUND_ID,
      () => takeParcel(stranger.deps, KEEPER, readParcel(bytes)),
      refused("unknown-signer"),
    );
  }, 180_000);
});
