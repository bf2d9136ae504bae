import { countyTable } from "../../core/documents/county-table.ts";
import type { DocumentContent } from "../../core/documents/document.ts";
import type { ReadingDeps } from "../deps.ts";
import type { ListedDocument } from "../documents/document-list.ts";
import { type CountyResults, readCountyResults } from "./read-results.ts";

/** 各县评估结果汇总表. @param unitType null = all */
export const countyContent = (
  { counties, tables }: Pick<CountyResults, "counties" | "tables">,
  unitType: string | null,
): DocumentContent =>
  countyTable({
    unitType,
    tables,
    missing: counties.filter(({ hasHandedIn }) => !hasHandedIn).map(({ county }) => county.name),
  });

/** Of all units and of each type: which one was printed only its reader knows. None before a county has handed in. */
export async function countyDocuments(deps: Pick<ReadingDeps, "office">): Promise<readonly ListedDocument[]> {
  const all = await readCountyResults(deps, null);
  if (all.tables.length === 0) return [];
  return [null, ...all.unitTypes].map((unitType): ListedDocument => ({
    key: "county-table",
    kind: "county-table",
    title: "各县评估结果汇总表",
    hasTexts: false,
    make: async () => countyContent(await readCountyResults(deps, unitType), unitType),
  }));
}
