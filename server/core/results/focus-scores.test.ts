import { describe, expect, it } from "vitest";
import { choice, emptyForm } from "../release/scored-form.test-kit.ts";
import type { LeafTally } from "../tally/tally.ts";
import { focusScores } from "./focus-scores.ts";
import { item, pollOf, printed } from "./released-poll.test-kit.ts";

describe("focusScores", () => {
  it("reckons every label of the three sets from the items that carry it", () => {
    const labelled = (leaf: string, weight: string | null, focus: readonly string[]) =>
      item(leaf, { weight, focus });
    const items = [
      labelled("a", "30", ["f1", "g1"]),
      labelled("b", "10", ["f1", "g2"]),
      labelled("c", null, ["f2"]),
    ];
    const form = { ...emptyForm, leaves: items.map((one) => choice(one.leaf, ["100", "40"])), items };
    const leaf = (good: number, poor: number): LeafTally => ({
      kind: "choice",
      counts: [good, poor],
      blank: 0,
    });
    const { forms } = pollOf([{ form, ballots: 10, leaves: [leaf(10, 0), leaf(0, 10), leaf(10, 0)] }]);
    const scores = focusScores(forms, []);
    expect(scores.map(({ code }) => code).join()).toBe("f1,f2,f3,g1,g2,g3,g4,b1,b2,b3");
    const of = (wanted: string) => scores.find(({ code }) => code === wanted)!;
    expect(of("f1")).toMatchObject({ set: "三个聚焦", items: 2 });
    expect([of("f1"), of("g1"), of("g2")].map(({ score }) => printed(score))).toEqual([
      "85.00",
      "100.00",
      "40.00",
    ]);
    expect(of("f2")).toMatchObject({ score: null, items: 0 });
  });

  it("reckons own sets from the forms that have them, as one where they say the same", () => {
    const form = (instrument: string, good: number) => ({
      form: {
        ...emptyForm,
        instrument,
        leaves: [choice("a", ["100", "40"])],
        items: [item("a", { focus: ["c1"] })],
      },
      ballots: 10,
      leaves: [{ kind: "choice", counts: [good, 10 - good], blank: 0 } as const],
    });
    const { forms } = pollOf([form("one", 10), form("two", 0), form("three", 5), form("none", 10)]);
    const set = (title: string) => ({ id: "c", title, labels: [{ code: "c1", title: "为民" }] });
    const scores = focusScores(forms, [
      { id: "one", labelSets: [set("两个方面")] },
      { id: "two", labelSets: [set("两个方面")] },
      { id: "three", labelSets: [set("别的方面")] },
      { id: "none" },
    ]);
    const own = scores.slice(10).map(({ score, ...rest }) => ({ ...rest, score: printed(score) }));
    expect(own).toEqual([
      { set: "两个方面", code: "c1", title: "为民", score: "70.00", items: 2 },
      { set: "别的方面", code: "c1", title: "为民", score: "70.00", items: 1 },
    ]);
  });
});
