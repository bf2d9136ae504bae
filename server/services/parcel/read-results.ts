import {
  combineResults,
  type CombinedTable,
  type CountyResult,
  differsFromTemplate,
  unitTypesOf,
} from "../../core/parcel/combine-results.ts";
import { readResult, type ResultContents } from "../../core/parcel/result-contents.ts";
import { Problem } from "../../core/problem.ts";
import type { KeptParcelRow, OfficeTransaction, TrustedInstallation } from "../../store/office.ts";
import type { ReadingDeps } from "../deps.ts";
import type { ParcelOf } from "../../core/parcel/parcel.ts";
import { keptParcels } from "./keep-parcel.ts";
import { type KnownTemplate, knownTemplates } from "./read-templates.ts";

/** The latest 结果包 of one round of a county. */
export interface HandedIn {
  readonly row: KeptParcelRow;
  readonly contents: ResultContents;
  readonly edition: number;
  /** Edition of the city's template that the county had; null: none, or one that is not known here. */
  readonly templateEdition: number | null;
  /** Titles of forms and scheme that are not those of that template. */
  readonly differs: readonly string[];
}

export interface CountyStanding {
  readonly county: TrustedInstallation;
  /** One of a round held by the latest template is here; before any template, one of any round. */
  readonly hasHandedIn: boolean;
  /** In the order in which they came. */
  readonly results: readonly HandedIn[];
}

export interface CountyResults {
  /** Of the latest template that was made here; null: none was. */
  readonly template: { readonly title: string; readonly edition: number } | null;
  /** Those the latest template is for, and whoever has handed in; in the order in which they were trusted. */
  readonly counties: readonly CountyStanding[];
  readonly unitTypes: readonly string[];
  readonly tables: readonly CombinedTable[];
}

/**
 * Who has handed in and who has not, and the units of one type of all counties beside each other. What a revoked
 * installation handed in before stays.
 *
 * @param unitType null = all
 */
export async function readCountyResults(
  deps: Pick<ReadingDeps, "office">,
  unitType: string | null,
): Promise<CountyResults> {
  return deps.office.inTransaction(async (office) => {
    const templates = (await knownTemplates(office)).filter(({ row }) => !row.isIncoming);
    const latest = templates.toSorted((a, b) => editionOf(a) - editionOf(b)).at(-1) ?? null;
    const incoming = (await keptParcels(office, "result")).filter(({ row }) => row.isIncoming);
    const counties = (await office.installations.all()).flatMap((county): CountyStanding[] => {
      const isFor = latest?.parcel.manifest.to.includes(county.fingerprint) === true && !county.revoked;
      const results = latestOf(incoming.filter(({ row }) => row.signer === county.fingerprint)).map((one) =>
        handedIn(one, templates),
      );
      if (!isFor && results.length === 0) return [];
      const hasHandedIn = results.some(
        ({ templateEdition }) => latest === null || templateEdition === editionOf(latest),
      );
      return [{ county, results, hasHandedIn }];
    });
    const all = counties.flatMap(({ county, results }) =>
      results.map(({ contents }): CountyResult => ({ county: county.name, contents })),
    );
    const unitTypes = unitTypesOf(all);
    if (unitType !== null && all.length > 0 && !unitTypes.includes(unitType)) {
      throw new Problem("request.not-found", {});
    }
    return {
      template: latest && { title: latest.parcel.manifest.title, edition: editionOf(latest) },
      counties,
      unitTypes,
      tables: combineResults(all, unitType),
    };
  });
}

const editionOf = ({ parcel }: Pick<KnownTemplate, "parcel">): number => parcel.manifest.edition;

interface Kept {
  readonly row: KeptParcelRow;
  readonly parcel: ParcelOf<"result">;
}

/** Of each round the latest edition. */
function latestOf(kept: readonly Kept[]): readonly Kept[] {
  const rounds = new Map<string, Kept>();
  for (const one of kept) {
    const { round, edition } = one.parcel.manifest;
    const known = rounds.get(round);
    if (!known || known.parcel.manifest.edition < edition) rounds.set(round, one);
  }
  return [...rounds.values()];
}

function handedIn({ row, parcel }: Kept, templates: readonly KnownTemplate[]): HandedIn {
  const contents = readResult(parcel);
  const template = templates.find((one) => one.row.id === parcel.manifest.template) ?? null;
  return {
    row,
    contents,
    edition: parcel.manifest.edition,
    templateEdition: template && editionOf(template),
    differs: differsFromTemplate(contents, template?.contents ?? null),
  };
}

/** 结果包 of one round that were made here, newest first. */
export async function resultsMade(
  office: Pick<OfficeTransaction, "keptParcels">,
  round: string,
): Promise<readonly Kept[]> {
  const kept = await keptParcels(office, "result");
  return kept
    .filter(({ row, parcel }) => !row.isIncoming && parcel.manifest.round === round)
    .toSorted((a, b) => b.parcel.manifest.edition - a.parcel.manifest.edition);
}
