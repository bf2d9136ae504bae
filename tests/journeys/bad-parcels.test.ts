/** Parcels that are refused: one sentence each, and nothing of them stays. @source docs/parcels.md */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canonicalJson } from "../../server/core/definition/canonical.ts";
import { writeManifest } from "../../server/core/parcel/manifest.ts";
import type { Parcel, ParcelFinding, ParcelOf } from "../../server/core/parcel/parcel.ts";
import { readParcel } from "../../server/imports/read-parcel.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { declareMissing } from "../../server/services/parcel/declare-missing.ts";
import { dispatchGroup, reissueTask } from "../../server/services/parcel/dispatch-group.ts";
import { handIn } from "../../server/services/parcel/hand-in.ts";
import { rebuildTask } from "../../server/services/parcel/rebuild-task.ts";
import { signParcel } from "../../server/services/parcel/sign-parcel.ts";
import { takeParcel } from "../../server/services/parcel/take-parcel.ts";
import { revokeInstallation } from "../../server/services/parcel/trust-installation.ts";
import { archive, expectRefused, flip, refused, signedAgain } from "./refused-parcels.ts";
import {
  bytesOf,
  carried,
  draftRound,
  FIRST,
  holdRound,
  type Installation,
  openInstallationAt,
  SECOND,
  trustEachOther,
} from "./three-installations.ts";

const ROUND_ID = "r2026";

let office: Installation;
let first: Installation;
let second: Installation;
let task: ParcelOf<"task">;
let sealed: ParcelOf<"sealed">;
const all = () => [office, first, second];

beforeAll(async () => {
  [office, first, second] = await Promise.all([
    openInstallationAt(),
    openInstallationAt(),
    openInstallationAt(),
  ]);
  await trustEachOther(office, first, "一组的笔记本");
  await draftRound(office, ROUND_ID);
  task = await give(first, FIRST);
  await takeParcel(first.deps, KEEPER, task);
  await holdRound(first, ROUND_ID);
  sealed = await handIn(first.deps, KEEPER, ROUND_ID, null);
}, 120_000);
afterAll(() => Promise.all(all().map((one) => one.stop())));

const give = (to: Installation, group: string) =>
  dispatchGroup(office.deps, KEEPER, { round: ROUND_ID, group, to: to.fingerprint });

/** One file of a parcel, changed. */
function withPart(path: string, change: (bytes: Buffer) => Uint8Array): ReadonlyMap<string, Uint8Array> {
  const found = [...sealed.parts.keys()].find((one) => one.startsWith(path))!;
  return new Map([...sealed.parts, [found, change(Buffer.from(sealed.parts.get(found)!))]]);
}

const asText = (change: (text: string) => string) => (bytes: Buffer) =>
  Buffer.from(change(bytes.toString("utf8")), "utf8");

/** One finding among those that are told. */
const found = (finding: Partial<ParcelFinding>) => ({
  code: "parcel.findings",
  facts: { findings: expect.arrayContaining([expect.objectContaining(finding)]) },
});

describe("a file that is no whole parcel", () => {
  const take = (bytes: Uint8Array) => async () => takeParcel(office.deps, KEEPER, readParcel(bytes));
  const texts: readonly [string, () => Promise<Uint8Array>][] = [
    ["nothing", async () => new Uint8Array()],
    ["another file", async () => Buffer.from("%PDF-1.7 这不是包")],
    ["half a parcel", async () => (await bytesOf(sealed)).subarray(0, 20_000)],
    ["a parcel without its end", async () => (await bytesOf(sealed)).subarray(0, -30)],
    ["a byte of a closed file changed on the stick", async () => flip(await bytesOf(sealed), 60_000)],
    [
      "a part less",
      () => archive(sealed.manifestText, sealed.signature, new Map([...sealed.parts].slice(1))),
    ],
    [
      "a part more",
      () =>
        archive(
          sealed.manifestText,
          sealed.signature,
          new Map([...sealed.parts, ["closed/zzz.db", new Uint8Array(3)]]),
        ),
    ],
    [
      "a path that leads out",
      () => {
        const parts = new Map([...sealed.parts, ["../../office.db", new Uint8Array(3)]]);
        return archive(
          writeManifest(signedAgain(first, sealed, {}, parts).manifest),
          sealed.signature,
          parts,
        );
      },
    ],
    ["no signature", () => archive(sealed.manifestText, new Uint8Array(), sealed.parts)],
    [
      "a manifest in another way of writing",
      () => archive(`${sealed.manifestText}\n`, sealed.signature, sealed.parts),
    ],
  ];

  it.each(texts)("%s", async (_, make) => {
    const bytes = await make();
    await expectRefused(office, ROUND_ID, take(bytes), refused("damaged"));
  });

  it("made by a newer release", async () => {
    const text = canonicalJson({ ...sealed.manifest, formatVersion: 2 });
    await expectRefused(
      office,
      ROUND_ID,
      take(await archive(text, sealed.signature, sealed.parts)),
      refused("newer"),
    );
  });
});

