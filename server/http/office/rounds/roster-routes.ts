import { type Context, Hono } from "hono";
import { fileTitles } from "../../../core/documents/file-name.ts";
import type { ImportFault } from "../../../core/problem.ts";
import { unitEligible } from "../../../core/results/unit-eligible.ts";
import { compareUnits } from "../../../core/roster/compare-units.ts";
import { type Roster, readRoster } from "../../../core/roster/read-roster.ts";
import { contentDisposition } from "../../../exports/content-disposition.ts";
import { loadPrintable } from "../../../exports/printable.ts";
import { rosterTemplate } from "../../../exports/roster-template.ts";
import type { Deps } from "../../../services/deps.ts";
import { rosterSettings } from "../../../services/roster-settings.ts";
import { coverageOfUnits, type PlannedCoverage } from "../../../services/register/read-register.ts";
import { saveUnits } from "../../../services/save-units.ts";
import type { RosterAnswer, RosterPreviewAnswer } from "../answers.ts";
import { describe } from "../describe.ts";
import { presentRoundCoverage } from "../register/present-register.ts";
import { actorOf, type OfficeEnv, requireOffice } from "../session.ts";
import { uploadedTables } from "../uploaded-tables.ts";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The roster of a round: its template, what a file would bring, and the import. */
export function rosterRoutes(deps: Deps) {
  const readUploaded = async (c: Context, round: string): Promise<Roster> => {
    const settings = await rosterSettings(deps, round);
    const tables = await uploadedTables(c);
    return readRoster(tables, { ...settings, isPrintable: await loadPrintable() });
  };
  return new Hono<OfficeEnv>()
    .get("/roster-template.xlsx", describe("名册模板", { answer: XLSX }), async (c) =>
      c.body(new Uint8Array(await rosterTemplate(deps.library.categoryNames)), 200, {
        "content-type": XLSX,
        "content-disposition": contentDisposition(`${fileTitles.rosterTemplate}.xlsx`),
      }),
    )
    .post("/rounds/:round/roster", describe("导入名册"), async (c) => {
      requireOffice(c);
      const round = c.req.param("round");
      const roster = await readUploaded(c, round);
      await saveUnits(deps, actorOf(c), round, roster.units);
      return c.json(presentRoster(roster));
    })
    .post("/rounds/:round/roster/preview", describe("导入前先看：什么都不保存"), async (c) => {
      requireOffice(c);
      const round = c.req.param("round");
      const roster = await readUploaded(c, round);
      const before = await deps.office.inTransaction((office) => office.units(round));
      const coverage = await coverageOfUnits(deps, round, roster.units);
      return c.json(presentPreview(roster, compareUnits(before, roster.units), coverage));
    });
}

const presentRoster = ({ units, warnings }: Roster): RosterAnswer => ({
  units: units.length,
  leaders: units.reduce((sum, unit) => sum + unit.leaders.length, 0),
  eligible: units.reduce((sum, unit) => sum + unitEligible(unit, null), 0),
  warnings: warnings.map(presentFault),
});

const presentPreview = (
  roster: Roster,
  { units, gone }: ReturnType<typeof compareUnits>,
  coverage: PlannedCoverage,
): RosterPreviewAnswer => ({
  ...presentRoster(roster),
  rows: units.map(({ unit, change }) => ({
    id: unit.id,
    name: unit.name,
    unitType: unit.unitType,
    group: unit.group,
    eligible: unitEligible(unit, null),
    leaders: unit.leaders.length,
    categories: unit.categories.map(({ id, name, eligible, isOutside }) => ({
      id,
      name,
      eligible,
      isOutside,
    })),
    change,
  })),
  gone: [...gone],
  coverage: presentRoundCoverage(coverage),
});

const presentFault = ({ sheet, row, column, found, sentence }: ImportFault): ImportFault => {
  return { sheet, row, column, found, sentence };
};
