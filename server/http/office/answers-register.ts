/** The JSON answers about the 全覆盖台账. */
import type { Inspection } from "../../core/register/register.ts";
import type { UnitChangesAnswer } from "./answers.ts";
import type { CoverageRow, Standing } from "../../core/register/coverage.ts";

/** `GET /register?term=`: every unit as one term sees it; the newest term when none is asked for. */
export interface RegisterAnswer {
  /** Terms that anything is known of, newest first; 十五届 = 15. */
  readonly terms: readonly number[];
  readonly term: number | null;
  /** Rows that were imported. */
  readonly lines: number;
  /** Without an inspection in the term first, then planned, then inspected. */
  readonly rows: readonly CoverageRow[];
  /** By unit type, and all types (`unitType` null) at the end; `rate` in percent, one decimal. */
  readonly coverage: readonly {
    readonly unitType: string | null;
    readonly units: number;
    readonly inspected: number;
    readonly planned: number;
    readonly rest: number;
    readonly rate: string | null;
  }[];
  /** Units by the year of their first inspection in the term. */
  readonly years: readonly { readonly year: number | null; readonly units: number }[];
}

/** `POST /register`; 422 `register.invalid` carries the faults instead. */
export interface RegisterImportAnswer {
  readonly lines: number;
}

/** `POST /register/preview`: what an import would make of what was imported before; 422 as for the import. */
export interface RegisterPreviewAnswer {
  /** Rows there would be. */
  readonly lines: number;
  /** Those of the file, then those that are in it no more. */
  readonly units: readonly UnitChangesAnswer[];
}

/** How one unit stands in the term of a round that is being planned, the round itself left out. */
export interface UnitCoverage {
  readonly standing: Standing;
  readonly inTerm: readonly Inspection[];
  readonly before: readonly Inspection[];
}

/** `GET /rounds/:round/coverage` */
export interface RoundCoverageAnswer {
  readonly term: number | null;
  /** Whether the title of the round names the term; otherwise it is the newest that is known. */
  readonly isNamed: boolean;
  readonly units: readonly ({ readonly id: string } & UnitCoverage)[];
}
