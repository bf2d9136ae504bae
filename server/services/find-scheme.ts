/** The one place that gives schemes: those of `surveys/` and those the office made from them. */
import { Problem } from "../core/problem.ts";
import type { Scheme } from "../core/scoring/scheme.ts";
import type { OfficeTransaction, RoundRow } from "../store/office.ts";
import type { Deps } from "./deps.ts";

export interface FoundScheme {
  readonly scheme: Scheme;
  /** SHA-256 over the canonical JSON of the scheme, hex. */
  readonly digest: string;
}

/** Every scheme: those of `surveys/` first, then the own ones as they were made. */
export async function allSchemes(
  { library }: Pick<Deps, "library">,
  office: Pick<OfficeTransaction, "ownSchemes">,
): Promise<readonly FoundScheme[]> {
  return [...library.schemes.values(), ...(await office.ownSchemes())].map(({ scheme, digest }) => {
    return { scheme, digest };
  });
}

/** @throws Problem definition.unknown */
export async function findScheme(
  deps: Pick<Deps, "library">,
  office: Pick<OfficeTransaction, "ownSchemes">,
  id: string,
): Promise<FoundScheme> {
  const found = (await allSchemes(deps, office)).find(({ scheme }) => scheme.id === id);
  if (!found) throw new Problem("definition.unknown", { id });
  return found;
}

/** The frozen scheme of a round, before its seal that of its task or else of the library. @throws Problem definition.unknown */
export const schemeOf = async (
  deps: Pick<Deps, "library">,
  office: Pick<OfficeTransaction, "ownSchemes">,
  { round, frozen, brought }: RoundRow,
): Promise<FoundScheme> => (frozen ?? brought)?.scheme ?? findScheme(deps, office, round.scheme);
