import { describe, expect, it } from "vitest";
import { storeRatio } from "../ratio.ts";
import { foldBallots } from "../tally/fold.ts";
import { DEFAULT_THRESHOLDS } from "../round/round.ts";
import { release } from "./release.ts";
import { choice, emptyForm, scoredForm } from "./scored-form.test-kit.ts";
import { unitView } from "./unit-view.ts";

/** Two blocks of 18 and 14 ballots, one item, so that its release has block columns. */
function twoBlocks() {
  const frozen = {
    ...emptyForm,
    leaves: [choice("q", ["100", "80"])],
    items: [{ leaf: "q", part: null, weight: "100", dimension: null, focus: [], item: "q", leader: null }],
  };
  const sizes = { B: 18, C: 14 };
  const fold = foldBallots(frozen, "d");
  for (const [id, ballots] of Object.entries(sizes))
    for (let i = 0; i < ballots; i += 1) fold.add(id, [i % 3 === 0 ? 1 : 0], "ticket");
  const finals = Object.entries(sizes).map(([id, ballots]) => {
    return { id, name: id, categories: [id], weight: "50", isOutside: false, ballots };
  });
  return release(frozen, "d", fold.finish(), finals, DEFAULT_THRESHOLDS);
}

/** @source anonymity.md §5 R11: form scores from 10 ballots, tables without block columns from 30 */
describe("what a unit may be given of a form", () => {
  it.each([
    [4, "nothing"],
    [9, "nothing"],
    [10, "its score"],
    [29, "its score"],
    [30, "its tables"],
    [31, "its tables"],
  ] as const)("of %d ballots is %s", (ballots, given) => {
    const view = unitView(scoredForm("leadership-team", ["100", "80"], [ballots - 2, 2]));
    const found = view === null ? "nothing" : view.tables === null ? "its score" : "its tables";
    expect(found).toBe(given);
  });

  it("is the released score and the released counts, without block columns and without texts", () => {
    const form = twoBlocks();
    if (form.level !== "tables") throw new Error(form.level);
    expect(form.items[0]!.blocks).toHaveLength(2);
    const view = unitView(form)!;
    expect(Object.keys(view).toSorted()).toEqual(["instrument", "score", "tables", "title"]);
    expect(Object.keys(view.tables!).toSorted()).toEqual(["items", "leaders", "multis", "valid"]);
    expect(storeRatio(view.score!)).toBe(storeRatio(form.score!));
    expect(view.tables!.items).toEqual([{ ...form.items[0]!, blocks: [] }]);
  });
});
