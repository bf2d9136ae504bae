import type { DocumentContent } from "../../core/documents/document.ts";
import { registerDocument } from "../../core/documents/register-document.ts";
import { type CoverageFilter, coverageRows, filtersOf, termsOf } from "../../core/register/coverage.ts";
import type { ReadingDeps } from "../deps.ts";
import type { ListedDocument } from "../documents/document-list.ts";
import { readRegister, type Register } from "./read-register.ts";

/** 全覆盖台账 of a term as it is filtered. @param asked null = the newest term that is known */
export function registerContent(
  { library }: Pick<ReadingDeps, "library">,
  register: Register,
  asked: number | null,
  filter: CoverageFilter,
): DocumentContent {
  const term = asked ?? termsOf(register.units)[0] ?? null;
  return registerDocument({
    term,
    rows: coverageRows(register.units, term),
    filter,
    types: library.categoryNames.unitTypes.map(({ name }) => name),
    source: register,
  });
}

/** The register of every term, in every selection that leaves a unit: which one was printed only its reader knows. */
export async function registerDocuments(deps: ReadingDeps): Promise<readonly ListedDocument[]> {
  const register = await readRegister(deps);
  const terms = termsOf(register.units);
  return (terms.length === 0 ? [null] : terms).flatMap((term) =>
    filtersOf(coverageRows(register.units, term)).map((filter): ListedDocument => ({
      key: "coverage-register",
      kind: "coverage-register",
      title: "全覆盖台账",
      hasTexts: false,
      make: () => registerContent(deps, register, term, filter),
    })),
  );
}
