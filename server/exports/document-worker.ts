/** Runs in a worker thread: writes the documents it is given as PDF or DOCX, one after the other, and posts their bytes. */
import { parentPort } from "node:worker_threads";
import type { PrintedDocument } from "../core/documents/document.ts";
import { writeDocx } from "./docx/write-docx.ts";
import { drawDocument } from "./pdf/draw-document.ts";
import { loadPrintable } from "./printable.ts";

export interface DocumentJob {
  readonly id: number;
  readonly format: "pdf" | "docx";
  readonly document: PrintedDocument;
}

/** A chunk of a job, its end (null), or what went wrong. */
export interface DocumentChunk {
  readonly id: number;
  readonly bytes: Uint8Array | null;
  readonly fault?: string;
}

const post = (chunk: DocumentChunk): void => parentPort?.postMessage(chunk);

async function write({ id, format, document }: DocumentJob): Promise<void> {
  if (format === "docx") post({ id, bytes: await writeDocx(document) });
  else
    for await (const chunk of drawDocument(document, await loadPrintable()))
      post({ id, bytes: new Uint8Array(chunk as Buffer) });
  post({ id, bytes: null });
}

let last = Promise.resolve();
parentPort?.on("message", (job: DocumentJob) => {
  last = last
    .then(() => write(job))
    .catch((error: Error) => post({ id: job.id, bytes: null, fault: error.stack ?? String(error) }));
});
