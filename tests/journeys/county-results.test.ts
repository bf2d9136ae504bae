/** 结果包: released scores and approved grades of counties come to the city, never a ballot. @source docs/parcels.md */
import { readXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installationFingerprint } from "../../server/core/parcel/installation-fingerprint.ts";
import { readResult } from "../../server/core/parcel/result-contents.ts";
import type { ParcelOf } from "../../server/core/parcel/parcel.ts";
import { printRatio } from "../../server/core/ratio.ts";
import type { CountyResultsAnswer } from "../../server/http/office/answers-exchange.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { makeResult } from "../../server/services/parcel/make-result.ts";
import { makeTemplate } from "../../server/services/parcel/make-template.ts";
import { rebuildParcel } from "../../server/services/parcel/rebuild-parcel.ts";
import { takeParcel } from "../../server/services/parcel/take-parcel.ts";
import { trustInstallation } from "../../server/services/parcel/trust-installation.ts";
import { scoreRound } from "../../server/services/score-round.ts";
import { copySchemeFor } from "../../server/services/copy-scheme.ts";
import { freezeGrades } from "../../server/services/review/take-step.ts";
import { countyResultsText } from "../../web/text/county-results.ts";
import { saveOwnForm } from "../../server/services/save-own-form.ts";
import { approveAll, freezeAll } from "./freeze-round.ts";
import { OfficeClient } from "./office-client.ts";
import { startTestServer, type TestServer, testUnit } from "./start-server.ts";
import {
  bytesOf,
  carried,
  draftRound,
  holdRound,
  type Installation,
  openInstallationAt,
  UNITS,
} from "./three-installations.ts";

const CITY = "市委巡察办";
const QINGHE = "青河县委巡察办";
const BAISHA = "白沙县委巡察办";
const LATE = "东岭县委巡察办";

let city: TestServer;
let fingerprint: string;
let office: OfficeClient;
let qinghe: Installation;
let baisha: Installation;
let late: Installation;
let result: ParcelOf<"result">;
const counties = () => [qinghe, baisha, late];

beforeAll(async () => {
  city = await startTestServer({ opens: false });
  [qinghe, baisha, late] = await Promise.all([
    openInstallationAt(),
    openInstallationAt(),
    openInstallationAt(),
  ]);
  fingerprint = installationFingerprint(city.deps.signer.publicKey);
  for (const [at, name] of [QINGHE, BAISHA, LATE].entries()) {
    const county = counties()[at]!;
    // Counties stand in the order in which they were trusted.
    const deps = { ...city.deps, clock: () => new Date(Date.UTC(2026, 10, 1 + at)) };
    await trustInstallation(deps, KEEPER, { fingerprint: county.fingerprint, name });
    await trustInstallation(county.deps, KEEPER, { fingerprint, name: CITY, isCity: true });
  }
  office = await OfficeClient.signIn(city);
}, 120_000);
afterAll(() => Promise.all([city, ...counties()].map((one) => one.stop())));

const report = (county: Installation, round: string): Promise<ParcelOf<"result">> =>
  makeResult(county.deps, KEEPER, { round, to: fingerprint });
const take = async (parcel: ParcelOf<"result">) => takeParcel(city.deps, KEEPER, await carried(parcel));
const read = (type = ""): Promise<CountyResultsAnswer> => office.get(`/county-results${type}`);
const refused = (reason: string) => ({ code: "parcel.refused", facts: { reason } });

async function giveTemplate(): Promise<void> {
  const { instruments, schemes } = city.deps.library;
  const template = await makeTemplate(city.deps, KEEPER, {
    title: "全市模板",
    to: counties().map((one) => one.fingerprint),
    forms: [...instruments.values()].map(({ instrument: { id, version } }) => ({ instrument: id, version })),
    schemes: [...schemes.keys()],
  });
  for (const county of [qinghe, baisha]) await takeParcel(county.deps, KEEPER, await carried(template));
}

