/** `plumbline statistics` against what R computed (psych, multilevel), on data that nobody here made. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FormStatistics } from "../../server/core/statistics/form-statistics.ts";
import { runCommand } from "../journeys/run-command.ts";
import { absent, hasSharedCases, readCase, SHARED_CASES } from "./shared-cases.ts";

interface ItemExpected {
  readonly n_valid: number;
  readonly n_missing: number;
  readonly mean?: number;
  readonly sd?: number;
  readonly min?: number;
  readonly max?: number;
  readonly median?: number;
  readonly counts?: Readonly<Record<string, number>>;
}
type Items = Readonly<Record<string, ItemExpected>>;

interface ScaleExpected {
  readonly items: readonly string[];
  readonly reverse: readonly string[];
  readonly n_complete: number;
  readonly alpha_raw_listwise: number;
  readonly mean_of_person_means_complete_only: number;
  readonly multilevel: {
    readonly n: number;
    readonly groups: number;
    readonly MSB: number;
    readonly MSW: number;
    readonly ICC1: number;
    readonly ICC2: number;
    readonly rwg_j_uniform: Readonly<Record<string, number>>;
  };
}

interface Expected {
  readonly overall: Items;
  readonly by_unit: Readonly<Record<string, { readonly items: Items }>>;
  readonly by_category: Readonly<Record<string, { readonly items: Items }>>;
  readonly scales?: Readonly<Record<string, ScaleExpected>>;
  readonly icc_psych?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

interface Answer {
  readonly forms: readonly [FormStatistics];
  readonly by: Readonly<Record<string, FormStatistics["items"]>>;
}

const near = (found: number | null | undefined, wanted: number, what: string): void => {
  expect(found, what).not.toBeNull();
  expect(Math.abs(found! - wanted), `${what}: ${found} for ${wanted}`).toBeLessThanOrEqual(
    1e-8 * Math.max(1, Math.abs(wanted)),
  );
};

describe.skipIf(!hasSharedCases)(
  hasSharedCases ? "statistics" : absent("datasets"),
  { timeout: 120_000 },
  () => {
    let folder: string;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), "plumbline-statistics-"));
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    const read = (name: string): Expected => readCase<Expected>(`datasets/${name}/expected.json`)!;

    async function statistics(name: string, ...more: string[]): Promise<Answer> {
      const file = (one: string): string => join(SHARED_CASES, "datasets", name, one);
      const args = [
        "--definition",
        file("definition.json"),
        "--answers",
        file("responses.csv"),
        ...more,
        "--json",
      ];
      const { code, out, error } = await runCommand(["statistics", ...args]);
      expect(code, error).toBe(0);
      return JSON.parse(out) as Answer;
    }

    function writeScales(name: string, scales: Readonly<Record<string, ScaleExpected>>): string {
      const path = join(folder, `${name}.json`);
      const map = Object.entries(scales).map(([scale, { items, reverse }]) => [scale, { items, reverse }]);
      writeFileSync(path, JSON.stringify(Object.fromEntries(map)));
      return path;
    }

    function expectItems(found: FormStatistics["items"], wanted: Items, what: string): number {
      let compared = 0;
      for (const [item, facts] of Object.entries(wanted)) {
        const own = found.find(({ leaf }) => leaf === item || leaf.endsWith(`/${item}`));
        expect([own?.valid, own?.missing], `${what} ${item}`).toEqual([facts.n_valid, facts.n_missing]);
        for (const key of ["mean", "sd", "min", "max", "median"] as const) {
          const number = facts[key];
          if (typeof number === "number") near(own?.[key], number, `${what} ${item} ${key}`);
        }
        for (const [value, n] of Object.entries(facts.counts ?? {})) {
          expect(own?.counts?.[value] ?? 0, `${what} ${item} = ${value}`).toBe(n);
        }
        compared += 1;
      }
      return compared;
    }

    it.each(["likert-bfi", "climate-lq2002"])("%s: items overall, by unit and by category", async (name) => {
      const expected = read(name);
      const byUnit = await statistics(name, "--by", "unit");
      expect(expectItems(byUnit.forms[0].items, expected.overall, "overall")).toBeGreaterThan(10);
      for (const [unit, { items }] of Object.entries(expected.by_unit))
        expectItems(byUnit.by[unit]!, items, unit);
      const byCategory = await statistics(name, "--by", "category");
      for (const [category, { items }] of Object.entries(expected.by_category)) {
        expectItems(byCategory.by[category]!, items, category);
      }
    });

    it.each(["likert-bfi", "climate-lq2002"])("%s: alpha, ICC and r_wg of every scale", async (name) => {
      const scales = read(name).scales!;
      const { forms } = await statistics(name, "--scales", writeScales(name, scales));
      expect(forms[0].scales.map(({ scale }) => scale)).toEqual(Object.keys(scales));
      for (const found of forms[0].scales) {
        const wanted = scales[found.scale]!;
        expect(found.complete).toBe(wanted.n_complete);
        near(found.alpha, wanted.alpha_raw_listwise, `${found.scale} alpha`);
        near(found.mean, wanted.mean_of_person_means_complete_only, `${found.scale} mean`);
        const { byUnit } = found;
        const { multilevel } = wanted;
        expect([byUnit?.people, byUnit?.units]).toEqual([multilevel.n, multilevel.groups]);
        near(byUnit?.meanSquareBetween, multilevel.MSB, `${found.scale} MSB`);
        near(byUnit?.meanSquareWithin, multilevel.MSW, `${found.scale} MSW`);
        near(byUnit?.icc1, multilevel.ICC1, `${found.scale} ICC1`);
        near(byUnit?.icc2, multilevel.ICC2, `${found.scale} ICC2`);
        for (const [unit, rwg] of Object.entries(multilevel.rwg_j_uniform)) {
          near(byUnit?.rwg[unit], rwg, `${found.scale} rwg ${unit}`);
        }
      }
    });

    it("raters-carrots: the six coefficients of agreement per column", async () => {
      const expected = read("raters-carrots");
      const { forms } = await statistics("raters-carrots");
      for (const [column, wanted] of Object.entries(expected.icc_psych!)) {
        const found = forms[0].raters.find((one) => one.column === column);
        expect([found?.targets, found?.raters]).toEqual([wanted["targets"], wanted["raters_complete"]]);
        for (const key of ["icc1", "icc2", "icc3", "icc1k", "icc2k", "icc3k"] as const) {
          near(found?.[key], wanted[key.replace("icc", "ICC")]!, `${column} ${key}`);
        }
      }
    });

    it("says it in sentences, and refuses an item that is not there", async () => {
      const file = (one: string): string => join(SHARED_CASES, "datasets", "climate-lq2002", one);
      const args = [
        "statistics",
        "--definition",
        file("definition.json"),
        "--answers",
        file("responses.csv"),
      ];
      const scales = join(folder, "two.json");
      writeFileSync(scales, JSON.stringify({ LEAD: { items: ["LEAD01", "LEAD02"] } }));
      const { code, out } = await runCommand([...args, "--scales", scales]);
      expect(code).toBe(0);
      expect(out).toMatch(/量表“LEAD”：2 题，2042 份全部作答（只用这些），Cronbach α 0\.\d{3}/);
      writeFileSync(scales, JSON.stringify({ LEAD: { items: ["LEAD01", "NOTHING"] } }));
      const refused = await runCommand([...args, "--scales", scales, "--json"]);
      expect(refused.code).toBe(1);
      expect(JSON.parse(refused.error).facts.faults[0].path).toBe("$.LEAD.items[1]");
      expect((await runCommand(["statistics", "--json"])).code).toBe(2);
    });
  },
);
