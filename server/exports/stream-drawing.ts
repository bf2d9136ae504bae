import { Readable } from "node:stream";
import { startThread } from "../thread/start-thread.ts";
import type { MeetingPosterContent } from "./draw-meeting-poster.ts";
import type { LinkPosterContent } from "./draw-link-poster.ts";
import type { PaperFormsContent } from "./draw-paper-forms.ts";
import type { TicketSheetContent } from "./ticket-sheet.ts";

/** What can be drawn; all of it is plain values, because it goes to another thread. */
export type Drawing =
  | { readonly kind: "tickets"; readonly content: TicketSheetContent }
  | { readonly kind: "poster"; readonly content: LinkPosterContent }
  | { readonly kind: "meeting-poster"; readonly content: MeetingPosterContent }
  | { readonly kind: "paper"; readonly content: PaperFormsContent };

/**
 * Draws a PDF in a worker thread, so that the event loop stays free. Destroying the stream ends the worker.
 *
 * @returns a stream of PDF bytes that may be read once; it fails with the worker's error
 */
export function streamDrawing(drawing: Drawing): Readable {
  const worker = startThread(new URL("./draw-worker.ts", import.meta.url));
  const stream = new Readable({
    read: () => undefined,
    destroy: (error, done) => {
      worker.terminate().then(
        () => done(error),
        (failure: Error) => done(failure),
      );
    },
  });
  worker.on("message", (chunk: Uint8Array | null) => {
    // What the worker had sent before it was stopped would end a dropped stream as if it were whole.
    if (!stream.destroyed) stream.push(chunk);
  });
  worker.on("error", (error) => stream.destroy(error));
  worker.postMessage(drawing);
  return stream;
}