describe("a result of a county", () => {
  it("is made only of a round whose grades are approved and frozen", async () => {
    await giveTemplate();
    await draftRound(qinghe, "r2026");
    const notFinal = (reason: string, units: unknown) => ({
      code: "result.not-final",
      facts: { reason, units },
    });
    const names = UNITS.map(({ name }) => name);
    await expect(report(qinghe, "r2026")).rejects.toMatchObject(notFinal("polls", names));
    await holdRound(qinghe, "r2026");
    await expect(report(qinghe, "r2026")).rejects.toMatchObject(notFinal("grades", names));
    await approveAll(qinghe.deps, "r2026");
    await expect(report(qinghe, "r2026")).rejects.toMatchObject(notFinal("grades", names));
    await freezeGrades(qinghe.deps, KEEPER, "r2026");
    result = await report(qinghe, "r2026");
    expect(result.manifest).toMatchObject({ kind: "result", to: fingerprint, edition: 1 });
    expect(await bytesOf(await rebuildParcel(qinghe.deps, result.id))).toEqual(await bytesOf(result));
  }, 180_000);

  it("holds what was released and approved, and of a ballot nothing", async () => {
    const { units } = await scoreRound(qinghe.deps, "r2026");
    const contents = readResult(result);
    expect(contents.units.map(({ name, total, approved }) => [name, total, approved])).toEqual(
      units.map(({ unit, score }) => [unit.name, score!.printed, score!.computed]),
    );
    expect(contents.units.map(({ forms }) => forms.map(({ score }) => score))).toEqual(
      units.map(({ release }) =>
        release!.result.forms.map((form) => form.score && printRatio(form.score, 2)),
      ),
    );
    expect([...result.parts.keys()]).toEqual(["result.json"]);
    const text = (await bytesOf(result)).toString("utf8");
    const secrets = await secretsOf(qinghe, "r2026");
    expect(secrets.length).toBeGreaterThan(100);
    expect(secrets.filter((one) => text.includes(one))).toEqual([]);
    // Whatever is named in it is named here: a count of answers would be a field more.
    expect(namesIn(contents.units).toSorted()).toEqual(FIELDS);
  });

  it("shows the city who has handed in and who has not, under which template", async () => {
    expect((await read()).counties.map(({ hasHandedIn }) => hasHandedIn)).toEqual([false, false, false]);
    expect(await take(result)).toEqual({
      kind: "result",
      county: QINGHE,
      title: "十五届县委第三轮巡察",
      edition: 1,
      units: 3,
    });
    await expect(take(result)).rejects.toMatchObject(refused("already-here"));
    const { template, counties: listed } = await read();
    expect(template).toEqual({ title: "全市模板", edition: 1 });
    expect(listed.map(({ name, hasHandedIn }) => [name, hasHandedIn])).toEqual([
      [QINGHE, true],
      [BAISHA, false],
      [LATE, false],
    ]);
    expect(listed[0]!.results).toMatchObject([{ units: 3, templateEdition: 1, differs: [] }]);
  });

  it("lets the city compare units of one type, and export the same cells", async () => {
    const own = [{ ...testUnit("town", "青石镇党委", [4, 6, 9]), unitType: "乡镇" }, UNITS[0]!];
    await draftRound(baisha, "b2026", own);
    await holdRound(baisha, "b2026");
    await freezeAll(baisha.deps, "b2026");
    await take(await report(baisha, "b2026"));
    const all = await read();
    expect(all.unitTypes).toEqual(["县直", "乡镇"]);
    expect(all.tables).toHaveLength(1);
    expect(all.tables[0]!.rows.map(({ county, unit }) => [county, unit])).toEqual([
      ...UNITS.map(({ name }) => [QINGHE, name]),
      ...own.map(({ name }) => [BAISHA, name]),
    ]);
    const [table] = (await read(`?type=${encodeURIComponent("县直")}`)).tables;
    expect(table!.rows.map(({ unit }) => unit)).toEqual([...UNITS.map(({ name }) => name), UNITS[0]!.name]);
    const mean = table!.means.at(-1)!;
    const totals = table!.rows.map(({ total }) => Number(total));
    expect(mean).toMatchObject({ county: null, scored: 4, units: 4 });
    expect(Math.abs(Number(mean.total) - totals.reduce((a, b) => a + b) / 4)).toBeLessThan(0.0501);
    const printed = await cellsOf(`/county-results/county-table.xlsx?type=${encodeURIComponent("县直")}`);
    expect(printed).toEqual(
      table!.rows.map((row, at) => [
        at + 1,
        row.county,
        row.round,
        row.unit,
        row.unitType,
        row.eligible,
        row.valid ?? "—",
        ...[...row.parts, row.deducted, row.total].map((one) => (one === null ? "—" : Number(one))),
        row.approved,
        row.note || null,
      ]),
    );
    expect(await office.status("GET", "/county-results?type=nobody")).toBe(404);
  }, 180_000);

  it("takes the place of the edition before, and an earlier one is refused", async () => {
    const next = await report(qinghe, "r2026");
    expect(next.manifest.edition).toBe(2);
    await take(next);
    const { counties: listed } = await read();
    expect(listed[0]!.results).toMatchObject([{ edition: 2 }]);
    await expect(take(result)).rejects.toMatchObject(refused("already-here"));
    const third = await report(qinghe, "r2026");
    await take(await report(qinghe, "r2026"));
    await expect(take(third)).rejects.toMatchObject(refused("older-here"));
  });

  it("of another scheme stands in a table of its own, and is said to differ from the template", async () => {
    const { id } = await copySchemeFor(late.deps, KEEPER, {
      scheme: "political-ecology",
      title: "本县办法",
      replace: {},
    });
    await draftRound(late, "l2026", [UNITS[0]!], { scheme: id });
    await holdRound(late, "l2026");
    await freezeAll(late.deps, "l2026");
    await take(await report(late, "l2026"));
    const { tables, counties: listed } = await read();
    expect(tables.map(({ scheme }) => scheme.title)).toEqual([expect.any(String), "本县办法"]);
    expect(tables[1]!.rows.map(({ county }) => county)).toEqual([LATE]);
    // It has handed in; what its round was frozen with is of no template that the city has made.
    expect(listed[2]).toMatchObject({ hasHandedIn: true, results: [{ templateEdition: null }] });
    const { template } = await read();
    expect(countyResultsText.handedInUnder(listed[2]!.results, template)).toBe("已交，与各版模板都不同");
    expect(listed[2]!.results[0]!.differs).toContain("本县办法");
    const { sheets } = await workbookOf("/county-results/county-table.xlsx");
    const said = sheets.map(({ rows }) => rows.flat().filter((cell) => /平均 \d/.test(String(cell))));
    const total = (at: number) => `平均 ${tables[at]!.means.at(-1)!.total}`;
    expect(said.map((lines) => lines.length)).toEqual([3, 2, 0]);
    for (const at of [0, 1]) expect(said[at]!.at(-1)).toMatch(new RegExp(`^全部：.*${total(at)}$`));
  }, 120_000);
});

