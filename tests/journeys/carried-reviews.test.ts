/** What a group entered, judged and proposed on its own machine comes back with its ballots. @source docs/parcels.md; docs/review.md */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ParcelFinding } from "../../server/core/parcel/parcel.ts";
import { standingOf } from "../../server/core/review/review.ts";
import { EMPTY_ASSESSMENT } from "../../server/core/scoring/scheme.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { createRound } from "../../server/services/create-round.ts";
import { dispatchGroup } from "../../server/services/parcel/dispatch-group.ts";
import { handIn } from "../../server/services/parcel/hand-in.ts";
import { takeParcel } from "../../server/services/parcel/take-parcel.ts";
import { approveGrade, proposeGrade, reviewGrade } from "../../server/services/review/take-step.ts";
import { saveAssessment } from "../../server/services/save-assessment.ts";
import { saveUnits } from "../../server/services/save-units.ts";
import { scoreRound } from "../../server/services/score-round.ts";
import { expectRefused } from "./refused-parcels.ts";
import { ROUND, testAssessment, testUnit } from "./start-server.ts";
import {
  carried,
  FIRST,
  holdRound,
  type Installation,
  openInstallationAt,
  trustEachOther,
} from "./three-installations.ts";

const ROUND_ID = "r2026";
const UNITS = [
  { ...testUnit("water", "县水利局党组", [1, 2, 4]), group: FIRST },
  { ...testUnit("archive", "县档案馆党支部", [1, 2, 4]), group: FIRST },
];
const WRITER = { account: "u1", name: "组员" };
const LEADER = { account: "u2", name: "组长" };
const REVIEWER = { account: "u1", name: "审核人" };

let office: Installation;
let laptop: Installation;

beforeAll(async () => {
  [office, laptop] = await Promise.all([openInstallationAt(), openInstallationAt()]);
  await trustEachOther(office, laptop, "一组的笔记本");
  await createRound(office.deps, KEEPER, { ...ROUND, id: ROUND_ID });
  await saveUnits(office.deps, KEEPER, ROUND_ID, UNITS);
  const task = await dispatchGroup(office.deps, KEEPER, {
    round: ROUND_ID,
    group: FIRST,
    to: laptop.fingerprint,
  });
  await takeParcel(laptop.deps, KEEPER, await carried(task));
  await holdRound(laptop, ROUND_ID);
  for (const { id } of UNITS) await saveAssessment(laptop.deps, WRITER, ROUND_ID, id, testAssessment, null);
}, 240_000);
afterAll(() => Promise.all([office, laptop].map((one) => one.stop())));

const at = (unit: string) => ({ round: ROUND_ID, unit });
const computedOf = async (unit: string) =>
  (await scoreRound(laptop.deps, ROUND_ID)).units.find((one) => one.unit.id === unit)!.score!.computed!;
const historyOf = ({ deps }: Installation, unit: string) =>
  deps.office.inTransaction((o) => o.review(ROUND_ID, unit));
const takeAll = async () =>
  takeParcel(
    office.deps,
    KEEPER,
    await carried(
      await handIn(
        laptop.deps,
        KEEPER,
        ROUND_ID,
        UNITS.map(({ id }) => id),
      ),
    ),
  );
const findings = (...found: readonly ParcelFinding[]) => ({
  code: "parcel.findings",
  facts: { findings: found },
});

/** What the laptop's store says about one unit is written past every check, as whoever has the laptop can. */
async function tampered(capDecisions: object): Promise<void> {
  await laptop.deps.office.inTransaction(async (o) => {
    const stored = (await o.assessment(ROUND_ID, "water"))!;
    await o.saveAssessment(ROUND_ID, "water", { ...stored, capDecisions: { ...capDecisions } });
  });
}

describe("what a group decided on its machine", () => {
  it("is refused where a decision on a limit was written into the store and never made", async () => {
    await tampered({ "c-supervision": { confirmed: false, reason: "" } });
    const altered = { unit: "县水利局党组", finding: "altered", difference: "entry" } as const;
    await expectRefused(office, ROUND_ID, takeAll, findings(altered));
    await tampered({});
  }, 120_000);

  it("is refused where the office entered something else, and nobody's work is dropped", async () => {
    const other = { ...testAssessment, workload: { talks: 99 } };
    await saveAssessment(office.deps, KEEPER, ROUND_ID, "archive", other, null);
    const twice = { unit: "县档案馆党支部", finding: "entered-twice" } as const;
    await expectRefused(office, ROUND_ID, takeAll, findings(twice));
    const { capDecisions: _unused, ...nothing } = EMPTY_ASSESSMENT;
    await saveAssessment(office.deps, KEEPER, ROUND_ID, "archive", nothing, null);
  }, 120_000);

  it("comes with its ballots, every step with who took it, when and where", async () => {
    const water = await computedOf("water");
    await proposeGrade(laptop.deps, LEADER, at("water"), { grade: water, reason: "同测算" });
    const archive = await computedOf("archive");
    await proposeGrade(laptop.deps, WRITER, at("archive"), { grade: archive, reason: "同测算" });
    await reviewGrade(laptop.deps, LEADER, at("archive"), "同意");
    await approveGrade(laptop.deps, WRITER, at("archive"), {
      grade: archive,
      meeting: "2026-12-01",
      reason: "",
    });
    await takeAll();
    const there = await historyOf(laptop, "water");
    const origin = { fingerprint: laptop.fingerprint, name: "一组的笔记本" };
    const here = await historyOf(office, "water");
    expect(here).toMatchObject(there.map(({ act, sequence }) => ({ act, sequence, origin })));
    expect(here.map(({ by }) => by)).toEqual([{ account: `${laptop.fingerprint}/u2`, name: "组长" }]);
    const recorded = await laptop.deps.office.inTransaction((o) => o.auditOf("review.proposed"));
    expect(here.map(({ atUtc }) => atUtc)).toEqual([recorded[0]!.atUtc]);
    const rows = await office.deps.office.inTransaction((o) => o.auditOf("review.proposed"));
    expect(rows.map(({ about, detail }) => [about, JSON.parse(detail)])).toEqual([
      [`${ROUND_ID}/water`, { from: "entry", fingerprint: laptop.fingerprint }],
      [`${ROUND_ID}/archive`, { from: "entry", fingerprint: laptop.fingerprint }],
    ]);
    const saved = await office.deps.office.inTransaction((o) => o.assessment(ROUND_ID, "archive"));
    expect(saved).toEqual(await laptop.deps.office.inTransaction((o) => o.assessment(ROUND_ID, "archive")));
  }, 180_000);

  it("goes on at the office: reviewed by another person, and approved nowhere else", async () => {
    const history = await historyOf(office, "archive");
    expect(history.map(({ act }) => act.kind)).toEqual(["proposed", "reviewed", "approved", "reopened"]);
    expect(standingOf(history).state).toBe("entry");
    const samePerson = { account: "u9", name: "组长" };
    await expect(reviewGrade(office.deps, samePerson, at("water"), "同意")).rejects.toMatchObject({
      code: "review.same-person",
    });
    // The account of that number is somebody else here.
    await reviewGrade(office.deps, REVIEWER, at("water"), "同意");
    expect(standingOf(await historyOf(office, "water")).state).toBe("reviewed");
  });
});
