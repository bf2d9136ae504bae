/** 模板包 and 结果包 that are refused: one sentence each, and nothing of them stays. @source docs/parcels.md */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canonicalJson, digestOf } from "../../server/core/definition/canonical.ts";
import { installationFingerprint } from "../../server/core/parcel/installation-fingerprint.ts";
import type { ParcelOf } from "../../server/core/parcel/parcel.ts";
import { readResult, type ResultContents } from "../../server/core/parcel/result-contents.ts";
import { readTemplate } from "../../server/core/parcel/template-contents.ts";
import { readParcel } from "../../server/imports/read-parcel.ts";
import { openSigner } from "../../server/keys/open-signer.ts";
import { type Deps, KEEPER } from "../../server/services/deps.ts";
import { declareMissing } from "../../server/services/parcel/declare-missing.ts";
import { dispatchGroup } from "../../server/services/parcel/dispatch-group.ts";
import { handIn } from "../../server/services/parcel/hand-in.ts";
import { makeResult } from "../../server/services/parcel/make-result.ts";
import { makeTemplate } from "../../server/services/parcel/make-template.ts";
import { readCountyResults } from "../../server/services/parcel/read-results.ts";
import { signParcel } from "../../server/services/parcel/sign-parcel.ts";
import {
  revokeInstallation,
  setCity,
  trustInstallation,
} from "../../server/services/parcel/trust-installation.ts";
import { takeParcel } from "../../server/services/parcel/take-parcel.ts";
import { saveOwnForm } from "../../server/services/save-own-form.ts";
import { archive, expectRefused, flip, refused } from "./refused-parcels.ts";
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
const FORM = "leadership-team";

let city: Installation;
let county: Installation;
let group: Installation;
let template: ParcelOf<"template">;
let result: ParcelOf<"result">;
const all = () => [city, county, group];

/** A county whose every unit was declared missing: its round is at its end without a ballot being cast. */
beforeAll(async () => {
  [city, county, group] = await Promise.all([
    openInstallationAt(),
    openInstallationAt(),
    openInstallationAt(),
  ]);
  await trustEachOther(city, county, "青河县委巡察办");
  await trustEachOther(county, group, "一组的笔记本");
  await draftRound(county, ROUND_ID);
  for (const name of [FIRST, SECOND]) {
    // What the second group's laptop would be has no part in this.
    const to = name === FIRST ? group.fingerprint : city.fingerprint;
    const task = { round: ROUND_ID, group: name, to };
    const given = await dispatchGroup(county.deps, KEEPER, task);
    if (name === FIRST) await takeParcel(group.deps, KEEPER, given);
  }
  const missing = [FIRST, SECOND].map((name) => ({ group: name, reason: `${name}确实交不回` }));
  await declareMissing(county.deps, KEEPER, ROUND_ID, missing);
  result = await makeResult(county.deps, KEEPER, { round: ROUND_ID, to: city.fingerprint });
  const { instrument } = city.deps.library.instruments.get(FORM)!;
  const own = { ...instrument, version: "2026.5", title: "全市统一测评表" };
  await saveOwnForm(city.deps, KEEPER, JSON.stringify(own));
  template = await makeTemplate(city.deps, KEEPER, {
    title: "全市模板",
    to: [county.fingerprint],
    forms: [{ instrument: FORM, version: "2026.5" }],
    schemes: [],
  });
}, 120_000);
afterAll(() => Promise.all(all().map((one) => one.stop())));

const keys = mkdtempSync(join(tmpdir(), "plumbline-stranger-"));
const signer = openSigner(join(keys, "signing-key.pem"));
const stranger = { deps: { signer }, fingerprint: installationFingerprint(signer.publicKey) };
afterAll(() => rmSync(keys, { recursive: true }));

type Taken = ParcelOf<"template"> | ParcelOf<"result">;

/** The same parcel signed again by whoever has the key. */
const againTemplate = (
  { deps }: { readonly deps: Pick<Deps, "signer"> },
  change: Partial<Pick<ParcelOf<"template">["manifest"], "to" | "edition" | "title">>,
  parts = template.parts,
) => {
  const { kind, title, edition, to } = template.manifest;
  return signParcel<"template">(deps, { kind, title, edition, to, ...change }, parts);
};
const againResult = (
  { deps }: { readonly deps: Pick<Deps, "signer"> },
  change: Partial<Pick<ParcelOf<"result">["manifest"], "to" | "edition" | "round" | "title">>,
  parts = result.parts,
) => {
  const { kind, title, edition, to, round, template: known } = result.manifest;
  return signParcel<"result">(deps, { kind, title, edition, to, round, template: known, ...change }, parts);
};

const withText = (parcel: Taken, path: string, change: (text: string) => string) =>
  new Map([...parcel.parts, [path, Buffer.from(change(Buffer.from(parcel.parts.get(path)!).toString()))]]);
const withContents = (change: (contents: ResultContents) => object) =>
  new Map([["result.json", Buffer.from(canonicalJson(change(readResult(result))))]]);

