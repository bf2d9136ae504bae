import { describe, expect, it } from "vitest";
import type { FrozenForm, FrozenItem } from "../definition/frozen.ts";
import type { Dimension } from "../definition/instrument.ts";
import type { FormResult, Released } from "../release/released.ts";
import { choice, emptyForm } from "../release/scored-form.test-kit.ts";
import type { LeafTally } from "../tally/tally.ts";
import { askedBy, dimensionScores } from "./dimension-scores.ts";
import { item, pollOf, printed } from "./released-poll.test-kit.ts";

type Item = FrozenForm["items"][number];
const asks = (part: Partial<Item>): Item => ({
  leaf: "q",
  item: "q",
  part: null,
  weight: "10",
  dimension: "style",
  focus: [],
  leader: null,
  ...part,
});
const form = (instrument: string, ...items: readonly Item[]) => ({ instrument, items });
const released = (instrument: string, raters: FormResult["raters"]) =>
  ({ instrument, raters, level: "none" }) as unknown as Released<FormResult>;

it("names the forms whose scored items of the unit are about the dimension", () => {
  const frozen = [
    form("team", asks({ dimension: "life" }), asks({})),
    form("members", asks({ leader: 1 })),
    form("notes", asks({ weight: null })),
    form("public", asks({})),
    form("staff", asks({})),
  ];
  const own = ["team", "members", "notes", "staff"].map((id) => released(id, "own"));
  const all = [...own, released("public", "outside")];
  expect(askedBy("style", frozen, all)).toEqual(["team", "staff"]);
  expect(askedBy("life", frozen, all)).toEqual(["team"]);
  expect(askedBy("duties", frozen, all)).toEqual([]);
});

describe("dimensionScores", () => {
  const about = (leaf: string, dimension: Dimension, weight: string | null, leader: number | null = null) =>
    item(leaf, { dimension, weight, leader });
  const form = (instrument: string, items: readonly FrozenItem[]): FrozenForm => {
    return { ...emptyForm, instrument, leaves: items.map((one) => choice(one.leaf, ["100", "40"])), items };
  };
  const leaf = (good: number, poor: number): LeafTally => ({
    kind: "choice",
    counts: [good, poor],
    blank: 0,
  });

  it("takes weighted items of all forms about the unit, and leaves out leaders and unweighted items", () => {
    const { forms } = pollOf([
      {
        form: form("team", [
          about("a", "style", "30"),
          about("b", "style", null),
          about("c", "life", "10", 1),
        ]),
        ballots: 10,
        leaves: [leaf(10, 0), leaf(0, 10), leaf(0, 10)],
      },
      { form: form("questions", [about("d", "style", "10")]), ballots: 10, leaves: [leaf(0, 10)] },
      { form: form("small", [about("e", "style", "90")]), ballots: 9, leaves: [leaf(0, 9)] },
    ]);
    const scores = dimensionScores(forms);
    expect(scores).toHaveLength(6);
    expect(scores.find((one) => one.dimension === "style")).toMatchObject({ items: 2 });
    expect(printed(scores.find((one) => one.dimension === "style")!.score)).toBe("85.00");
    expect(scores.find((one) => one.dimension === "life")).toEqual({
      dimension: "life",
      score: null,
      items: 0,
    });
  });
});
