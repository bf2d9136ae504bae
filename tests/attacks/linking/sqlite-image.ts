/** SQLite files as an attacker reads them: bytes, without asking SQLite. @source https://www.sqlite.org/fileformat2.html */
const LOG_HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
const FILE_HEADER_BYTES = 100;

export interface LogFrame {
  /** From 1. */
  readonly page: number;
  /** Pages of the file after the commit this frame ends; 0 inside a transaction. */
  readonly committedPages: number;
  /** Frames of an earlier run of the log carry other salts. */
  readonly isCurrent: boolean;
  readonly content: Buffer;
}

/** Every frame that lies in a write-ahead log, those overwritten in part and those of earlier runs too. */
export function framesOf(log: Buffer): LogFrame[] {
  if (log.length < LOG_HEADER_BYTES) return [];
  const pageBytes = log.readUInt32BE(8);
  const salts = log.subarray(16, 24);
  const frames: LogFrame[] = [];
  const frameBytes = FRAME_HEADER_BYTES + pageBytes;
  for (let at = LOG_HEADER_BYTES; at + frameBytes <= log.length; at += frameBytes) {
    frames.push({
      page: log.readUInt32BE(at),
      committedPages: log.readUInt32BE(at + 4),
      isCurrent: salts.equals(log.subarray(at + 8, at + 16)),
      content: log.subarray(at + FRAME_HEADER_BYTES, at + frameBytes),
    });
  }
  return frames;
}

/** The file as SQLite would read it: the main file with the committed frames of its log put in. */
export function replayed(main: Buffer, log: Buffer): Buffer {
  let image = Buffer.from(main);
  let pending: LogFrame[] = [];
  for (const frame of framesOf(log)) {
    if (!frame.isCurrent) break;
    pending.push(frame);
    if (frame.committedPages === 0) continue;
    const size = frame.committedPages * frame.content.length;
    if (image.length !== size) image = Buffer.concat([image.subarray(0, size)], size);
    for (const { page, content } of pending) content.copy(image, (page - 1) * content.length);
    pending = [];
  }
  return image;
}

export function pagesOf(image: Buffer): Buffer[] {
  if (image.length < FILE_HEADER_BYTES) return [];
  const pageBytes = image.readUInt16BE(16) === 1 ? 65_536 : image.readUInt16BE(16);
  const pages: Buffer[] = [];
  for (let at = 0; at < image.length; at += pageBytes) pages.push(image.subarray(at, at + pageBytes));
  return pages;
}

/** Bytes that belong to no row: gaps and free blocks of b-tree pages, and whole pages on the list of free ones. */
export function unusedBytes(image: Buffer): Buffer[] {
  const pages = pagesOf(image);
  const free = freePages(image, pages);
  return pages.flatMap((page, i) => (free.has(i + 1) ? [page] : unusedOfPage(page, i === 0)));
}

function freePages(image: Buffer, pages: readonly Buffer[]): Set<number> {
  const free = new Set<number>();
  let trunk = image.length < FILE_HEADER_BYTES ? 0 : image.readUInt32BE(32);
  while (trunk > 0 && trunk <= pages.length && !free.has(trunk)) {
    free.add(trunk);
    const page = pages[trunk - 1]!;
    for (let leaf = 0; leaf < page.readUInt32BE(4); leaf += 1) free.add(page.readUInt32BE(8 + 4 * leaf));
    trunk = page.readUInt32BE(0);
  }
  return free;
}

const LEAVES = new Set([10, 13]);
const INNER = new Set([2, 5]);

function unusedOfPage(page: Buffer, isFirst: boolean): Buffer[] {
  const start = isFirst ? FILE_HEADER_BYTES : 0;
  const kind = page[start]!;
  if (!LEAVES.has(kind) && !INNER.has(kind)) return [];
  const cells = page.readUInt16BE(start + 3);
  const content = page.readUInt16BE(start + 5) || 65_536;
  const unused = [page.subarray(start + (LEAVES.has(kind) ? 8 : 12) + 2 * cells, content)];
  let block = page.readUInt16BE(start + 1);
  while (block > 0 && block + 4 <= page.length) {
    unused.push(page.subarray(block, block + page.readUInt16BE(block + 2)));
    const next = page.readUInt16BE(block);
    block = next > block ? next : 0;
  }
  return unused;
}
