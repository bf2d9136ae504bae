/** 封存包 of a trusted laptop whose polls may not stand where they say, and what happens while one is recounted. @source docs/parcels.md */
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canonicalJson } from "../../server/core/definition/canonical.ts";
import type { Parcel, ParcelFinding, ParcelOf } from "../../server/core/parcel/parcel.ts";
import { type Deps, KEEPER } from "../../server/services/deps.ts";
import { declareMissing } from "../../server/services/parcel/declare-missing.ts";
import { dispatchGroup, reissueTask } from "../../server/services/parcel/dispatch-group.ts";
import { handIn } from "../../server/services/parcel/hand-in.ts";
import { signParcel } from "../../server/services/parcel/sign-parcel.ts";
import { takeParcel } from "../../server/services/parcel/take-parcel.ts";
import { expectRefused, refused } from "./refused-parcels.ts";
import {
  carried,
  draftRound,
  FIRST,
  holdRound,
  type Installation,
  openInstallationAt,
  SECOND,
  trustEachOther,
} from "./three-installations.ts";
import { testUnit } from "./start-server.ts";

const ROUND_ID = "r2026";
const unitOf = (id: string, name: string, group: string) => ({ ...testUnit(id, name, [1, 2, 4]), group });
const UNITS = [
  unitOf("water", "县水利局党组", FIRST),
  unitOf("archive", "县档案馆党支部", FIRST),
  unitOf("seeds", "县种子站党支部", FIRST),
  unitOf("roads", "县交通局党组", SECOND),
];

let office: Installation;
let first: Installation;
let second: Installation;
let third: Installation;
let sealed: ParcelOf<"sealed">;
/** The poll of the other group's unit. */
let roads: string;

beforeAll(async () => {
  [office, first, second, third] = await Promise.all([
    openInstallationAt(),
    openInstallationAt(),
    openInstallationAt(),
    openInstallationAt(),
  ]);
  await trustEachOther(office, first, "一组的笔记本");
  await trustEachOther(office, second, "二组的笔记本");
  await trustEachOther(office, third, "备用的笔记本");
  await draftRound(office, ROUND_ID, UNITS);
  const task = { round: ROUND_ID, group: FIRST, to: first.fingerprint };
  await takeParcel(first.deps, KEEPER, await dispatchGroup(office.deps, KEEPER, task));
  await holdRound(first, ROUND_ID);
  await dispatchGroup(office.deps, KEEPER, { round: ROUND_ID, group: SECOND, to: second.fingerprint });
  sealed = await handIn(first.deps, KEEPER, ROUND_ID, null);
  roads = (await pollOf("roads")).id;
}, 240_000);
afterAll(() => Promise.all([office, first, second, third].map((one) => one.stop())));

const pollOf = async (unit: string) =>
  (await office.deps.office.inTransaction((o) => o.polls(ROUND_ID))).find((poll) => poll.unit === unit)!;

interface Extract {
  polls: { id: string; unit: string; state: string; closedDigest: string | null }[];
  assessments: { [unit: string]: object };
}
type Roll = Extract["polls"][number] & { replacedBy: string | null; sheet: object | null };

const jsonOf = (path: string) => JSON.parse(Buffer.from(sealed.parts.get(path)!).toString("utf8"));
const bytesOf = (value: unknown) => Buffer.from(canonicalJson(value as Parameters<typeof canonicalJson>[0]));

/** The parcel with other polls in it, its files in accord with each other, signed again by the laptop. */
function changed(
  change: (extract: Extract, rolls: Roll[]) => ReadonlyMap<string, Uint8Array> | void,
): ParcelOf<"sealed"> {
  const extract: Extract = jsonOf("office.json");
  const rolls: Roll[] = jsonOf("rolls.json");
  const files = change(extract, rolls) ?? new Map();
  const parts = [["office.json", bytesOf(extract)] as const, ["rolls.json", bytesOf(rolls)] as const];
  const { kind, to, round, title, group, edition, task } = sealed.manifest;
  const about = { kind, to, round, title, group, edition, task } as const;
  return signParcel<"sealed">(first.deps, about, new Map([...sealed.parts, ...parts, ...files]));
}

