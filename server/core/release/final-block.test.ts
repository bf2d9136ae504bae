import { describe, expect, it } from "vitest";
import type { PlannedBlock } from "../round/plan.ts";
import { DEFAULT_THRESHOLDS } from "../round/round.ts";
import { type CountingRule, finalBlocks, isExcluded, peopleOf } from "./final-block.ts";

type Planned = readonly [id: string, eligible: number, ballots: number, more?: Partial<PlannedBlock>];

function close(planned: readonly Planned[], blockMin = 10, rule?: CountingRule) {
  const blocks = planned.map(([id, eligible, , more]): PlannedBlock => ({
    id,
    categories: [id],
    name: id,
    weight: "50",
    eligible,
    isOutside: false,
    ...more,
  }));
  const ballots = new Map(planned.map(([id, , n]) => [id, n]));
  return finalBlocks({ instrument: "one", digest: "d", blocks, blockMin }, ballots, DEFAULT_THRESHOLDS, rule)
    .blocks;
}

describe("finalBlocks", () => {
  it("says nothing of people where no more ballots came back than people were eligible", () => {
    expect(close([["A", 12, 12]])).toEqual([
      { id: "A", name: "A", categories: ["A"], weight: "50", isOutside: false, ballots: 12 },
    ]);
  });

  it("counts no more people than were eligible, and every ballot", () => {
    expect(close([["A", 6, 10]])).toMatchObject([{ id: "A", ballots: 10, people: 6 }]);
  });

  it("joins by people: ballots beyond those eligible do not keep a block apart", () => {
    expect(
      close(
        [
          ["A", 5, 15],
          ["B", 6, 6],
          ["C", 20, 20],
        ],
        10,
      ),
    ).toMatchObject([
      { id: "A+B", ballots: 21, people: 11 },
      { id: "C", ballots: 20 },
    ]);
    // Of each block by itself: what one has too much does not make good for another.
    expect(
      close(
        [
          ["A", 5, 9],
          ["B", 5, 1],
        ],
        5,
      ),
    ).toMatchObject([{ id: "A+B", ballots: 10, people: 6 }]);
  });

  it("leaves out outside raters with tickets whose eligible are too few, however many ballots there are", () => {
    const blocks = close([
      ["A", 12, 12],
      ["D", 4, 14, { isOutside: true }],
    ]);
    expect(blocks.map((block) => isExcluded(block, DEFAULT_THRESHOLDS))).toEqual([false, true]);
  });

  it("counts every ballot of an open link, because nobody knows how many may answer", () => {
    const [alone] = close([["E", 0, 14, { isOutside: true, isOpen: true }]]);
    expect(alone).toMatchObject({ isAlone: true, ballots: 14 });
    expect(peopleOf(alone!)).toBe(14);
  });

  it("goes by ballots where a closed file of an older release did", () => {
    expect(close([["A", 6, 10]], 10, "ballots")).toEqual([
      { id: "A", name: "A", categories: ["A"], weight: "50", isOutside: false, ballots: 10 },
    ]);
  });
});
