/** 模板包: a city's forms and schemes come to a county, which may add and not change. @source docs/parcels.md */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Instrument, LabelSet } from "../../server/core/definition/instrument.ts";
import type { DefinitionDifference } from "../../server/core/parcel/compare-templates.ts";
import { createRound } from "../../server/services/create-round.ts";
import { copySchemeFor } from "../../server/services/copy-scheme.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { makeTemplate } from "../../server/services/parcel/make-template.ts";
import { readTemplates, type TemplateStanding } from "../../server/services/parcel/read-templates.ts";
import { rebuildParcel } from "../../server/services/parcel/rebuild-parcel.ts";
import { takeParcel } from "../../server/services/parcel/take-parcel.ts";
import {
  revokeInstallation,
  setCity,
  trustInstallation,
} from "../../server/services/parcel/trust-installation.ts";
import { saveOwnForm } from "../../server/services/save-own-form.ts";
import { templatesText } from "../../web/text/templates.ts";
import { ROUND } from "./start-server.ts";
import { bytesOf, carried, type Installation, openInstallationAt } from "./three-installations.ts";

const FORM = "leadership-team";

let city: Installation;
let county: Installation;

beforeAll(async () => {
  [city, county] = await Promise.all([openInstallationAt(), openInstallationAt()]);
  await trustInstallation(city.deps, KEEPER, { fingerprint: county.fingerprint, name: "青河县委巡察办" });
  await trustInstallation(county.deps, KEEPER, {
    fingerprint: city.fingerprint,
    name: "市委巡察办",
    isCity: true,
  });
}, 60_000);
afterAll(() => Promise.all([city, county].map((one) => one.stop())));

/** A shipped form with something of its own. */
function changed({ deps }: Installation, change: Partial<Instrument>): string {
  const { instrument } = deps.library.instruments.get(FORM)!;
  return JSON.stringify({ ...instrument, ...change });
}

const formsOf = ({ deps }: Installation): string[] =>
  [...deps.library.instruments.keys()].filter((id) => id !== FORM);

const give = (version: string, title: string) =>
  makeTemplate(city.deps, KEEPER, {
    title,
    to: [county.fingerprint],
    forms: [
      { instrument: FORM, version },
      ...formsOf(city).map((id) => {
        return { instrument: id, version: city.deps.library.instruments.get(id)!.instrument.version };
      }),
    ],
    schemes: [...city.deps.library.schemes.keys()],
  });

