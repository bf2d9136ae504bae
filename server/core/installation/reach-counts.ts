/** No letter that is taken for another one when it is typed. */
const ALPHABET = "abcdefghjkmnpqrstuvwxyz";
const CODE_LENGTH = 3;

/** Addresses of test pages that are kept. */
export const REACH_ADDRESSES_MAX = 50;

/** How often the test page was really shown at each address of this installation: a number, nothing of who asked. Begins again with every start. */
export interface ReachCounts {
  /** The short code of an address, to be typed and scanned. */
  codeOf(address: string): Promise<string>;
  knows(code: string): Promise<boolean>;
  /** The page asks for its picture once it is shown; fetching the page alone counts for nothing. */
  noteShown(code: string): Promise<void>;
  openedOf(address: string): Promise<number>;
}

/** @param pick a random whole number from 0, below its argument */
export const newReachCode = (pick: (below: number) => number): string =>
  Array.from({ length: CODE_LENGTH }, () => ALPHABET[pick(ALPHABET.length)]).join("");
