import type { Readable } from "node:stream";
import { streamDrawing } from "./stream-drawing.ts";
import type { TicketSheetContent } from "./ticket-sheet.ts";

/**
 * A sheet of tickets as PDF: 3 × 8 slips a page, QR at level M with modules of 22.4 mm, the code in groups of four,
 * 核对码, how-to; fonts embedded as subsets. Codes are in memory only and die with the stream.
 *
 * @param sheet tickets in the order in which they are printed; the caller has shuffled them
 */
export const streamTicketSheet = (sheet: TicketSheetContent): Readable =>
  streamDrawing({ kind: "tickets", content: printed(sheet) });

/** Only what is printed goes to the worker, field by field. */
function printed(sheet: TicketSheetContent): TicketSheetContent {
  const { round, unit, fingerprint, address, forms, openUntil, codes, urls, wifi } = sheet;
  const isRehearsal = sheet.isRehearsal ?? false;
  const batch = { name: sheet.batch.name, categories: sheet.batch.categories };
  return { round, unit, batch, fingerprint, address, forms, openUntil, codes, urls, wifi, isRehearsal };
}
