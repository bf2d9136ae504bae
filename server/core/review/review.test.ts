import { describe, expect, it } from "vitest";
import type { Grade } from "../scoring/scheme.ts";
import type { ProposedCap } from "../scoring/unit-score.ts";
import { type ReviewAct, type ReviewStanding, standingOf } from "./review.ts";
import { movedBy, requireApprovable, requireOther, requireProposable, requireStep } from "./review-steps.ts";

const GRADES = {
  grades: [
    { grade: "良好", from: 90 },
    { grade: "较好", from: 75 },
    { grade: "较差", from: 0 },
  ] as const,
};
const propose: ReviewAct = {
  kind: "proposed",
  computed: "较好",
  printed: "87.82",
  grade: "良好",
  reason: "r",
};
const review: ReviewAct = { kind: "reviewed", opinion: "同意" };
const approve: ReviewAct = { kind: "approved", grade: "良好", meeting: "2026-12-01", reason: "" };
const reopen: ReviewAct = { kind: "reopened", from: "frozen", reason: "r" };
const all: readonly ReviewAct[] = [{ kind: "judged" }, propose, review, approve, { kind: "frozen" }];

/** Each act by somebody else: a, b, c … */
const after = (...acts: readonly ReviewAct[]): ReviewStanding =>
  standingOf(
    acts.map((act, at) => ({
      sequence: at + 1,
      atUtc: "2026-11-27T08:00:00.000Z",
      by: { account: String.fromCodePoint(97 + at), name: "某" },
      second: null,
      act,
    })),
  );
const cap = (atMost: Grade, confirmed: boolean | null): ProposedCap => {
  return { id: "c", title: "t", atMost, evidence: "", confirmed, reason: "r" };
};
const codeOf = (use: () => void): unknown => {
  try {
    use();
    return null;
  } catch (error) {
    const { code, facts } = error as { code: string; facts: { reason?: string } };
    return facts.reason ?? code;
  }
};

describe("standingOf", () => {
  it("takes the steps one after another", () => {
    const states = all.map((_, at) => after(...all.slice(0, at + 1)).state);
    expect([after().state, ...states]).toEqual([
      "entry",
      "judged",
      "proposed",
      "reviewed",
      "approved",
      "frozen",
    ]);
  });

  it("goes back to where the proposal was made, keeping a confirmed judgement", () => {
    expect(after(...all, reopen)).toMatchObject({ state: "judged", proposed: null, approved: null });
    expect(after(propose, { kind: "returned", reason: "r" })).toMatchObject({
      state: "entry",
      proposed: null,
    });
    expect(after({ kind: "judged" }, reopen)).toMatchObject({ state: "entry", judged: null });
  });
});

describe("requireStep", () => {
  it("refuses what is out of turn, and a proposal before the judgement where the round wants that first", () => {
    expect(codeOf(() => requireStep(after(), "proposed"))).toBeNull();
    expect(codeOf(() => requireStep(after(), "proposed", true))).toBe("review.wrong-state");
    expect(codeOf(() => requireStep(after(propose), "approved"))).toBe("review.wrong-state");
    expect(codeOf(() => requireStep(after(...all), "cap-decided"))).toBe("review.wrong-state");
    expect(codeOf(() => requireStep(after(), "reopened"))).toBe("review.wrong-state");
  });
});

describe("requireOther", () => {
  it("wants another person for the review and for the approved grade", () => {
    const person = (account: string) => ({ account, name: "某" });
    expect(codeOf(() => requireOther(after(propose), "reviewed", person("a")))).toBe("review.same-person");
    expect(codeOf(() => requireOther(after(propose), "returned", person("a")))).toBe("review.same-person");
    expect(codeOf(() => requireOther(after(propose), "reviewed", person("b")))).toBeNull();
    expect(codeOf(() => requireOther(after(propose, review), "approved", person("b")))).toBe(
      "review.same-person",
    );
    expect(codeOf(() => requireOther(after(propose, review), "approved", person("a")))).toBeNull();
  });
});

describe("requireProposable", () => {
  const refused = (computed: Grade | null, grade: Grade, reason = "r", caps: readonly ProposedCap[] = []) =>
    codeOf(() => requireProposable(GRADES, { computed, caps }, grade, reason));

  it("lets a grade move by one, with a reason", () => {
    expect(refused("较好", "较好", "")).toBeNull();
    expect(refused("较好", "良好")).toBeNull();
    expect(refused("较好", "良好", "")).toBe("no-reason");
    expect(refused("良好", "较差")).toBe("too-far");
    expect(refused(null, "良好", "")).toBe("no-reason");
    expect(refused(null, "良好")).toBeNull();
  });

  it("never above a confirmed limit; a rejected one does not hold", () => {
    expect(refused("较好", "良好", "r", [cap("较好", true)])).toBe("above-cap");
    expect(refused("较好", "良好", "r", [cap("较好", false)])).toBeNull();
  });

  it("knows the grades of its scheme only", () => {
    const two = { grades: GRADES.grades.slice(0, 2) };
    expect(codeOf(() => requireProposable(two, { computed: "较好", caps: [] }, "较差", "r"))).toBe("unknown");
    expect(codeOf(() => requireApprovable(two, after(propose), "较差", "r"))).toBe("unknown");
  });
});

describe("requireApprovable", () => {
  it("wants a reason for another grade than the proposed one", () => {
    expect(codeOf(() => requireApprovable(GRADES, after(propose), "良好", ""))).toBeNull();
    expect(codeOf(() => requireApprovable(GRADES, after(propose), "较差", ""))).toBe("no-reason");
  });
});

describe("movedBy", () => {
  it("says up and down", () => {
    expect(movedBy(GRADES, "较好", "良好")).toBe("up");
    expect(movedBy(GRADES, "良好", "较差")).toBe("down");
    expect(movedBy(GRADES, "良好", "良好")).toBeNull();
  });
});
