import { describe, expect, it } from "vitest";
import { EMPTY_ASSESSMENT } from "../core/scoring/scheme.ts";
import { frozenRound, line, poll, rollSheet, round, unit } from "./office-examples.case.ts";
import type { Office, OfficeTransaction } from "./office.ts";

const reviewed = { atUtc: "2026-11-27T08:00:00.000Z", by: { account: "a1", name: "王" }, second: null };

/** Part of the office's conformance suite. */
export function describeRoundChanges(of: () => Office): void {
  describe("what the results of a round rest on", () => {
    it("is counted with every change, of that round alone", async () => {
      const saves: readonly (readonly [string, (office: OfficeTransaction) => Promise<unknown>])[] = [
        ["round", (office) => office.saveRound(frozenRound("r1"))],
        ["span", (office) => office.saveSpan("r1", { from: "2026-09-01", to: "" })],
        ["units", (office) => office.saveUnits("r1", [unit("u1")])],
        ["poll", (office) => office.savePoll(poll("p1"))],
        ["assessment", (office) => office.saveAssessment("r1", "u1", EMPTY_ASSESSMENT)],
        ["roll sheet", (office) => office.saveRollSheet("p1", rollSheet)],
        ["review", (office) => office.appendReview("r1", "u1", { ...reviewed, act: { kind: "judged" } })],
      ];
      const changes = (id: string) => of().inTransaction((office) => office.roundChanges(id));
      expect(await changes("r1")).toBeNull();
      await of().inTransaction((office) => office.saveRound({ round: round("r1"), frozen: null }));
      await of().inTransaction((office) => office.saveRound({ round: round("r2"), frozen: null }));
      const other = await changes("r2");
      const grew: string[] = [];
      for (const [what, save] of saves) {
        const before = await changes("r1");
        await of().inTransaction(save);
        if ((await changes("r1"))! > before!) grew.push(what);
      }
      expect(grew).toEqual(["round", "span", "units", "poll", "assessment", "roll sheet", "review"]);
      expect(await changes("r2")).toBe(other);
      const last = await changes("r1");
      await of().inTransaction((office) => office.appendAudit(line("ended")));
      expect(await changes("r1")).toBe(last);
    });

    it("counts the changes of each poll and its keys", async () => {
      const changes = (id: string) => of().inTransaction((office) => office.pollChanges(id));
      expect(await changes("p1")).toBeNull();
      await of().inTransaction((office) => office.saveRound({ round: round("r1"), frozen: null }));
      await of().inTransaction((office) => office.savePoll(poll("p1")));
      await of().inTransaction((office) => office.savePoll(poll("p2")));
      const [first, other] = [await changes("p1"), await changes("p2")];
      await of().inTransaction((office) => office.savePoll(poll("p1", "open")));
      const second = await changes("p1");
      await of().inTransaction((office) => office.notePollChange("p1"));
      expect([first! < second!, second! < (await changes("p1"))!]).toEqual([true, true]);
      expect(await changes("p2")).toBe(other);
    });

    it("keeps the days of a round when its settings are saved again, of that round alone", async () => {
      await of().inTransaction(async (office) => {
        for (const id of ["r1", "r2"]) await office.saveRound({ round: round(id), frozen: null });
        await office.saveSpan("r1", { from: "2026-09-01", to: "2026-10-31" });
        await office.saveRound(frozenRound("r1"));
        expect(await office.round("r1")).toEqual({
          ...frozenRound("r1"),
          span: { from: "2026-09-01", to: "2026-10-31" },
        });
        expect(await office.round("r2")).toEqual({ round: round("r2"), frozen: null });
      });
    });

    it("has the assessments of a round by unit", async () => {
      await of().inTransaction(async (office) => {
        await office.saveRound({ round: round("r1"), frozen: null });
        await office.saveAssessment("r1", "u1", EMPTY_ASSESSMENT);
        await office.saveAssessment("r2", "u2", EMPTY_ASSESSMENT);
        expect(await office.assessments("r1")).toEqual(new Map([["u1", EMPTY_ASSESSMENT]]));
      });
    });
  });
}
