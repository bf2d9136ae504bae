/** Which 评分表 the judges of a panel fill in: chosen per panel, kept with what they gave, the same in a whole round. */
import { entryFields } from "../core/assessment/entry-fields.ts";
import { ASSESSMENT } from "../core/assessment/sentences.ts";
import type { DefinitionFault } from "../core/problem.ts";
import { sheetOf } from "../core/scoring/score-sheet.ts";
import type { PanelSheet, UnitAssessment } from "../core/scoring/scheme.ts";
import type { OfficeTransaction } from "../store/office.ts";
import type { Deps } from "./deps.ts";
import { allForms } from "./find-form.ts";
import type { UnitReview } from "./review/unit-standing.ts";

/** What a person says about the sheet of a panel; `converted` null: its score is not there yet. */
export interface AskedSheet {
  readonly instrument: string;
  readonly version: string;
  readonly converted: string | null;
}

export type AskedSheets = { readonly [indicator: string]: AskedSheet };
type Sheets = NonNullable<UnitAssessment["panelSheets"]>;

/** Every version of every form that a panel can give points on. */
export async function scoreSheets(
  deps: Pick<Deps, "library">,
  office: OfficeTransaction,
): Promise<readonly PanelSheet[]> {
  const forms = await allForms(deps, office);
  return forms.flatMap(({ instrument, digest }) => sheetOf(instrument, digest) ?? []);
}

/** The same where the scheme has a panel; without one nobody asks. */
export async function sheetsOfPanels(
  deps: Pick<Deps, "library" | "office">,
  { round }: UnitReview,
): Promise<readonly PanelSheet[]> {
  if (entryFields(round.scheme.scheme).panels.length === 0) return [];
  return deps.office.inTransaction((office) => scoreSheets(deps, office));
}

/**
 * The sheets as they are kept: a copy once chosen stays as it was, whatever becomes of the form.
 *
 * @returns faults where a sheet is not there, or another unit of the round has another one
 */
export async function sheetsFor(
  deps: Pick<Deps, "library">,
  office: OfficeTransaction,
  { round, unit }: { readonly round: string; readonly unit: string },
  asked: AskedSheets,
): Promise<{ readonly sheets: Sheets; readonly faults: readonly DefinitionFault[] }> {
  const faults: DefinitionFault[] = [];
  const found: [string, PanelSheet][] = [];
  const entered = await office.assessments(round);
  const known = Object.keys(asked).length === 0 ? [] : await scoreSheets(deps, office);
  for (const [indicator, { converted, ...wanted }] of Object.entries(asked)) {
    const others = [...entered].flatMap(([id, { panelSheets = {} }]) =>
      id === unit ? [] : (panelSheets[indicator] ?? []),
    );
    const own = entered.get(unit)?.panelSheets?.[indicator];
    const isWanted = ({ instrument, version }: PanelSheet): boolean =>
      instrument === wanted.instrument && version === wanted.version;
    const sheet = [...(own ? [own] : []), ...others, ...known].find(isWanted);
    const path = `$.panelSheets.${indicator}`;
    const other = others.find((one) => one.digest !== sheet?.digest);
    if (!sheet) faults.push({ path, sentence: ASSESSMENT.goneSheet });
    else if (other) faults.push({ path, sentence: ASSESSMENT.otherSheet(other.title, other.version) });
    else
      found.push([
        indicator,
        { ...sheet, converted: sheet.converted && { ...sheet.converted, score: converted } },
      ]);
  }
  return { sheets: Object.fromEntries(found), faults };
}
