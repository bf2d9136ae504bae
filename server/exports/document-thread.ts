/** PDF and DOCX are written in one worker thread, so that the event loop stays free; it ends when nobody needs it. */
import type { Worker } from "node:worker_threads";
import { startThread } from "../thread/start-thread.ts";
import type { PrintedDocument } from "../core/documents/document.ts";
import type { DocumentChunk, DocumentJob } from "./document-worker.ts";

const IDLE_MS = 20_000;

interface Reader {
  push(chunk: DocumentChunk): void;
}

let worker: Worker | null = null;
let idle: NodeJS.Timeout | null = null;
let lastId = 0;
const readers = new Map<number, Reader>();

/**
 * Streams the bytes of a document that is written beside the event loop.
 *
 * @throws Error when the writer fails
 */
export async function* streamFromThread(
  format: DocumentJob["format"],
  document: PrintedDocument,
): AsyncGenerator<Uint8Array, void, undefined> {
  const id = ++lastId;
  const waiting: DocumentChunk[] = [];
  let wake = (): void => {};
  readers.set(id, {
    push(chunk) {
      waiting.push(chunk);
      wake();
    },
  });
  if (idle) clearTimeout(idle);
  idle = null;
  const running = thread();
  running.ref();
  running.postMessage({ id, format, document } satisfies DocumentJob);
  try {
    for (;;) {
      const chunk = waiting.shift();
      if (!chunk) {
        await new Promise<void>((resolve) => void (wake = resolve));
        continue;
      }
      if (chunk.fault !== undefined) throw new Error(chunk.fault);
      if (chunk.bytes === null) return;
      yield chunk.bytes;
    }
  } finally {
    readers.delete(id);
    if (readers.size === 0) endWhenIdle();
  }
}

function thread(): Worker {
  if (worker) return worker;
  const started = startThread(new URL("./document-worker.ts", import.meta.url));
  started.on("message", (chunk: DocumentChunk) => readers.get(chunk.id)?.push(chunk));
  started.on("error", (error) => {
    worker = null;
    for (const [id, reader] of readers) reader.push({ id, bytes: null, fault: error.stack ?? String(error) });
  });
  worker = started;
  return started;
}

function endWhenIdle(): void {
  idle = setTimeout(() => {
    void worker?.terminate();
    worker = null;
  }, IDLE_MS);
  idle.unref();
  worker?.unref();
}
