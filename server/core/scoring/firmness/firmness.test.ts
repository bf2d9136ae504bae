import { describe, expect, it } from "vitest";
import { parseRatio, printRatio } from "../../ratio.ts";
import type { ReleasedForm } from "../../release/released.ts";
import { scoredForm } from "../../release/scored-form.test-kit.ts";
import { forOffice, sealForOffice } from "../office-only.ts";
import { EMPTY_ASSESSMENT, type Scheme, type UnitAssessment } from "../scheme.ts";
import { scoreUnit } from "../score-unit.ts";
import { type Firmness, firmnessOf } from "./firmness.ts";
import { type Counts, releaseSmall, smallScheme as scheme } from "./small-unit.test-kit.ts";

/** One question with the answers 100, 40 and 不了解, by block; blocks weigh alike. */
const released = (...blocks: readonly Counts[]): ReleasedForm =>
  releaseSmall(
    {
      id: "one",
      blocks: blocks.map((counts) => counts.reduce((sum, n) => sum + n, 0)),
      weights: blocks.map(() => "50"),
      questions: [{ kind: "choice", prices: ["100", "40"], counts: blocks }],
    },
    5,
  );

const judged = (score: string): UnitAssessment => ({
  ...EMPTY_ASSESSMENT,
  judgement: { style: { score, reason: "" } },
});

const scored = (forms: readonly ReleasedForm[], assessment: UnitAssessment, by: Scheme = scheme) =>
  scoreUnit(by, { forms, assessment, eligible: 12, participated: 12 });

function firmness(
  forms: readonly ReleasedForm[],
  assessment: UnitAssessment,
  by: Scheme = scheme,
): Firmness | null {
  return firmnessOf(by, scored(forms, assessment, by), forms, { returned: 12, floor: 5 });
}

const ballots = (found: Firmness | null) => forOffice(found!.ballots!, "office");

describe("firmnessOf", () => {
  it("counts the ballots of a worked case", () => {
    // 60 · 94 + 40 · 84 = 90.00: one poor answer more and the mean of ten is 88, the total 86.40.
    const forms = [released([9, 1, 0])];
    expect(printRatio(scored(forms, judged("84")).total!, 2)).toBe("90.00");
    expect(ballots(firmness(forms, judged("84")))).toEqual({ kind: "exact", ballots: 1 });
    expect(firmness(forms, judged("84"))?.verdict).toBe("near");
    // 96.4: three poor answers leave 85.6 + … = 60·76 + 40·100 = 85.60, two leave 89.20; one leaves 92.80.
    expect(ballots(firmness(forms, judged("100")))).toEqual({ kind: "exact", ballots: 2 });
  });

  it("says nothing of a unit too small to be counted, which no ballot can move", () => {
    const none = released([4, 0, 0]);
    expect(none.level).toBe("none");
    expect(scored([none], judged("84"))).toMatchObject({ computed: "较好", notes: ["unscored"] });
    expect(firmness([none], judged("84"))).toBeNull();
  });

  it("does not look up where a confirmed limit holds the grade", () => {
    const cap = { id: "c", title: "c", atMost: "较差" as const, when: { fact: "f" } };
    const assessment = {
      ...judged("100"),
      facts: ["f"],
      capDecisions: { c: { confirmed: true, reason: "r" } },
    };
    expect(firmness([released([9, 1, 0])], assessment, { ...scheme, caps: [cap] })).toBeNull();
  });

  it("says nothing where a form has one score and no tables, and nothing without a grade", () => {
    const small = [scoredForm("one", "90", 6)];
    expect(firmness(small, judged("100"))).toEqual({ verdict: "unknown", ballots: null });
    expect(firmness(small, EMPTY_ASSESSMENT)).toBeNull();
    expect(firmness([], judged("100"))).toBeNull();
  });

  it("is firm when not even all ballots together could move the grade", () => {
    const tiny: Scheme = {
      ...scheme,
      parts: scheme.parts.map((part, i) => ({ ...part, points: i === 0 ? 1 : 99 })),
    };
    const found = firmness([released([9, 1, 0])], judged("80"), tiny);
    expect(found?.verdict).toBe("firm");
    expect(ballots(found)).toEqual({ kind: "never" });
  });

  it("gives a bound where a larger unit's blocks would become one pool first", () => {
    // With three answers less in the first block they are one pool: two cannot move the grade, and no more is said.
    const forms = [released([7, 0, 0], [40, 20, 0])];
    expect(ballots(firmness(forms, judged("84")))).toEqual({ kind: "bound", atLeast: 3 });
    // Where three suffice every way of two has been tried, so the number is exact all the same.
    expect(ballots(firmness(forms, judged("88")))).toEqual({ kind: "exact", ballots: 3 });
  });

  it("gives a bound where one question counts in two ways that may ask for different ballots", () => {
    const twice: Scheme = {
      ...scheme,
      parts: [
        { ...scheme.parts[0]!, points: 30 },
        {
          id: "share",
          title: "p",
          points: 30,
          source: { from: "positive", instrument: "one", positive: ["1"] },
        },
        scheme.parts[1]!,
      ],
    };
    const forms = [released([9, 1, 2])];
    const moved = ballots(firmness(forms, judged("100"), twice));
    expect(moved).toEqual({ kind: "bound", atLeast: 1 });
  });
});

describe("OfficeOnly", () => {
  const secret = sealForOffice({ atLeast: 3, atMost: parseRatio(3) });

  it("opens for the office and for nobody else", () => {
    expect(forOffice(secret, "office")?.atLeast).toBe(3);
    expect(forOffice(secret, "group")).toBeNull();
    expect(forOffice(secret, "viewer")).toBeNull();
  });

  it("cannot be printed", () => {
    expect(JSON.stringify({ secret })).toBe("{}");
    expect(`${String(secret)}|${JSON.stringify([secret])}`).toBe("|[null]");
    expect({ ...secret }).toEqual({});
  });
});
