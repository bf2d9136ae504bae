/** Runs in a worker thread: draws what it was given and posts the bytes, chunk by chunk, then null. */
import { parentPort } from "node:worker_threads";
import { drawLinkPoster } from "./draw-link-poster.ts";
import { drawPaperForms } from "./draw-paper-forms.ts";
import { drawMeetingPoster } from "./draw-meeting-poster.ts";
import { drawTicketSheet } from "./draw-ticket-sheet.ts";
import type { Drawing } from "./stream-drawing.ts";

function draw(drawing: Drawing) {
  switch (drawing.kind) {
    case "tickets":
      return drawTicketSheet(drawing.content);
    case "poster":
      return drawLinkPoster(drawing.content);
    case "meeting-poster":
      return drawMeetingPoster(drawing.content);
    case "paper":
      return drawPaperForms(drawing.content);
  }
}

parentPort?.once("message", (drawing: Drawing) => {
  const doc = draw(drawing);
  doc.on("data", (chunk: Buffer) => parentPort?.postMessage(new Uint8Array(chunk)));
  doc.on("end", () => parentPort?.postMessage(null));
});
