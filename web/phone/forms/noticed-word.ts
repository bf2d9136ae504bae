/** A word in a written answer that may tell who wrote it: a leader's name, a phone or an identity number. */

/**
 * @param names of the roster, as people write them
 * @returns the first such word as it stands in the text; null when there is none
 */
export function noticedWord(text: string, names: readonly string[]): string | null {
  const plain = text.normalize("NFKC");
  const name = names.find((one) => one.length >= 2 && plain.includes(one));
  return name ?? numberIn(plain);
}

const MOBILE_LANDLINE_OR_IDENTITY = /^(1[3-9]\d{9}|0\d{9,11}|\d{17}[\dXx])$/;

/** Runs of digits are found first and judged whole: web views of iOS 14 know no look-behind. */
function numberIn(text: string): string | null {
  for (const run of text.match(/[\d-]{7,}[Xx]?/g) ?? []) {
    const bare = run.replace(/-/g, "");
    if (MOBILE_LANDLINE_OR_IDENTITY.test(bare)) return run;
  }
  return null;
}
