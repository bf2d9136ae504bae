import {
  combineResults,
  type CombinedTable,
  type CountyResult,
  differsFromTemplate,
  heldUnder,
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
  /** Latest edition of the city's template that has the forms and the scheme the round was frozen with; null: none has. */
  readonly templateEdition: number | null;
  /** Where none has: titles of forms and scheme that are not those of the latest. */
  readonly differs: readonly string[];
  /** Another county has handed in the same round: as this office calls the one under which it is counted; null: this one. */
  readonly countedOf: string | null;
}

export interface CountyStanding {
  readonly county: TrustedInstallation;
  /** One of any round is here; under which template it was held stands beside each. */
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
    const counties = countedOnce(
      (await office.installations.all()).flatMap((county): CountyStanding[] => {
        const isFor = latest?.parcel.manifest.to.includes(county.fingerprint) === true && !county.revoked;
        const results = latestOf(incoming.filter(({ row }) => row.signer === county.fingerprint)).map((one) =>
          handedIn(one, templates),
        );
        if (!isFor && results.length === 0) return [];
        return [{ county, results, hasHandedIn: results.length > 0 }];
      }),
    );
    const all = counties.flatMap(({ county, results }) =>
      results
        .filter(({ countedOf }) => countedOf === null)
        .map(({ contents }): CountyResult => ({ county: county.name, contents })),
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
  const editions = templates.map((one) => ({ edition: editionOf(one), definitions: one.contents }));
  const latest = editions.toSorted((a, b) => a.edition - b.edition).at(-1);
  const held = heldUnder(contents, editions);
  return {
    row,
    contents,
    edition: parcel.manifest.edition,
    templateEdition: held && held.edition,
    differs: held ? [] : differsFromTemplate(contents, latest?.definitions ?? null),
    countedOf: null,
  };
}

/**
 * A round that two have handed in, one of a 交叉巡察 or one whose county has changed its computer, is counted once: under the
 * first that was trusted and is not revoked. Who replaces a computer revokes it, by two people and on record.
 */
function countedOnce(counties: readonly CountyStanding[]): readonly CountyStanding[] {
  const all = counties.flatMap(({ county, results }) => results.map((one) => ({ county, one })));
  return counties.map((standing) => ({
    ...standing,
    results: standing.results.map((one): HandedIn => {
      const same = all.filter((other) => other.one.contents.round.id === one.contents.round.id);
      const counted = same.find(({ county }) => !county.revoked) ?? same[0];
      return { ...one, countedOf: counted && counted.one.row.id !== one.row.id ? counted.county.name : null };
    }),
  }));
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