describe.each([
  ["a template", () => template as Taken, () => county],
  ["a result", () => result as Taken, () => city],
])("%s that is no whole parcel", (_, parcel, at) => {
  const cases: readonly [string, () => Promise<Uint8Array> | Uint8Array, string][] = [
    ["half of it", async () => (await bytesOf(parcel())).subarray(0, 900), "damaged"],
    ["a byte changed on the stick", async () => flip(await bytesOf(parcel()), 1_200), "damaged"],
    ["no signature", () => archive(parcel().manifestText, new Uint8Array(), parcel().parts), "damaged"],
    [
      "a part more",
      () => {
        const parts = new Map([...parcel().parts, ["ballots.json", Buffer.from("[]")]]);
        return archive(parcel().manifestText, parcel().signature, parts);
      },
      "damaged",
    ],
    [
      "made by a newer release",
      () => {
        const text = canonicalJson({ ...parcel().manifest, formatVersion: 2 });
        return archive(text, parcel().signature, parcel().parts);
      },
      "newer",
    ],
  ];

  it.each(cases)("%s", async (__, make, reason) => {
    const bytes = await make();
    const take = async () => takeParcel(at().deps, KEEPER, readParcel(bytes));
    await expectRefused(at(), ROUND_ID, take, refused(reason));
  });
});

describe("a whole template that is not taken", () => {
  const form = (change: (text: string) => string) => withText(template, "forms.json", change);
  const cases: readonly [string, string, () => ParcelOf<"template">][] = [
    ["with the signature of another", "signature", () => ({ ...template, signature: result.signature })],
    ["of an installation that is not on the list", "unknown-signer", () => againTemplate(stranger, {})],
    ["of a group's laptop that is trusted", "not-city", () => againTemplate(group, {})],
    ["for another county", "other-recipient", () => againTemplate(city, { to: [group.fingerprint] })],
    [
      "with a form that is not what its digest says",
      "other-release",
      () =>
        againTemplate(
          city,
          {},
          form((text) => text.replace("全市统一测评表", "全市统一评议表")),
        ),
    ],
    [
      "with a form that no phone could run",
      "other-release",
      () =>
        againTemplate(
          city,
          {},
          form((text) => {
            const [{ instrument }] = JSON.parse(text);
            const bad = {
              ...instrument,
              survey: { elements: [{ type: "html", html: "<script>1</script>" }] },
            };
            return canonicalJson([{ digest: digestOf(bad), instrument: bad }]);
          }),
        ),
    ],
    [
      "with other words for a label",
      "other-release",
      () =>
        againTemplate(
          city,
          {},
          withText(template, "labels.json", (text) => text.replace("工作作风", "作风建设")),
        ),
    ],
    [
      "with something else under a name that is taken here",
      "changed-here",
      () =>
        againTemplate(
          city,
          {},
          form((text) => {
            const [{ instrument }] = JSON.parse(text);
            const other = { ...instrument, version: "2026.1" };
            return canonicalJson([{ digest: digestOf(other), instrument: other }]);
          }),
        ),
    ],
    [
      "without its forms",
      "damaged",
      () =>
        againTemplate(
          city,
          {},
          form(() => "{}"),
        ),
    ],
  ];

  it.each(cases)("%s", async (_, reason, make) => {
    const parcel = await carried(make());
    await expectRefused(county, ROUND_ID, () => takeParcel(county.deps, KEEPER, parcel), refused(reason));
  });
});

describe("a whole result that is not taken", () => {
  const cases: readonly [string, string, () => ParcelOf<"result">][] = [
    ["with the signature of another", "signature", () => ({ ...result, signature: template.signature })],
    ["of an installation that is not on the list", "unknown-signer", () => againResult(stranger, {})],
    ["for another city", "other-recipient", () => againResult(county, { to: group.fingerprint })],
    ["of another round than it says", "other-round", () => againResult(county, { round: "r1999" })],
    [
      "with a unit in it twice",
      "damaged",
      () =>
        againResult(
          county,
          {},
          withContents((c) => ({ ...c, units: [c.units[0], ...c.units] })),
        ),
    ],
    [
      "with something about single ballots",
      "damaged",
      () =>
        againResult(
          county,
          {},
          withContents((c) => ({ ...c, units: c.units.map((unit) => ({ ...unit, ballots: [[0, 1]] })) })),
        ),
    ],
    [
      "with a score that is none",
      "damaged",
      () =>
        againResult(
          county,
          {},
          withContents((c) => ({ ...c, units: c.units.map((unit) => ({ ...unit, total: "=1+1" })) })),
        ),
    ],
    [
      "with a grade that there is not",
      "damaged",
      () =>
        againResult(
          county,
          {},
          withContents((c) => ({ ...c, units: c.units.map((unit) => ({ ...unit, approved: "优秀" })) })),
        ),
    ],
    [
      "with thresholds lower than anybody may have",
      "not-released",
      () =>
        againResult(
          county,
          {},
          withContents((c) => ({ ...c, thresholds: { ...c.thresholds, floor: 1 } })),
        ),
    ],
    [
      "with a score of a unit that has no result",
      "not-released",
      () =>
        againResult(
          county,
          {},
          withContents((c) => ({ ...c, units: c.units.map((unit) => ({ ...unit, total: "87.00" })) })),
        ),
    ],
  ];

  it.each(cases)("%s", async (_, reason, make) => {
    const parcel = await carried(make());
    await expectRefused(city, ROUND_ID, () => takeParcel(city.deps, KEEPER, parcel), refused(reason));
  });

  it("is on record with its reason, and with nothing else of it", async () => {
    const lines = await city.deps.office.inTransaction((office) => office.auditOf("parcel.refused"));
    expect(lines.length).toBeGreaterThanOrEqual(cases.length);
    for (const { about, detail } of lines) {
      expect(about).toBe(city.fingerprint);
      expect(Object.keys(JSON.parse(detail)).toSorted()).toEqual(["digest", "kind", "reason"]);
    }
  });
});

