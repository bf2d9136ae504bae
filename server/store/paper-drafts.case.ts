import { expect, describe, it } from "vitest";
import type { Office } from "./office.ts";
import type { PaperKeying, PaperSession } from "./paper-drafts.ts";

const session = (id: string, part: Partial<PaperSession> = {}): PaperSession => {
  const state = { signed: null, comparisons: 0, differences: [], leftBy: [], erasing: null };
  return { id, poll: "p1", batch: "C", instrument: "team", sheets: 2, ...state, ...part };
};
const keying = (account: string, part: Partial<PaperKeying> = {}): PaperKeying => {
  return { session: "s1", account, sheets: [], isDone: false, ...part };
};
const SIGNED = {
  account: "a",
  name: "甲",
  second: { account: "b", name: "乙" },
  voided: 1,
  empty: 0,
  seed: "c2VlZA",
};

/** Part of the office's conformance suite. */
export function describePaperDrafts(of: () => Office): void {
  describe("paper that is being keyed", () => {
    it("gives back stacks by poll, and those that are on their way out", async () => {
      await of().inTransaction(async ({ paper }) => {
        await paper.saveSession(session("s1"));
        await paper.saveSession(session("s2", { poll: "p2" }));
        await paper.saveSession(session("s2", { poll: "p2", signed: SIGNED }));
        expect(await paper.sessions("p1")).toEqual([session("s1")]);
        const found = { poll: "p3", comparisons: 2, differences: [{ sheet: 1, mark: null }], leftBy: ["c"] };
        await paper.saveSession(session("s3", { ...found, erasing: "keying" }));
        expect(await paper.unfinished()).toEqual([
          session("s2", { poll: "p2", signed: SIGNED }),
          session("s3", { ...found, erasing: "keying" }),
        ]);
        expect(await paper.session("s4")).toBeNull();
      });
    });

    it("keeps what each of the two has read, the later save standing, and lets go of all of it", async () => {
      const read = { isVoid: false, marks: [0, null, "void", [1, 2], true, 2.5] } as const;
      await of().inTransaction(async ({ paper }) => {
        await paper.saveSession(session("s1"));
        await paper.saveKeying(keying("b"));
        await paper.saveKeying(keying("a", { sheets: [read] }));
        await paper.saveKeying(keying("b", { sheets: [read, read], isDone: true }));
        expect(await paper.keyings("s1")).toEqual([
          keying("a", { sheets: [read] }),
          keying("b", { sheets: [read, read], isDone: true }),
        ]);
        await paper.deleteKeying("s1", "b");
        expect(await paper.keyings("s1")).toEqual([keying("a", { sheets: [read] })]);
        await paper.deleteKeyings("s1");
        expect(await paper.keyings("s1")).toEqual([]);
        await paper.saveKeying(keying("a"));
        await paper.deleteSession("s1");
        expect([await paper.session("s1"), await paper.keyings("s1")]).toEqual([null, []]);
      });
      await of().eraseTraces("paper");
      expect(await of().inTransaction(({ paper }) => paper.sessions("p1"))).toEqual([]);
    });
  });
}
