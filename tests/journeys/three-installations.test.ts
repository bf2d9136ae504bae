/** One round on three installations comes to what the same round on one comes to. @source docs/parcels.md */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readEvidence } from "../../server/cli/verify/read-evidence.ts";
import { readVolumeFolder } from "../../server/cli/verify/read-volume-folder.ts";
import { verifyCarried } from "../../server/cli/verify/verify-carried.ts";
import { carriedParcels, carriedPaths } from "../../server/core/volume/carried-record.ts";
import { archiveRound } from "../../server/services/archive-round.ts";
import { checkCarriedRecords } from "../../server/services/verify/check-carried-records.ts";
import { makeVolume } from "../../server/services/volume/make-volume.ts";
import { digestOf } from "../../server/core/definition/canonical.ts";
import type { DocumentKind } from "../../server/core/documents/document.ts";
import { standingOf } from "../../server/core/review/review.ts";
import { presentAudit } from "../../server/http/office/audit/present-audit.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { everyDocument } from "../../server/services/documents/every-document.ts";
import { dispatchGroup } from "../../server/services/parcel/dispatch-group.ts";
import { handIn } from "../../server/services/parcel/hand-in.ts";
import { takeParcel } from "../../server/services/parcel/take-parcel.ts";
import { listCarriedRecords, readCarriedRecord } from "../../server/services/read-carried-audit.ts";
import { readRelease } from "../../server/services/release-poll.ts";
import { freezeAll } from "./freeze-round.ts";
import { rehearsePollOf } from "./rehearse-once.ts";
import { scoreRound } from "../../server/services/score-round.ts";
import { proposeGrade } from "../../server/services/review/take-step.ts";
import { saveAssessment } from "../../server/services/save-assessment.ts";
import { saveUnits } from "../../server/services/save-units.ts";
import { updateRound } from "../../server/services/create-round.ts";
import { verify } from "../../server/services/verify/verify.ts";
import { destroyRound } from "../../server/services/volume/destroy-round.ts";
import { setKeeping } from "../../server/services/volume/set-keeping.ts";
import { DESTRUCTION, destructionRecord } from "../../server/core/documents/destruction-record.ts";
import type { OfficeTransaction } from "../../server/store/office.ts";
import { inFours } from "../../server/core/ticket/crockford.ts";
import { ROUND, testAssessment } from "./start-server.ts";
import { copyStores } from "./stores-of-test.ts";
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

const ROUND_ID = "r2026";

let office: Installation;
let first: Installation;
let second: Installation;
let alone: Installation;

beforeAll(async () => {
  [office, first, second, alone] = await Promise.all([
    openInstallationAt(),
    openInstallationAt(),
    openInstallationAt(),
    openInstallationAt(),
  ]);
  await trustEachOther(office, first, "一组的笔记本");
  await trustEachOther(office, second, "二组的笔记本");
  await draftRound(office, ROUND_ID);
  await draftRound(alone, ROUND_ID);
}, 120_000);
afterAll(() => Promise.all([office, first, second, alone].map((one) => one.stop())));

/** What the office knows of a unit is entered at the group too, and its grade proposed as computed. */
async function judge({ deps }: Installation, unit: string): Promise<void> {
  await saveAssessment(deps, KEEPER, ROUND_ID, unit, testAssessment, null);
  const { units } = await scoreRound(deps, ROUND_ID);
  const grade = units.find((one) => one.unit.id === unit)!.score!.computed!;
  await proposeGrade(deps, KEEPER, { round: ROUND_ID, unit }, { grade, reason: "同测算" });
}

const pollsOf = ({ deps }: Installation) => deps.office.inTransaction((o) => o.polls(ROUND_ID));
const give = (to: Installation, group: string) =>
  dispatchGroup(office.deps, KEEPER, { round: ROUND_ID, group, to: to.fingerprint });

