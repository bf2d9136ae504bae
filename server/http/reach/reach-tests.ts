import { randomInt } from "node:crypto";
import { newReachCode, REACH_ADDRESSES_MAX, type ReachCounts } from "../../core/installation/reach-counts.ts";

/** Counts of the test page in the memory of the one process that serves. */
export class ReachTests implements ReachCounts {
  private readonly tests = new Map<string, { readonly address: string; opened: number }>();

  async codeOf(address: string): Promise<string> {
    for (const [code, test] of this.tests) if (test.address === address) return code;
    // Networks come and go on a laptop; the oldest address makes room.
    if (this.tests.size >= REACH_ADDRESSES_MAX) this.tests.delete(this.tests.keys().next().value ?? "");
    let code: string;
    do code = newReachCode((below) => randomInt(below));
    while (this.tests.has(code));
    this.tests.set(code, { address, opened: 0 });
    return code;
  }

  async knows(code: string): Promise<boolean> {
    return this.tests.has(code);
  }

  async noteShown(code: string): Promise<void> {
    const test = this.tests.get(code);
    if (test) test.opened += 1;
  }

  async openedOf(address: string): Promise<number> {
    return [...this.tests.values()].find((test) => test.address === address)?.opened ?? 0;
  }
}
