/** Runs in a worker thread: draws the sheet it was given and posts its bytes, chunk by chunk, then null. */
import { parentPort } from "node:worker_threads";
import { drawTicketSheet } from "./draw-ticket-sheet.ts";
import type { TicketSheetContent } from "./ticket-sheet.ts";

parentPort?.once("message", (sheet: TicketSheetContent) => {
  const doc = drawTicketSheet(sheet);
  doc.on("data", (chunk: Buffer) => parentPort?.postMessage(new Uint8Array(chunk)));
  doc.on("end", () => parentPort?.postMessage(null));
});