const add = (
  extract: Extract,
  rolls: Roll[],
  poll: Pick<Roll, "id" | "unit" | "state" | "closedDigest">,
  replacedBy: string | null,
) => {
  extract.polls.push({ ...poll });
  rolls.push({ ...rolls[0]!, ...poll, replacedBy, sheet: null });
};
const closedFile = () => [...sealed.parts].find(([path]) => path.startsWith("closed/"))![1];
const closedDigest = () => createHash("sha256").update(closedFile()).digest("hex");
const found = (finding: ParcelFinding) => ({ code: "parcel.findings", facts: { findings: [finding] } });

describe("a parcel whose polls may not stand where they say", () => {
  const cases: readonly [string, ParcelFinding, () => ParcelOf<"sealed">][] = [
    [
      "with a closed poll of another group's unit",
      { unit: "县交通局党组", finding: "not-expected" },
      () =>
        changed((extract, rolls) => {
          add(
            extract,
            rolls,
            { id: "pghost", unit: "roads", state: "closed", closedDigest: closedDigest() },
            null,
          );
          return new Map([["closed/pghost.db", closedFile()]]);
        }),
    ],
    [
      "with a poll of a unit that nobody knows",
      { unit: null, finding: "not-expected" },
      () =>
        changed((extract, rolls) =>
          add(extract, rolls, { id: "pghost", unit: "nowhere", state: "void", closedDigest: null }, null),
        ),
    ],
    [
      "with a withdrawn poll under the id of another unit's",
      { unit: "县水利局党组", finding: "altered" },
      () =>
        changed((extract, rolls) => {
          const { id } = rolls.find(({ unit }) => unit === "water")!;
          add(extract, rolls, { id: roads, unit: "water", state: "void", closedDigest: null }, id);
        }),
    ],
    [
      "with two polls that count for one unit",
      { unit: "县水利局党组", finding: "altered" },
      () =>
        changed((extract, rolls) => {
          add(
            extract,
            rolls,
            { id: "ptwin", unit: "water", state: "closed", closedDigest: closedDigest() },
            null,
          );
          return new Map([["closed/ptwin.db", closedFile()]]);
        }),
    ],
    [
      "with a poll replaced by one that is not in it",
      { unit: "县水利局党组", finding: "altered" },
      () =>
        changed((extract, rolls) =>
          add(extract, rolls, { id: "pold", unit: "water", state: "void", closedDigest: null }, "pnowhere"),
        ),
    ],
    [
      "with numbers of a 研判 that nobody could have entered",
      { unit: "县水利局党组", finding: "altered" },
      () =>
        changed((extract) => {
          extract.assessments = {
            water: { ...ENTERED, judgement: { nothing: { score: "900", reason: "" } } },
          };
        }),
    ],
    [
      "with more in a 研判 than there is",
      { unit: "县水利局党组", finding: "altered" },
      () =>
        changed((extract) => {
          extract.assessments = { water: { ...ENTERED, persons: ["张三"] } };
        }),
    ],
    [
      "with a 研判 of another shape",
      { unit: "县水利局党组", finding: "altered" },
      () =>
        changed((extract) => {
          extract.assessments = { water: { ...ENTERED, facts: 7 } };
        }),
    ],
  ];

  it.each(cases)("%s", async (_, finding, make) => {
    const parcel = await carried(make());
    await expectRefused(office, ROUND_ID, () => takeParcel(office.deps, KEEPER, parcel), found(finding));
    expect(await pollOf("roads")).toMatchObject({ id: roads, state: "away" });
  });
});

const ENTERED = {
  judgement: null,
  supervision: null,
  deductions: [],
  bonus: [],
  facts: [],
  capDecisions: {},
  workload: {},
};