describe("a round of three installations", () => {
  it("goes out as one task parcel a group, and is imported in one step", async () => {
    const tasks = { [FIRST]: await give(first, FIRST), [SECOND]: await give(second, SECOND) };
    expect((await pollsOf(office)).map(({ state }) => state)).toEqual(["away", "away", "away"]);
    const taken = await takeParcel(first.deps, KEEPER, await carried(tasks[FIRST]!));
    expect(taken).toMatchObject({ kind: "task", units: ["县水利局党组", "县档案馆党支部"] });
    await takeParcel(second.deps, KEEPER, await carried(tasks[SECOND]!));
    const found = await first.deps.office.inTransaction((o) => o.units(ROUND_ID));
    expect(digestOf(found)).toBe(digestOf(UNITS.slice(0, 2)));
    const ids = (await pollsOf(office)).map(({ id }) => id).toSorted();
    const theirs = [...(await pollsOf(first)), ...(await pollsOf(second))].map(({ id }) => id).toSorted();
    expect(theirs).toEqual(ids);
  });

  it("is rehearsed there, and whatever the parcel fixed cannot be changed", async () => {
    await rehearsePollOf(first.deps, ROUND_ID, "water");
    const fixed = { code: "round.fixed", facts: { group: FIRST } };
    await expect(saveUnits(first.deps, KEEPER, ROUND_ID, UNITS.slice(0, 1))).rejects.toMatchObject(fixed);
    const settings = { ...ROUND, title: "改过的轮次" };
    await expect(updateRound(first.deps, KEEPER, ROUND_ID, settings)).rejects.toMatchObject(fixed);
    // The group's own router is its own business.
    const { id, thresholds, ...own } = (await first.deps.office.inTransaction((o) => o.round(ROUND_ID)))!
      .round;
    const wireless = { name: "xuncha-1", password: "a1b2c3d4" };
    await updateRound(first.deps, KEEPER, id, { ...own, wireless });
    expect(await first.deps.office.inTransaction((o) => o.wireless.of(id))).toEqual(wireless);
    expect(thresholds.floor).toBe(5);
  });

  it("is not scored before all of it is back", async () => {
    await Promise.all([holdRound(first, ROUND_ID), holdRound(second, ROUND_ID)]);
    for (const unit of ["water", "archive"]) await judge(first, unit);
    const taken = await takeParcel(
      office.deps,
      KEEPER,
      await carried(await handIn(first.deps, KEEPER, ROUND_ID, null)),
    );
    expect(taken).toMatchObject({ kind: "sealed", units: ["县水利局党组", "县档案馆党支部"] });
    const states = new Map((await pollsOf(office)).map(({ unit, state }) => [unit, state]));
    expect(Object.fromEntries(states)).toEqual({ water: "closed", archive: "closed", roads: "away" });
    const { units } = await scoreRound(office.deps, ROUND_ID);
    expect(units.map(({ release, score }) => [release, score])).toEqual([
      [null, null],
      [null, null],
      [null, null],
    ]);
    const water = (await pollsOf(office)).find(({ unit }) => unit === "water")!;
    await expect(readRelease(office.deps, water.id)).rejects.toMatchObject({
      code: "round.incomplete",
      facts: { units: ["县交通局党组"] },
    });
  }, 180_000);

  it("comes to the same scores, grades and documents as the same round on one", async () => {
    await takeParcel(office.deps, KEEPER, await carried(await handIn(second.deps, KEEPER, ROUND_ID, null)));
    await holdRound(alone, ROUND_ID);
    for (const { deps } of [office, alone]) await freezeAll(deps, ROUND_ID);
    const [together, single] = await Promise.all([numbersOf(office), numbersOf(alone)]);
    expect(together.scores).toEqual(single.scores);
    expect(together.grades).toEqual(single.grades);
    const other = together.documents.filter((text, at) => text !== single.documents[at]);
    expect(other.map((text) => text.slice(0, 300))).toEqual([]);
    expect(together.documents.length).toBe(single.documents.length);
    expect(together.kinds).toEqual(single.kinds);
    // What is compared is all there is: every unit scored and graded, every kind of document, one of them with texts.
    expect(together.scores.map(({ score }) => score?.printed)).toEqual(UNITS.map(() => expect.any(String)));
    expect(together.grades.map(({ approved }) => approved)).toEqual(UNITS.map(() => expect.any(String)));
    expect(together.kinds).toEqual(expect.arrayContaining([...PRINTED_OF_A_ROUND]));
    expect(together.withTexts).toBeGreaterThan(0);
  }, 180_000);

  it("is on record at both ends, with what was given and taken", async () => {
    const actsOf = async ({ deps }: Installation): Promise<string[]> => {
      const lines = await deps.office.inTransaction((o) => o.audit());
      return lines.map(({ act }) => act).filter((act) => act.startsWith("parcel."));
    };
    expect(await actsOf(first)).toEqual(["parcel.taken-in", "parcel.made"]);
    const made = ["parcel.made", "parcel.made"];
    expect(await actsOf(office)).toEqual([...made, "parcel.taken-in", "parcel.taken-in"]);
  });

  it("is read at the office line by line as each group's machine signed it, and a change of it is seen", async () => {
    const { deps } = office;
    const sources = await listCarriedRecords(deps);
    const [taken] = (await deps.office.inTransaction((o) => o.parcels.of(ROUND_ID))).filter(
      ({ audit }) => audit !== null,
    );
    expect(sources).toMatchObject([
      { group: FIRST, installation: "一组的笔记本", fingerprint: first.fingerprint, round: ROUND.title },
      { group: SECOND, installation: "二组的笔记本", fingerprint: second.fingerprint, round: ROUND.title },
    ]);
    const record = await readCarriedRecord(deps, taken!.id);
    const theirs = await first.deps.office.inTransaction((o) => o.audit());
    // Up to the moment when the parcel was made, which is their next line.
    expect(record.rows).toEqual(theirs.slice(0, record.rows.length));
    expect(record).toMatchObject({ isWhole: true, verdict: { ok: true }, source: sources[0] });
    const page = presentAudit(record, { before: null, count: 500, filter: { act: "poll.closed" } }, sources);
    expect(page.lines.map(({ name }) => name).toSorted()).toEqual(["县档案馆党支部", "县水利局党组"]);
    expect(page.source).toMatchObject({ parcel: taken!.id, isWhole: true });

    const find = async () => ({ ...taken!, audit: taken!.audit!.replace("poll.open", "poll.void") });
    const changed = Object.assign(Object.create(deps.office), {
      inTransaction: <T>(use: (o: OfficeTransaction) => Promise<T>) =>
        deps.office.inTransaction((o) =>
          use(
            new Proxy(o, {
              get: (real, name) => {
                const found: unknown = Reflect.get(real, name);
                if (name === "parcels") return { ...real.parcels, find };
                return typeof found === "function" ? found.bind(real) : found;
              },
            }),
          ),
        ),
    }) as typeof deps.office;
    expect(await readCarriedRecord({ ...deps, office: changed }, taken!.id)).toMatchObject({
      isWhole: false,
    });
    const gave = (await deps.office.inTransaction((o) => o.parcels.of(ROUND_ID)))[0]!;
    for (const id of [gave.id, "0".repeat(64)])
      await expect(readCarriedRecord(deps, id)).rejects.toMatchObject({ code: "parcel.unknown" });
  });

  it("is verified from the office's folder alone, once it is at rest", async () => {
    const copy = `${office.dataFolder}-copy`;
    await copyStores(office, copy);
    const { differences, rounds } = await verify(await readEvidence(copy), null);
    expect(differences).toEqual([]);
    expect(rounds).toMatchObject([{ closed: 3, units: 3 }]);
    rmSync(copy, { recursive: true });
  });
});

