import type { Readable } from "node:stream";
import { streamDrawing } from "./stream-drawing.ts";
import type { TicketSheetContent } from "./ticket-sheet.ts";

/**
 * A sheet of tickets as PDF: 2 × 6 slips a page, QR at level M with modules of 24 mm, the code in groups of four, 核对码,
 * marks of unit and categories, statement of the set-up, how-to; fonts embedded as subsets. Codes are in memory only and die with the stream.
 *
 * @param sheet tickets in the order in which they are printed; the caller has shuffled them
 */
export const streamTicketSheet = (sheet: TicketSheetContent): Readable =>
  streamDrawing({ kind: "tickets", content: printed(sheet) });

/** Only what is printed goes to the worker, field by field. */
function printed(sheet: TicketSheetContent): TicketSheetContent {
  const { round, unit, place, fingerprint, address, setUp, isEncrypted, size, fewerForms } = sheet;
  const { forms, openUntil, codes, urls, wireless, isRehearsal = false } = sheet;
  const batch = { name: sheet.batch.name, categories: sheet.batch.categories };
  const says = {
    round,
    unit,
    place,
    batch,
    fingerprint,
    address,
    setUp,
    isEncrypted,
    size,
    fewerForms,
    forms,
    openUntil,
  };
  return { ...says, codes, urls, wireless, isRehearsal };
}