describe("a template of a city", () => {
  it("needs every form that its schemes take something from, and counties that are trusted", async () => {
    const alone = { title: "缺表单", to: [county.fingerprint], forms: [], schemes: ["political-ecology"] };
    await expect(makeTemplate(city.deps, KEEPER, alone)).rejects.toMatchObject({
      code: "template.incomplete",
      facts: { forms: expect.arrayContaining([FORM]) },
    });
    const nobody = { ...alone, to: ["7K3M9QXD7K3M9QXD7K3M"], schemes: [] };
    await expect(makeTemplate(city.deps, KEEPER, nobody)).rejects.toMatchObject({
      code: "installation.unknown",
    });
    expect((await readTemplates(city.deps)).templates).toEqual([]);
  });

  it("is imported by a county in one step, and a round there can use it at once", async () => {
    // What the county changed before stays on its list, as something that differs.
    await saveOwnForm(
      county.deps,
      KEEPER,
      changed(county, { version: "2026.91", title: "县里改过的测评表" }),
    );
    await saveOwnForm(city.deps, KEEPER, changed(city, { version: "2026.5", title: "全市统一测评表" }));
    const template = await carried(await give("2026.5", "全市模板"));
    const taken = await takeParcel(county.deps, KEEPER, template);
    expect(taken).toMatchObject({ kind: "template", title: "全市模板", edition: 1 });
    expect(taken).toMatchObject({ forms: expect.arrayContaining(["全市统一测评表"]) });
    const forms = [{ instrument: FORM, version: "2026.5", categories: ["A", "B", "C"], include: [] }];
    const { title } = await createRound(county.deps, KEEPER, { ...ROUND, id: "county-round", forms });
    expect(title).toBe(ROUND.title);
  });

  it("may be added to, not changed", async () => {
    const own = changed(county, { version: "2026.92", title: "又改一次" });
    await expect(saveOwnForm(county.deps, KEEPER, own)).rejects.toMatchObject({
      code: "definition.from-template",
      facts: { issuer: "市委巡察办" },
    });
    const added = changed(county, { id: "county-team", version: "1", title: "本县补充测评表" });
    expect((await saveOwnForm(county.deps, KEEPER, added)).id).toBe("county-team");
    const copy = {
      scheme: "political-ecology",
      title: "本县补充办法",
      replace: { [FORM]: "county-team" },
    };
    await copySchemeFor(county.deps, KEEPER, copy);
    // The city itself goes on working on its forms.
    await saveOwnForm(
      city.deps,
      KEEPER,
      changed(city, { version: "2027.1", title: "全市统一测评表（2027）" }),
    );
  });

  it("shows what the county has beside it", async () => {
    const { templates } = await readTemplates(county.deps);
    expect(templates).toMatchObject([
      { isInForce: true, issuer: { name: "市委巡察办" }, sinceEarlier: null },
    ]);
    const { added, changed: differing } = templates[0]!.here!;
    expect(added.map(({ kind, title }) => [kind, title])).toEqual([
      ["form", "本县补充测评表"],
      ["scheme", "本县补充办法"],
    ]);
    expect(differing.map(({ before, after }) => [before, after])).toContainEqual(["2026.5", "2026.91"]);
    const own = differing.find(({ after }) => after === "2026.91")!;
    expect(own.changes.map(templatesText.change)).toContainEqual(
      "标题由“全市统一测评表”改为“县里改过的测评表”",
    );
  });

  it("is replaced by the next edition, which shows what is different, and the earlier one is refused", async () => {
    const earlier = (await readTemplates(city.deps)).templates[0]!.parcel;
    const next = await give("2027.1", "全市模板（2027）");
    expect(next.manifest.edition).toBe(2);
    await takeParcel(county.deps, KEEPER, await carried(next));
    const { templates } = await readTemplates(county.deps);
    expect(templates.map(({ isInForce }) => isInForce)).toEqual([true, false]);
    const since = templates[0]!.sinceEarlier!;
    expect(since.map(({ id, before, after }) => [id, before, after])).toEqual([[FORM, "2026.5", "2027.1"]]);
    expect(since[0]!.changes.map(templatesText.change)).toEqual([
      "标题由“全市统一测评表”改为“全市统一测评表（2027）”",
    ]);
    expect(templates[0]!.here!.changed.map(({ after }) => after)).not.toContain("2026.5");
    const refused = (reason: string) => ({ code: "parcel.refused", facts: { reason } });
    await expect(takeParcel(county.deps, KEEPER, next)).rejects.toMatchObject(refused("already-here"));
    const again = { ...earlier, id: "f".repeat(64) };
    await expect(takeParcel(county.deps, KEEPER, again)).rejects.toMatchObject(refused("older-here"));
  });

  it("can be written once more at the city, the very same bytes, and nowhere else", async () => {
    const [latest] = (await readTemplates(city.deps)).templates;
    const kept = latest!.parcel;
    expect(await bytesOf(await rebuildParcel(city.deps, kept.id))).toEqual(await bytesOf(kept));
    await expect(rebuildParcel(county.deps, kept.id)).rejects.toMatchObject({ code: "parcel.unknown" });
  });

  it("is on record at both ends", async () => {
    const factsOf = async ({ deps }: Installation, act: string) =>
      (await deps.office.inTransaction((office) => office.auditOf(act))).map(
        ({ detail }) => JSON.parse(detail) as object,
      );
    expect(await factsOf(city, "parcel.made")).toMatchObject([
      { kind: "template", title: "全市模板", edition: 1, recipients: 1 },
      { kind: "template", edition: 2 },
    ]);
    expect(await factsOf(county, "parcel.taken-in")).toMatchObject([
      { kind: "template", fingerprint: city.fingerprint, edition: 1 },
      { edition: 2 },
    ]);
  });

  it("holds as long as its maker is the office above, and a later one is taken only of that", async () => {
    const inForce = async () =>
      (await readTemplates(county.deps)).templates
        .filter((one) => one.isInForce)
        .map(({ parcel }) => parcel.id);
    const before = await inForce();
    expect(before).toHaveLength(1);
    await setCity(county.deps, KEEPER, city.fingerprint, false);
    expect(await inForce()).toEqual([]);
    const next = await give("2027.1", "全市模板（2027）");
    await expect(takeParcel(county.deps, KEEPER, await carried(next))).rejects.toMatchObject({
      code: "parcel.refused",
      facts: { reason: "not-city", found: "市委巡察办" },
    });
    await setCity(county.deps, KEEPER, city.fingerprint, true);
    expect(await inForce()).toEqual(before);
    await takeParcel(county.deps, KEEPER, await carried(next));
    expect(await inForce()).toEqual([next.id]);
  });

  it("carries label sets, which a county may take and add to, not change", async () => {
    const CITYS = { id: "c", title: "全市两方面", labels: [{ code: "c1", title: "为民" }] };
    const OWN = { id: "d", title: "本县方面", labels: [{ code: "d1", title: "绿水青山" }] };
    const { version, survey, items } = JSON.parse(
      changed(city, { version: "2026.6", labelSets: [CITYS] }),
    ) as Instrument;
    const labels = {
      labelSets: [CITYS],
      survey,
      items: { ...items, t01: { ...items["t01"], focus: ["c1"] } },
    };
    await saveOwnForm(city.deps, KEEPER, changed(city, { version, title: "全市统一测评表", ...labels }));
    await takeParcel(county.deps, KEEPER, await carried(await give(version, "全市模板（标签）")));
    const save = (id: string, labelSets: readonly LabelSet[]) =>
      saveOwnForm(county.deps, KEEPER, changed(county, { id, version: "1", title: id, labelSets }));
    await expect(save("county-changed", [{ ...CITYS, title: "本县两方面" }])).rejects.toMatchObject({
      code: "labels.from-template",
      facts: { id: "c", title: "全市两方面", issuer: "市委巡察办" },
    });
    await save("county-labels", [CITYS, OWN]);
    const [{ sinceEarlier, here }] = (await readTemplates(county.deps)).templates as [TemplateStanding];
    const words = (lines: readonly DefinitionDifference[], said: (line: DefinitionDifference) => string) =>
      lines.filter(({ kind }) => kind === "labels").map(said);
    expect(words(sinceEarlier!, templatesText.difference)).toEqual(["新增：标签组“全市两方面”（为民）"]);
    expect(words(here!.added, templatesText.added)).toEqual(["本县增加：标签组“本县方面”（绿水青山）"]);
    expect(words(here!.changed, templatesText.changed)).toEqual([]);
  });

  it("holds no longer when its city is not trusted any more", async () => {
    await revokeInstallation(county.deps, KEEPER, city.fingerprint, "换了电脑");
    const own = changed(county, { version: "2026.93", title: "自己的了" });
    expect((await saveOwnForm(county.deps, KEEPER, own)).version).toBe("2026.93");
    expect((await readTemplates(county.deps)).templates.every(({ isInForce }) => !isInForce)).toBe(true);
  });
});
