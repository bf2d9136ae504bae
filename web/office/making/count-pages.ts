const MARK = new TextEncoder().encode("/Type /Page\n");
/** Place of the second slash. */
const SECOND = 6;

/**
 * Counts the pages of a PDF of ours while it arrives: each ends with its dictionary, which is not compressed.
 *
 * @returns takes the next chunk, says how many pages there were up to its end
 */
export function pageCounter(): (chunk: Uint8Array) => number {
  let pages = 0;
  let matched = 0;
  return (chunk) => {
    for (const byte of chunk) {
      // What was matched before a wrong letter never ends with a beginning of the mark but a slash alone, "/Type /" with "/T".
      if (byte !== MARK[matched]) matched = matched === SECOND + 1 && byte === MARK[1] ? 1 : 0;
      matched = byte === MARK[matched] ? matched + 1 : 0;
      if (matched < MARK.length) continue;
      pages += 1;
      matched = 0;
    }
    return pages;
  };
}
