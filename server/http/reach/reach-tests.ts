import { randomInt } from "node:crypto";

/** No letter that is taken for another one when it is typed. */
const ALPHABET = "abcdefghjkmnpqrstuvwxyz";
const CODE_LENGTH = 3;
const ADDRESSES_MAX = 50;

/**
 * How often the test page was really shown at each address of this server: a number in memory, nothing of who asked.
 * Begins again with every start.
 */
export class ReachTests {
  private readonly tests = new Map<string, { readonly address: string; opened: number }>();

  /** The short code of an address, to be typed and scanned. */
  codeOf(address: string): string {
    for (const [code, test] of this.tests) if (test.address === address) return code;
    // Networks come and go on a laptop; the oldest address makes room.
    if (this.tests.size >= ADDRESSES_MAX) this.tests.delete(this.tests.keys().next().value ?? "");
    let code: string;
    do {
      code = Array.from({ length: CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
    } while (this.tests.has(code));
    this.tests.set(code, { address, opened: 0 });
    return code;
  }

  knows(code: string): boolean {
    return this.tests.has(code);
  }

  /** The page asks for its picture once it is shown; fetching the page alone counts for nothing. */
  noteShown(code: string): void {
    const test = this.tests.get(code);
    if (test) test.opened += 1;
  }

  openedOf(address: string): number {
    return [...this.tests.values()].find((test) => test.address === address)?.opened ?? 0;
  }
}