describe("a whole parcel that is not taken", () => {
  const cases: readonly [string, object, () => Parcel | Promise<Parcel>][] = [
    ["with the signature of another", refused("signature"), () => ({ ...sealed, signature: task.signature })],
    [
      "of an installation that is not on the list",
      refused("unknown-signer"),
      () => signedAgain(second, sealed, {}),
    ],
    [
      "for another installation",
      refused("other-recipient"),
      () => signedAgain(first, sealed, { to: second.fingerprint }),
    ],
    ["of another round", refused("other-round"), () => signedAgain(first, sealed, { round: "r1999" })],
    ["of another group", refused("other-round"), () => signedAgain(first, sealed, { group: SECOND })],
    [
      "of a task that nobody gave out",
      refused("other-round"),
      () => signedAgain(first, sealed, { task: "0".repeat(64) }),
    ],
    [
      "with an audit that does not chain",
      found({ finding: "altered", difference: "audit.chain" }),
      () =>
        signedAgain(
          first,
          sealed,
          {},
          withPart(
            "audit.json",
            asText((text) => text.replace("round.frozen", "round.tried_")),
          ),
        ),
    ],
    [
      "with a closed file that was changed after closing",
      found({ finding: "altered", difference: "closed.digest" }),
      () =>
        signedAgain(
          first,
          sealed,
          {},
          withPart("closed/", (bytes) => flip(bytes, bytes.length - 100)),
        ),
    ],
    [
      "with a sheet of other scores",
      found({ finding: "altered", difference: "sheet.content" }),
      () =>
        signedAgain(
          first,
          sealed,
          {},
          withPart(
            "sheet.json",
            asText((text) => text.replace(/"score":"\d/, '"score":"0')),
          ),
        ),
    ],
    [
      "with a unit that was renamed",
      found({ unit: "县水库局党组", finding: "other-version" }),
      () =>
        signedAgain(
          first,
          sealed,
          {},
          withPart(
            "office.json",
            asText((text) => text.replaceAll("县水利局党组", "县水库局党组")),
          ),
        ),
    ],
    [
      "with other settings of the round",
      found({ unit: null, finding: "other-version" }),
      () =>
        signedAgain(
          first,
          sealed,
          {},
          withPart(
            "office.json",
            asText((text) => text.replace('"period":"近三年"', '"period":"近五年"')),
          ),
        ),
    ],
    [
      "with numbers of the 登记表 that are none",
      refused("damaged"),
      () =>
        signedAgain(
          first,
          sealed,
          {},
          withPart(
            "rolls.json",
            asText((text) => text.replace(/"due":\d+/, '"due":-1')),
          ),
        ),
    ],
    [
      "without one of its closed files",
      {
        code: "parcel.findings",
        facts: { findings: [{ finding: "altered", difference: "closed.missing" }] },
      },
      () => {
        const closed = [...sealed.parts.keys()].find((path) => path.startsWith("closed/"))!;
        return signedAgain(first, sealed, {}, new Map([...sealed.parts].filter(([path]) => path !== closed)));
      },
    ],
  ];

  it.each(cases)("%s", async (_, wanted, make) => {
    const parcel = await carried(await make());
    await expectRefused(office, ROUND_ID, () => takeParcel(office.deps, KEEPER, parcel), wanted);
  });

  it("a task that is for another, or here already", async () => {
    await expectRefused(
      office,
      ROUND_ID,
      () => takeParcel(office.deps, KEEPER, task),
      refused("unknown-signer"),
    );
    await expectRefused(first, ROUND_ID, () => takeParcel(first.deps, KEEPER, task), refused("already-here"));
    await expectRefused(
      second,
      ROUND_ID,
      () => takeParcel(second.deps, KEEPER, task),
      refused("unknown-signer"),
    );
  });

  it("is on record with its reason, and with nothing else of it", async () => {
    const lines = await office.deps.office.inTransaction((o) => o.auditOf("parcel.refused"));
    expect(lines.length).toBeGreaterThan(cases.length - 1);
    for (const { about, detail } of lines) {
      expect(about).toBe(office.fingerprint);
      expect(Object.keys(JSON.parse(detail)).toSorted()).toEqual(["digest", "kind", "reason"]);
    }
  });
});

/** Signed by the office all the same: part, what stands there, what is put in its place. */
const WRONG_TASKS: readonly (readonly [string, string, string])[] = [
  ["round.json", '"floor":5', '"floor":1'],
  ["round.json", '"setUp":"onsite"', '"setUp":"anywhere"'],
  ["round.json", '"contactPhone":', '"unknown":'],
  ["units.json", '"weight":"20"', '"weight":20'],
  ["units.json", '"parent":null', '"parent":7'],
];

describe("taken once", () => {
  it("a parcel is refused the second time, and so is another one with a unit of it", async () => {
    await takeParcel(office.deps, KEEPER, await carried(sealed));
    await expectRefused(
      office,
      ROUND_ID,
      () => takeParcel(office.deps, KEEPER, sealed),
      refused("already-here"),
    );
    const other = await handIn(first.deps, KEEPER, ROUND_ID, ["water"]);
    await expectRefused(
      office,
      ROUND_ID,
      () => takeParcel(office.deps, KEEPER, other),
      found({ unit: "县水利局党组", finding: "doubled" }),
    );
  });

  it("a task is the same file however often it is written, until its units are back", async () => {
    await trustEachOther(office, second, "二组的笔记本");
    const given = await give(second, SECOND);
    expect(await bytesOf(await rebuildTask(office.deps, given.id))).toEqual(await bytesOf(given));
    const units = Buffer.from(given.parts.get("units.json")!).toString("utf8").trim();
    const one = units.slice(1, -1);
    for (const [path, from, to] of [...WRONG_TASKS, ["units.json", units, `[${one},${one}]`] as const]) {
      const text = Buffer.from(given.parts.get(path)!).toString("utf8");
      const parts = new Map([...given.parts, [path, Buffer.from(text.replace(from, to))]]);
      const { to: recipient, title, edition, round, group } = given.manifest;
      const about = { kind: "task", to: recipient, title, edition, round, group, task: null } as const;
      const bad = signParcel<"task">(office.deps, about, parts);
      await expectRefused(second, ROUND_ID, () => takeParcel(second.deps, KEEPER, bad), refused("damaged"));
    }
    await takeParcel(second.deps, KEEPER, await carried(given));
  });

  it("a lost laptop's task is void and held anew, and what the laptop still brings is refused", async () => {
    await holdRound(second, ROUND_ID);
    const late = await handIn(second.deps, KEEPER, ROUND_ID, null);
    const third = await openInstallationAt();
    try {
      await trustEachOther(office, third, "二组的新笔记本");
      const lost = { round: ROUND_ID, group: SECOND, to: third.fingerprint };
      const next = await reissueTask(office.deps, KEEPER, lost, "电脑丢失");
      expect(next.manifest.edition).toBe(2);
      await expectRefused(
        office,
        ROUND_ID,
        () => takeParcel(office.deps, KEEPER, late),
        refused("older-edition"),
      );
      await revokeInstallation(office.deps, KEEPER, second.fingerprint, "电脑丢失");
      await expectRefused(
        office,
        ROUND_ID,
        () => takeParcel(office.deps, KEEPER, late),
        refused("revoked-signer"),
      );
      await takeParcel(third.deps, KEEPER, await carried(next));
      await holdRound(third, ROUND_ID);
      const forged = signedAgain(first, await handIn(third.deps, KEEPER, ROUND_ID, null), {});
      await expectRefused(
        office,
        ROUND_ID,
        () => takeParcel(office.deps, KEEPER, forged),
        refused("other-signer"),
      );
      const replaced = await office.deps.office.inTransaction((o) => o.replacedPolls(ROUND_ID));
      expect(replaced).toMatchObject([{ unit: "roads", state: "void" }]);
    } finally {
      await third.stop();
    }
  });

  it("what does not come back is declared missing by name, and then nothing is away", async () => {
    const roads = (await office.deps.office.inTransaction((o) => o.unit(ROUND_ID, "roads")))!;
    const declare = (...groups: string[]) =>
      declareMissing(
        office.deps,
        KEEPER,
        ROUND_ID,
        groups.map((group) => ({ group, reason: `${group}确实交不回` })),
      );
    // Everything of the other group is back: with it in the list nothing is declared at all.
    await expect(declare(roads.group, FIRST)).rejects.toMatchObject({ code: "parcel.empty" });
    expect(await declare(roads.group)).toEqual(["县交通局党组"]);
    const lines = await office.deps.office.inTransaction((o) => o.auditOf("round.declared-incomplete"));
    expect(lines.map(({ detail }) => JSON.parse(detail) as object)).toMatchObject([
      { group: roads.group, units: 1, reason: `${roads.group}确实交不回` },
    ]);
    const polls = await office.deps.office.inTransaction((o) => o.polls(ROUND_ID));
    expect(polls.map(({ unit, state }) => [unit, state]).toSorted()).toEqual([
      ["archive", "closed"],
      ["roads", "void"],
      ["water", "closed"],
    ]);
    await expect(declare(roads.group)).rejects.toMatchObject({
      code: "parcel.empty",
    });
  });
});
