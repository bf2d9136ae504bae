import type { Withdrawal } from "../round/round.ts";
import { documentWords } from "./document-words.ts";

/** Why a unit has no result: its poll was withdrawn, or is not closed yet. */
export const noResultWords = ({ withdrawn }: { readonly withdrawn: Withdrawal | null }): string =>
  withdrawn === null ? documentWords.stillOpen : documentWords[withdrawn];