describe("after its units were declared missing", () => {
  it("a sealed parcel that comes all the same is refused, unit by unit", async () => {
    await holdRound(group, ROUND_ID);
    const late = await carried(await handIn(group.deps, KEEPER, ROUND_ID, null));
    const finding = (unit: string) => expect.objectContaining({ unit, finding: "not-expected" });
    await expectRefused(county, ROUND_ID, () => takeParcel(county.deps, KEEPER, late), {
      code: "parcel.findings",
      facts: { findings: expect.arrayContaining([finding("县水利局党组"), finding("县档案馆党支部")]) },
    });
  }, 120_000);

  it("a group's own part of a round is no result for the city", async () => {
    await trustEachOther(city, group, "一组的笔记本");
    const asked = makeResult(group.deps, KEEPER, { round: ROUND_ID, to: city.fingerprint });
    await expect(asked).rejects.toMatchObject({ code: "result.not-final", facts: { reason: "task" } });
  });

  it("a result is made for the office above and for nobody else that is trusted", async () => {
    const make = () => makeResult(county.deps, KEEPER, { round: ROUND_ID, to: group.fingerprint });
    await expectRefused(county, ROUND_ID, make, {
      code: "installation.not-city",
      facts: { name: "一组的笔记本" },
    });
  });

  it("a result is taken of no installation but the counties that a template was for", async () => {
    const parcel = await carried(againResult(group, {}));
    await expectRefused(city, ROUND_ID, () => takeParcel(city.deps, KEEPER, parcel), {
      code: "parcel.refused",
      facts: { reason: "not-county", found: "一组的笔记本" },
    });
    await setCity(city.deps, KEEPER, county.fingerprint, true);
    const above = await carried(againResult(county, {}));
    await expectRefused(city, ROUND_ID, () => takeParcel(city.deps, KEEPER, above), refused("not-county"));
    await setCity(city.deps, KEEPER, county.fingerprint, false);
    expect(await takeParcel(city.deps, KEEPER, above)).toMatchObject({ kind: "result" });
  });

  it("before there is a template, a group that was given a task is no county", async () => {
    await trustInstallation(county.deps, KEEPER, {
      fingerprint: stranger.fingerprint,
      name: "白沙县委巡察办",
    });
    const to = county.fingerprint;
    const ofGroup = await carried(againResult(group, { to }));
    const take = () => takeParcel(county.deps, KEEPER, ofGroup);
    await expectRefused(county, ROUND_ID, take, refused("not-county"));
    const taken = await takeParcel(county.deps, KEEPER, await carried(againResult(stranger, { to })));
    expect(taken).toMatchObject({ kind: "result", county: "白沙县委巡察办" });
  });

  it("the same round of two counties is counted once, and of the new computer once the old one is revoked", async () => {
    await trustInstallation(city.deps, KEEPER, {
      fingerprint: stranger.fingerprint,
      name: "青河县委的新电脑",
    });
    const { forms } = readTemplate(template);
    await makeTemplate(city.deps, KEEPER, {
      title: "全市模板",
      to: [county.fingerprint, stranger.fingerprint],
      forms: forms.map(({ instrument: { id, version } }) => ({ instrument: id, version })),
      schemes: [],
    });
    await takeParcel(city.deps, KEEPER, await carried(againResult(stranger, {})));
    const countedOf = async () => {
      const { counties, tables } = await readCountyResults(city.deps, null);
      const standing = counties.map(({ county: { name }, results }) => [name, results[0]?.countedOf]);
      const rows = tables.flatMap((table) => table.rows.map((row) => row.county));
      return { standing, counted: [...new Set(rows)], rows: rows.length };
    };
    expect(await countedOf()).toEqual({
      standing: [
        ["青河县委巡察办", null],
        ["青河县委的新电脑", "青河县委巡察办"],
      ],
      counted: ["青河县委巡察办"],
      rows: 3,
    });
    await revokeInstallation(city.deps, KEEPER, county.fingerprint, "电脑报废，换了新的");
    expect(await countedOf()).toEqual({
      standing: [
        ["青河县委巡察办", "青河县委的新电脑"],
        ["青河县委的新电脑", null],
      ],
      counted: ["青河县委的新电脑"],
      rows: 3,
    });
  });
});
