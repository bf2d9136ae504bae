import type { Instrument } from "../definition/instrument.ts";
import { weighItems } from "../definition/weigh-items.ts";
import { parseRatio, printRatio } from "../ratio.ts";
import { words } from "./cells.ts";
import type { Cell } from "./document.ts";
import { documentWords } from "./document-words.ts";

/** Item → its weight in percent of the form when every question is used; null = counted, not scored. */
export const weightsOf = (instrument: Instrument): ReadonlyMap<string, string | null> =>
  weighItems(instrument, Object.keys(instrument.items));

/** At most two decimals, without zeros at the end. */
export const weightCell = (weight: string | null): Cell =>
  words(weight === null ? documentWords.none : printRatio(parseRatio(weight), 2).replace(/\.?0+$/, ""));