describe("the volume of the round", () => {
  it("holds the record of each group's machine, which is checked against what that machine signed", async () => {
    await archiveRound(office.deps, KEEPER, ROUND_ID);
    const above = mkdtempSync(join(tmpdir(), "plumbline-volume-"));
    const place = join(above, "卷");
    await makeVolume(office.deps, KEEPER, {
      round: ROUND_ID,
      place,
      // Documents and reports are drawn in their own tests.
      papers: { documents: async function* () {}, reports: () => [] },
      progress: () => {},
      signal: new AbortController().signal,
    });
    const { differences } = await verifyCarried(place, null, readEvidence);
    expect(differences).toEqual([]);
    const reading = readVolumeFolder(place)!;
    const ids = carriedParcels(reading.paths);
    expect(ids).toHaveLength(2);
    const records = ids.map((id) =>
      JSON.parse(Buffer.from(reading.bytes(carriedPaths(id).record)!).toString()),
    );
    const signers = await Promise.all(
      [first, second].map(({ deps }) => deps.office.inTransaction(async (o) => (await o.audit())[0]!.digest)),
    );
    expect(records.map(([line]) => line.digest).toSorted()).toEqual(signers.toSorted());

    const [id] = ids as [string, string];
    const paths = carriedPaths(id);
    const found = (change: (path: string) => Uint8Array | null) =>
      checkCarriedRecords({ ...reading, bytes: change });
    const wanted = { code: "volume.record", facts: { file: paths.record } };
    for (const path of Object.values(paths)) {
      const changed = Buffer.from(reading.bytes(path)!);
      changed[20] = changed[20]! ^ 1;
      for (const bytes of [changed, null])
        expect(found((one) => (one === path ? bytes : reading.bytes(one)))).toMatchObject([wanted]);
    }
    const other = carriedPaths(ids[1]!);
    expect(found((one) => reading.bytes(one === paths.record ? other.record : one))).toMatchObject([wanted]);
    rmSync(above, { recursive: true });
  }, 120_000);
});

