/** Groups that are given their tasks one after the other: nothing is scored while any of them is waited for. @source docs/parcels.md */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parcelsText } from "../../web/text/parcels.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { declareMissing } from "../../server/services/parcel/declare-missing.ts";
import { dispatchGroup } from "../../server/services/parcel/dispatch-group.ts";
import { handIn } from "../../server/services/parcel/hand-in.ts";
import { readReturns } from "../../server/services/parcel/read-returns.ts";
import { takeParcel } from "../../server/services/parcel/take-parcel.ts";
import { declareInvalid } from "../../server/services/declare-invalid.ts";
import { repeatPoll } from "../../server/services/repeat-poll.ts";
import { readRelease } from "../../server/services/release-poll.ts";
import { roundSheet } from "../../server/services/round-sheet.ts";
import { scoreRound } from "../../server/services/score-round.ts";
import {
  carried,
  draftRound,
  FIRST,
  holdRound,
  type Installation,
  openInstallationAt,
  SECOND,
  trustEachOther,
  UNITS,
} from "./three-installations.ts";
import { testUnit } from "./start-server.ts";

/** Fewer people than a poll takes: it is never given out and never held. */
const SMALL = { ...testUnit("seeds", "县种子站党支部", [1, 1, 1]), group: SECOND };
const HERE = "r-held-here";
const MISSING = "r-missing";

let office: Installation;
let first: Installation;

beforeAll(async () => {
  [office, first] = await Promise.all([openInstallationAt(), openInstallationAt()]);
  await trustEachOther(office, first, "一组的笔记本");
  for (const round of [HERE, MISSING]) await draftRound(office, round, [...UNITS, SMALL]);
}, 120_000);
afterAll(() => Promise.all([office, first].map((one) => one.stop())));

/** The first group is given its task, holds it and brings it back, before the second one has got any. */
async function firstIsBack(round: string): Promise<void> {
  const task = await dispatchGroup(office.deps, KEEPER, { round, group: FIRST, to: first.fingerprint });
  await takeParcel(first.deps, KEEPER, await carried(task));
  await holdRound(first, round);
  await takeParcel(office.deps, KEEPER, await carried(await handIn(first.deps, KEEPER, round, null)));
}

const scoredOf = async (round: string): Promise<readonly string[]> =>
  (await scoreRound(office.deps, round)).units.filter(({ score }) => score).map(({ unit }) => unit.id);
const pollOf = async (round: string, unit: string) =>
  (await office.deps.office.inTransaction((o) => o.polls(round))).find((one) => one.unit === unit)!;
const stateOf = async (round: string, unit: string) => (await pollOf(round, unit)).state;

async function expectNothing(round: string): Promise<void> {
  expect(await stateOf(round, "water")).toBe("closed");
  expect(await scoredOf(round)).toEqual([]);
  expect(await roundSheet(office.deps, await scoreRound(office.deps, round))).toBeNull();
  await expect(readRelease(office.deps, (await pollOf(round, "water")).id)).rejects.toMatchObject({
    code: "round.incomplete",
    facts: { units: ["县交通局党组"] },
  });
}

describe("a round whose first group is back", () => {
  it("is not scored while the second has no task yet, and says whom it waits for", async () => {
    await firstIsBack(HERE);
    expect(await stateOf(HERE, "roads")).toBe("draft");
    await expectNothing(HERE);
    const returns = await readReturns(office.deps, HERE);
    expect(returns).toMatchObject({ away: [], waiting: ["县交通局党组"], missing: [] });
    expect(parcelsText.standing(returns)).toContain("县交通局党组");
    const may = returns.groups.flatMap(({ units }) => units.filter((one) => one.mayBeMissing));
    expect(may.map(({ id }) => id)).toEqual(["roads"]);
  }, 180_000);

  it("is scored once the office itself has held what was left, the unit that is too small aside", async () => {
    await holdRound(office, HERE);
    expect(await stateOf(HERE, "seeds")).toBe("draft");
    expect((await scoredOf(HERE)).toSorted()).toEqual(["archive", "roads", "water"]);
    expect(await readReturns(office.deps, HERE)).toMatchObject({ away: [], waiting: [], missing: [] });
  }, 180_000);

  it("does not go back to nothing when one that was counted is held anew", async () => {
    const { id } = await pollOf(HERE, "roads");
    await declareInvalid(office.deps, KEEPER, id, "计票有误");
    await repeatPoll(office.deps, KEEPER, id);
    expect(await stateOf(HERE, "roads")).toBe("sealed");
    expect((await scoredOf(HERE)).toSorted()).toEqual(["archive", "water"]);
  }, 60_000);
});

describe("a group that never gets a task", () => {
  it("is declared missing by two people, and the rest is scored", async () => {
    await firstIsBack(MISSING);
    await expectNothing(MISSING);
    const missing = [{ group: SECOND, reason: "人员未到位" }];
    expect(await declareMissing(office.deps, KEEPER, MISSING, missing)).toEqual(["县交通局党组"]);
    expect(await stateOf(MISSING, "roads")).toBe("void");
    expect(await stateOf(MISSING, "seeds")).toBe("draft");
    const lines = await office.deps.office.inTransaction((o) => o.auditOf("poll.void"));
    const { id } = await pollOf(MISSING, "roads");
    expect(lines.filter(({ about }) => about === id).map(({ detail }) => JSON.parse(detail))).toEqual([
      { from: "draft", reason: "人员未到位" },
    ]);
    expect((await scoredOf(MISSING)).toSorted()).toEqual(["archive", "water"]);
    const returns = await readReturns(office.deps, MISSING);
    expect(returns).toMatchObject({ away: [], waiting: [], missing: ["县交通局党组"] });
    await expect(declareMissing(office.deps, KEEPER, MISSING, missing)).rejects.toMatchObject({
      code: "parcel.empty",
    });
  }, 180_000);

  it("is not declared missing in a round of which no task was made", async () => {
    await draftRound(office, "r-alone", UNITS);
    const missing = [{ group: SECOND, reason: "人员未到位" }];
    await expect(declareMissing(office.deps, KEEPER, "r-alone", missing)).rejects.toMatchObject({
      code: "parcel.empty",
    });
    expect(await stateOf("r-alone", "roads")).toBe("draft");
  });
});