/** The office's services, with something that happens between the moment files come to their places and the record. */
const interrupted = (happens: () => Promise<unknown>): Deps => {
  const { closed } = office.deps;
  const stage: typeof closed.stage = async (files) => {
    const staged = await closed.stage(files);
    return {
      reading: staged.reading,
      dispose: () => staged.dispose(),
      async adopt() {
        await staged.adopt();
        await happens();
      },
    };
  };
  const between = new Proxy(closed, {
    get: (target, name) => {
      if (name === "stage") return stage;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return { ...office.deps, closed: between };
};

class Killed extends Error {}

/** A parcel of one unit alone. */
const only = (unit: string) => handIn(first.deps, KEEPER, ROUND_ID, [unit]);
const dying = () => interrupted(() => Promise.reject(new Killed()));
const files = () => office.deps.closed.list();

describe("a second task of a round for one laptop", () => {
  it.each([
    ["of another group", () => second, { name: "二组的笔记本", group: SECOND }],
    ["given out anew", () => first, { name: "一组的笔记本", group: FIRST }],
  ] as const)("%s is refused where it would be made", async (_, to, facts) => {
    const again = { round: ROUND_ID, group: FIRST, to: to().fingerprint };
    const make = () => reissueTask(office.deps, KEEPER, again, "电脑丢失");
    await expectRefused(office, ROUND_ID, make, { code: "parcel.one-task", facts });
  });
});

/** What came of bringing one parcel twice at the same time. */
async function takenTwice({ deps }: Installation, parcel: Parcel): Promise<readonly string[]> {
  const take = () => takeParcel(deps, KEEPER, parcel);
  const both = await Promise.allSettled([take(), take()]);
  return both
    .map((one) => (one.status === "fulfilled" ? "taken" : String(one.reason.facts?.reason ?? one.reason)))
    .toSorted((a, b) => (a === "taken" ? -1 : b === "taken" ? 1 : 0));
}

describe("while a parcel is taken in", () => {
  it("a process that ends between files and record leaves what the next taking takes", async () => {
    const parcel = await only("seeds");
    await expect(takeParcel(dying(), KEEPER, parcel)).rejects.toThrow(Killed);
    expect(await files()).toHaveLength(1);
    expect(await pollOf("seeds")).toMatchObject({ state: "away" });
    // From two pages at once.
    expect(await takenTwice(office, parcel)).toEqual(["taken", "already-here"]);
    expect(await pollOf("seeds")).toMatchObject({ state: "closed" });
    expect(await files()).toHaveLength(1);
  });

  it("the task is given out anew: it is refused, and no file of it or of one left by a kill stays", async () => {
    const before = await pollOf("water");
    await expect(takeParcel(dying(), KEEPER, await only("archive"))).rejects.toThrow(Killed);
    expect(await files()).toHaveLength(2);
    const again = { round: ROUND_ID, group: FIRST, to: third.fingerprint };
    const given: ParcelOf<"task">[] = [];
    const late = interrupted(async () =>
      given.push(await reissueTask(office.deps, KEEPER, again, "电脑丢失")),
    );
    const parcel = await only("water");
    await expect(takeParcel(late, KEEPER, parcel)).rejects.toMatchObject(refused("older-edition"));
    const now = await pollOf("water");
    expect(now).toMatchObject({ state: "away" });
    expect(now.id).not.toBe(before.id);
    expect(await files()).toEqual([(await pollOf("seeds")).id]);
    expect(await takenTwice(third, given[0]!)).toEqual(["taken", "already-here"]);
  });

  it("what a kill left of units that are declared missing goes with them", async () => {
    const left = await office.deps.closed.stage(new Map([[roads, closedFile()]]));
    await left.adopt();
    await left.dispose();
    expect(await files()).toContain(roads);
    const away = (await office.deps.office.inTransaction((o) => o.polls(ROUND_ID))).filter(
      ({ state }) => state === "away",
    );
    const units = await office.deps.office.inTransaction((o) => o.units(ROUND_ID));
    const groups = new Set(away.map(({ unit }) => units.find(({ id }) => id === unit)!.group));
    const missing = [...groups].map((group) => ({ group, reason: "确实交不回" }));
    await declareMissing(office.deps, KEEPER, ROUND_ID, missing);
    expect(await files()).toEqual([(await pollOf("seeds")).id]);
  });
});