describe("the record of its destruction", () => {
  it("names the machines that hold its ballots still, with room for who destroyed them and when", async () => {
    await setKeeping(office.deps, KEEPER, ROUND_ID, 1);
    const later = { ...office.deps, clock: () => new Date(Date.now() + 2 * 86_400_000) };
    const order = { round: ROUND_ID, reason: "保管期满" };
    const record = await destroyRound(later, KEEPER, order, () => Promise.resolve());
    expect(record.elsewhere).toEqual([
      { name: "一组的笔记本", fingerprint: first.fingerprint, group: FIRST },
      { name: "二组的笔记本", fingerprint: second.fingerprint, group: SECOND },
    ]);
    const { body } = destructionRecord(record, { archivedOn: "2026-12-01", destroyedOn: "2026-12-03" });
    const table = body.flatMap((one) => (one.block === "table" ? [one.table] : [])).at(-1)!;
    expect(table.caption).toBe(DESTRUCTION.copies);
    expect(JSON.stringify(table.body)).toContain(`一组的笔记本（${FIRST}）`);
    expect(JSON.stringify(table.body)).toContain(inFours(second.fingerprint));
    const { elsewhere: _unused, ...before } = record;
    const old = destructionRecord(before, { archivedOn: "2026-12-01", destroyedOn: "2026-12-03" });
    expect(JSON.stringify(old)).not.toContain(DESTRUCTION.copies);
  });
});

const PRINTED_OF_A_ROUND: readonly DocumentKind[] = [
  "grade-table",
  "round-report",
  "data",
  "roll-sheet",
  "result-sheet",
  "team-table",
  "members-table",
  "questionnaire-table",
  "derivation",
  "unit-report",
  "unit-copy",
];

/** What people read: scores with all their parts, grades, and every document, without names of polls, digests and days. */
async function numbersOf({ deps }: Installation) {
  const { units } = await scoreRound(deps, ROUND_ID);
  const documents: string[] = [];
  const kinds = new Set<DocumentKind>();
  let withTexts = 0;
  for (const one of await everyDocument(deps)) {
    const { kind, title, unit, under, body, basis, signatures } = await one.make();
    // The list of the archive holds checksums of the others.
    if (kind === "archive-list") continue;
    kinds.add(kind);
    if (one.hasTexts) withTexts += 1;
    // Texts are shuffled anew wherever a poll is closed.
    const said = one.hasTexts ? leavesOf(body).toSorted() : body;
    const text = JSON.stringify([under, said, basis, signatures]).replace(
      /[0-9a-f]{8}( ?[0-9a-f]{8})+/g,
      "…",
    );
    documents.push([kind, title, unit, text].join(" "));
  }
  return {
    scores: units.map(({ unit, score }) => ({ unit: unit.id, score })),
    grades: units.map(({ unit, score, history }) => {
      const { approved, proposed } = standingOf(history);
      const proposal = proposed?.act.grade ?? null;
      return {
        unit: unit.id,
        computed: score?.computed ?? null,
        proposed: proposal,
        approved: approved?.act.grade ?? null,
      };
    }),
    documents: documents.toSorted(),
    kinds: [...kinds].toSorted(),
    withTexts,
  };
}

/** Every text and number of a value, at any depth. */
function leavesOf(value: unknown): readonly string[] {
  if (value === null || typeof value !== "object") return [String(value)];
  return Object.values(value).flatMap(leavesOf);
}
