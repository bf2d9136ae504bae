/** The parts of a write-ahead log file. @source https://www.sqlite.org/fileformat2.html §4 */
const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
const MAGIC = 0x377f_0682;

type Sum = readonly [number, number];

/**
 * Whether a write-ahead log lost something that was on disk once: SQLite itself reads up to the first broken frame and
 * silently forgets the rest.
 *
 * A power cut can break the last transaction only, because each one is synced before the next begins, and that one was
 * not acknowledged. So a log is broken when two commits or more stand behind (or in) the first frame that does not fit.
 * A change in the very last transaction cannot be told from a power cut.
 */
export function isLogBroken(log: Buffer): boolean {
  if (log.length <= HEADER_BYTES) return false;
  const isBigEndian = log.readUInt32BE(0) === MAGIC + 1;
  const pageBytes = log.readUInt32BE(8);
  const header = readSum(log, 24);
  if (log.readUInt32BE(0) >>> 1 !== MAGIC >>> 1) return true;
  if (!isSame(checksum(log.subarray(0, 24), [0, 0], isBigEndian), header)) return true;
  const salts = log.subarray(16, 24);
  const frameBytes = FRAME_HEADER_BYTES + pageBytes;
  let before = header;
  let isBehindBreak = false;
  let commits = 0;
  for (let at = HEADER_BYTES; at + frameBytes <= log.length; at += frameBytes) {
    const frame = log.subarray(at, at + frameBytes);
    const stored = readSum(frame, 16);
    const isOurs = salts.equals(frame.subarray(8, 16));
    const isWhole = isOurs && isSame(frameSum(frame, before, isBigEndian), stored);
    const isCommit = frame.readUInt32BE(4) > 0;
    if (isBehindBreak ? isWhole && isCommit : !isWhole && isOurs && isCommit) commits += 1;
    if (!isWhole) isBehindBreak = true;
    before = stored;
  }
  return commits >= 2;
}

/** Over page number, commit mark and page; salts and the sum itself are left out. */
function frameSum(frame: Buffer, before: Sum, isBigEndian: boolean): Sum {
  const start = checksum(frame.subarray(0, 8), before, isBigEndian);
  return checksum(frame.subarray(FRAME_HEADER_BYTES), start, isBigEndian);
}

function checksum(bytes: Buffer, [first, second]: Sum, isBigEndian: boolean): Sum {
  let [a, b] = [first, second];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < bytes.length; at += 8) {
    a = (a + view.getUint32(at, !isBigEndian) + b) >>> 0;
    b = (b + view.getUint32(at + 4, !isBigEndian) + a) >>> 0;
  }
  return [a, b];
}

function readSum(bytes: Buffer, at: number): Sum {
  return [bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4)];
}

function isSame(a: Sum, b: Sum): boolean {
  return a[0] === b[0] && a[1] === b[1];
}
