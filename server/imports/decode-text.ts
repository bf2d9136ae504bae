/** Which encoding a text file is in, decided by strict decoding only. */
import { refuse } from "./refuse.ts";
import { UNREADABLE } from "./sentences.ts";

type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "gb18030";

/**
 * Text of a CSV file in UTF-8 (with or without a byte order mark), UTF-16 or GB18030 (GBK and GB 2312 are parts of it).
 *
 * Valid UTF-8 wins; a file is GB18030 only when it decodes strictly and no line of it is UTF-8, because two
 * encodings glued together often decode as one without an error.
 *
 * @throws Problem import.unreadable for a mixed, truncated or binary file
 */
export function decodeText(bytes: Uint8Array): string {
  const marked = byMark(bytes);
  const text =
    marked !== null
      ? strictly(bytes, marked)
      : bytes.includes(0)
        ? strictly(bytes, zerosSay(bytes))
        : (strictly(bytes, "utf-8") ?? (hasUtf8Line(bytes) ? null : strictly(bytes, "gb18030")));
  if (text === null) return refuse(UNREADABLE.encoding);
  if (text.includes("\0") || text.includes("\uFFFE")) return refuse(UNREADABLE.binary);
  return text;
}

function byMark(bytes: Uint8Array): Encoding | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  return null;
}

/** Separators and line ends of UTF-16 have a zero byte: after the character in LE, before it in BE. */
function zerosSay(bytes: Uint8Array): Encoding {
  let odd = 0;
  let even = 0;
  for (const [index, byte] of bytes.entries()) {
    if (byte !== 0) continue;
    if (index % 2 === 1) odd += 1;
    else even += 1;
  }
  return odd >= even ? "utf-16le" : "utf-16be";
}

function strictly(bytes: Uint8Array, encoding: Encoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** A line that is valid UTF-8 with two Chinese characters in a row, in a file that is not UTF-8 as a whole. */
function hasUtf8Line(bytes: Uint8Array): boolean {
  let start = 0;
  while (start < bytes.length) {
    const found = bytes.indexOf(0x0a, start);
    const end = found < 0 ? bytes.length : found;
    const line = strictly(bytes.subarray(start, end), "utf-8");
    if (line !== null && /[\u0800-\uFFFF]{2}/u.test(line)) return true;
    start = end + 1;
  }
  return false;
}
