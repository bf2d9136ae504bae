/** What a 任务包 brings is its round's and nobody else's: only the office above gives forms out. @source docs/parcels.md */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Instrument, LabelSet } from "../../server/core/definition/instrument.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { findForm } from "../../server/services/find-form.ts";
import { listForms } from "../../server/services/list-forms.ts";
import { dispatchGroup } from "../../server/services/parcel/dispatch-group.ts";
import { makeTemplate } from "../../server/services/parcel/make-template.ts";
import { takeParcel } from "../../server/services/parcel/take-parcel.ts";
import { trustInstallation } from "../../server/services/parcel/trust-installation.ts";
import { readRoundReadiness } from "../../server/services/read-readiness.ts";
import { saveOwnForm } from "../../server/services/save-own-form.ts";
import { sealRound } from "../../server/services/seal-round.ts";
import { rehearsePollOf } from "./rehearse-once.ts";
import { expectRefused, refused } from "./refused-parcels.ts";
import { ROUND } from "./start-server.ts";
import {
  carried,
  draftRound,
  FIRST,
  type Installation,
  openInstallationAt,
  UNITS,
} from "./three-installations.ts";

const FORM = "leadership-team";
const CITYS: LabelSet = { id: "c", title: "全市两方面", labels: [{ code: "c1", title: "为民" }] };

let city: Installation;
/** Its template is in force there. */
let county: Installation;
/** Trusted by all others, and the office above of none. */
let giver: Installation;
/** Takes templates of nobody. */
let laptop: Installation;
const all = () => [city, county, giver, laptop];

beforeAll(async () => {
  [city, county, giver, laptop] = await Promise.all([
    openInstallationAt(),
    openInstallationAt(),
    openInstallationAt(),
    openInstallationAt(),
  ]);
  for (const [one, other, name, isCity] of [
    [city, county, "青河县委巡察办", false],
    [county, city, "市委巡察办", true],
    [county, giver, "二组的笔记本", false],
    [laptop, giver, "县委巡察办", false],
    [giver, county, "青河县委巡察办", false],
    [giver, laptop, "一组的笔记本", false],
  ] as const)
    await trustInstallation(one.deps, KEEPER, { fingerprint: other.fingerprint, name, isCity });
  await saveForm(city, { version: "2026.5", title: "全市统一测评表" });
  await giveTemplate("2026.5");
}, 180_000);
afterAll(() => Promise.all(all().map((one) => one.stop())));

const formOf = (change: Partial<Instrument>): Instrument => ({
  ...city.deps.library.instruments.get(FORM)!.instrument,
  ...change,
});
const saveForm = ({ deps }: Installation, change: Partial<Instrument>) =>
  saveOwnForm(deps, KEEPER, JSON.stringify(formOf(change)));

async function giveTemplate(version: string): Promise<void> {
  const template = await makeTemplate(city.deps, KEEPER, {
    title: "全市模板",
    to: [county.fingerprint],
    forms: [{ instrument: FORM, version }],
    schemes: [],
  });
  await takeParcel(county.deps, KEEPER, await carried(template));
}

/** A round of one group that asks one form, given out. */
async function taskOf(round: string, to: Installation, instrument: string, version?: string) {
  const form = { instrument, categories: ["A", "B", "C"], include: [] };
  const chosen = version === undefined ? form : { ...form, version };
  const forms = ROUND.forms.map((one) => (one.instrument === instrument ? chosen : one));
  if (instrument !== FORM) forms.push(chosen);
  await draftRound(giver, round, UNITS.slice(0, 1), { forms });
  return carried(await dispatchGroup(giver.deps, KEEPER, { round, group: FIRST, to: to.fingerprint }));
}

const titlesOf = async ({ deps }: Installation): Promise<readonly string[]> =>
  (await listForms(deps)).map(({ form }) => form.instrument.title);

describe("at an office with a template of the office above in force", () => {
  it("a task with another version of its form is refused", async () => {
    await saveForm(giver, { version: "2026.91", title: "改过的测评表" });
    const task = await taskOf("changed", county, FORM, "2026.91");
    await expectRefused(
      county,
      "changed",
      () => takeParcel(county.deps, KEEPER, task),
      refused("from-template"),
    );
    expect(await titlesOf(county)).not.toContain("改过的测评表");
  });

  it("a task with other words under a letter of its label sets is refused", async () => {
    const { items } = formOf({});
    const labels = { labelSets: [CITYS], items: { ...items, t01: { ...items["t01"], focus: ["c1"] } } };
    await saveForm(city, { version: "2026.6", title: "全市统一测评表", ...labels });
    await giveTemplate("2026.6");
    await saveForm(giver, { id: "own-words", version: "1", labelSets: [{ ...CITYS, title: "本县两方面" }] });
    const task = await taskOf("words", county, "own-words", "1");
    await expectRefused(
      county,
      "words",
      () => takeParcel(county.deps, KEEPER, task),
      refused("from-template"),
    );
  });

  it("a task with what that office gave out is taken, of an earlier edition too", async () => {
    await saveForm(giver, { version: "2026.5", title: "全市统一测评表" });
    const task = await taskOf("citys", county, FORM, "2026.5");
    expect(await takeParcel(county.deps, KEEPER, task)).toMatchObject({ kind: "task", round: "citys" });
  });
});

describe("at a group's installation", () => {
  it("the forms of a task are rehearsed and sealed with its round, and stand in no library", async () => {
    await saveForm(laptop, { id: "team", version: "1", title: "组里自己的表" });
    await saveForm(giver, { id: "team", version: "2", title: "任务里的表" });
    const before = await titlesOf(laptop);
    // The round names no version: what it means stands in the parcel.
    await takeParcel(laptop.deps, KEEPER, await taskOf("r1", laptop, "team"));
    expect(await titlesOf(laptop)).toEqual(before);
    const byDefault = await laptop.deps.office.inTransaction((office) =>
      findForm(laptop.deps, office, { instrument: "team" }),
    );
    expect(byDefault.instrument.title).toBe("组里自己的表");
    const { readiness } = await readRoundReadiness(laptop.deps, "r1");
    expect(JSON.stringify(readiness)).not.toMatch(/form-|scheme-/);
    await rehearsePollOf(laptop.deps, "r1", "water");
    await sealRound(laptop.deps, KEEPER, "r1");
    const row = await laptop.deps.office.inTransaction((office) => office.round("r1"));
    expect(row!.frozen!.instruments.map(({ instrument }) => instrument.title)).toContain("任务里的表");
    expect(await titlesOf(laptop)).toEqual(before);
  });

  it("a task that has something else under a name that is here is refused", async () => {
    await saveForm(laptop, { id: "twice", version: "1", title: "一个意思" });
    await saveForm(giver, { id: "twice", version: "1", title: "另一个意思" });
    const task = await taskOf("r2", laptop, "twice", "1");
    await expectRefused(laptop, "r2", () => takeParcel(laptop.deps, KEEPER, task), refused("other-release"));
  });
});
