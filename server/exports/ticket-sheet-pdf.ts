import { Readable } from "node:stream";
import { Worker } from "node:worker_threads";
import type { TicketSheetContent } from "./ticket-sheet.ts";

/**
 * A sheet of tickets as PDF: 3 × 8 slips a page, QR at level M with modules of 22.4 mm, the code in groups of four,
 * 核对码, how-to; fonts embedded as subsets. Drawn in a worker thread, so that the event loop stays free; codes are in
 * memory only and die with the stream. Destroying the stream ends the worker.
 *
 * @param sheet tickets in the order in which they are printed; the caller has shuffled them
 * @returns a stream of PDF bytes that may be read once; it fails with the worker's error
 */
export function streamTicketSheet(sheet: TicketSheetContent): Readable {
  const entry = new URL("./ticket-sheet-worker.ts", import.meta.url).href;
  const worker = new Worker(new URL("./typescript-worker.mjs", import.meta.url), { workerData: { entry } });
  const stream = new Readable({
    read: () => undefined,
    destroy: (error, done) => {
      worker.terminate().then(
        () => done(error),
        (failure: Error) => done(failure),
      );
    },
  });
  worker.on("message", (chunk: Uint8Array | null) => stream.push(chunk));
  worker.on("error", (error) => stream.destroy(error));
  worker.postMessage(printed(sheet));
  return stream;
}

/** Only what is printed goes to the worker, field by field. */
function printed(sheet: TicketSheetContent): TicketSheetContent {
  const { round, unit, fingerprint, address, forms, openUntil, codes, urls, wifi } = sheet;
  const isRehearsal = sheet.isRehearsal ?? false;
  const batch = { name: sheet.batch.name, categories: sheet.batch.categories };
  return { round, unit, batch, fingerprint, address, forms, openUntil, codes, urls, wifi, isRehearsal };
}