describe("a later edition of the template", () => {
  it("does not make a round that was frozen before one of its own, nor its county late", async () => {
    const { instrument } = city.deps.library.instruments.get("leadership-team")!;
    const own = { ...instrument, version: "2026.5", title: "全市统一测评表" };
    await saveOwnForm(city.deps, KEEPER, JSON.stringify(own));
    const { instruments, schemes } = city.deps.library;
    const second = await makeTemplate(city.deps, KEEPER, {
      title: "全市模板",
      to: [qinghe.fingerprint, baisha.fingerprint],
      forms: [...instruments.values()].map(({ instrument: { id, version } }) => {
        return { instrument: id, version: id === own.id ? own.version : version };
      }),
      schemes: [...schemes.keys()],
    });
    expect(second.manifest.edition).toBe(2);
    await takeParcel(qinghe.deps, KEEPER, await carried(second));
    const again = await report(qinghe, "r2026");
    expect(again.manifest.template).toBe(result.manifest.template);
    expect(again.manifest.template).not.toBeNull();
    await take(again);
    const { template, counties: listed } = await read();
    expect(template!.edition).toBe(2);
    expect(listed.slice(0, 2)).toMatchObject([
      { hasHandedIn: true, results: [{ templateEdition: 1, differs: [] }] },
      { hasHandedIn: true, results: [{ templateEdition: 1, differs: [] }] },
    ]);
    expect(countyResultsText.handedInUnder(listed[0]!.results, template)).toBe("已交，按第 1 版");
    expect(countyResultsText.standing(listed)).toContain("都交来了");
  }, 60_000);
});

/** Every field of a unit in a result, at any depth. */
const FIELDS = `approved deducted dimension dimensions eligible forms instrument level
  name notes parts returned score total unitType valid withdrawn`.split(/\s+/);

/** Everything that a closed file has for one ballot or one person, as text. */
async function secretsOf({ deps }: Installation, round: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { id, unit, plan } of await deps.office.inTransaction((o) => o.polls(round))) {
    found.push(id, `"${unit}"`, ...(await deps.closed.receipts(id)));
    found.push(...(plan?.batches ?? []).map((batch) => `"${batch.id}"`));
    for await (const { answers } of deps.closed.ballots(id)) found.push(JSON.stringify(answers));
    for await (const { text } of deps.closed.texts(id)) found.push(text);
  }
  const leaders = UNITS.flatMap((unit) => unit.leaders.map(({ name }) => name));
  return [...new Set([...found, ...leaders])].filter((one) => one.length > 1);
}

/** Names of all fields, at any depth, each once. */
function namesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap(namesIn))];
  if (value === null || typeof value !== "object") return [];
  return [...new Set(Object.entries(value).flatMap(([name, inner]) => [name, ...namesIn(inner)]))];
}

/** Rows of the sheet that begin with a number. */
async function cellsOf(path: string): Promise<readonly (readonly unknown[])[]> {
  const { sheets } = await workbookOf(path);
  return sheets[0]!.rows.filter((row) => typeof row[0] === "number").map((row) => row.slice(0, 16));
}

async function workbookOf(path: string) {
  const response = await office.send("GET", path);
  expect([path, response.status]).toEqual([path, 200]);
  return readXlsx(new Uint8Array(await response.arrayBuffer()));
}
