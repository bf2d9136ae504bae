import { fileName, fileTitles } from "../../../core/documents/file-name.ts";
import { drawingEntry, packEntries } from "../../../exports/document-pack.ts";
import { streamPaperForms } from "../../../exports/paper-forms-pdf.ts";
import { streamDrawing } from "../../../exports/stream-drawing.ts";
import { streamTicketSheet } from "../../../exports/ticket-sheet-pdf.ts";
import type { ZipEntry } from "../../../exports/zip.ts";
import type { Actor, Deps } from "../../../services/deps.ts";
import { makeDocument } from "../../../services/documents/document-list.ts";
import type { Meeting } from "../../../services/documents/meeting-documents.ts";
import { readPaperForms } from "../../../services/paper-forms.ts";
import { mintSheet } from "../../../services/mint-tickets.ts";

/**
 * What goes to a meeting, the tickets last: when anything before them fails, none has been made. Codes live in memory
 * while their sheet is drawn into the stream, and nowhere else.
 *
 * @param madeOn local day
 */
export async function* meetingPack(
  deps: Deps,
  who: Actor,
  { facts, wireless, poll, plan, documents }: Meeting,
  { spare, madeOn }: { readonly spare: number; readonly madeOn: string },
): AsyncGenerator<ZipEntry, void, undefined> {
  const pdf = (title: string): string =>
    fileName({ round: facts.round, unit: facts.unit, title, madeOn }, "pdf");
  for (const listed of documents) yield* packEntries(await makeDocument(listed, madeOn), "");
  for (const size of ["A3", "A4"] as const) {
    const poster = streamDrawing({ kind: "meeting-poster", content: { ...facts, wireless, size } });
    yield drawingEntry(pdf(fileTitles.poster(size)), poster);
  }
  for (const { id, name } of plan.batches)
    yield drawingEntry(
      pdf(fileTitles.paperForms(name)),
      streamPaperForms(await readPaperForms(deps, poll.id, id)),
    );
  for (const { id, name } of plan.batches) {
    const sheet = await mintSheet(deps, who, poll.id, id, spare);
    yield drawingEntry(pdf(fileTitles.tickets(name, sheet.isRehearsal)), streamTicketSheet(sheet));
  }
}
