import type { Readable } from "node:stream";
import type { PaperFormsContent } from "./draw-paper-forms.ts";
import { streamDrawing } from "./stream-drawing.ts";

/** Blank forms of one bag as PDF, to be printed once for each person; all sheets are alike. */
export function streamPaperForms({ round, unit, batch, isRehearsal, forms }: PaperFormsContent): Readable {
  return streamDrawing({ kind: "paper", content: { round, unit, batch, isRehearsal, forms } });
}
