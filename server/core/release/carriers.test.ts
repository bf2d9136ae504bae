import { describe, expect, it } from "vitest";
import { printRatio } from "../ratio.ts";
import type { PlannedBlock } from "../round/plan.ts";
import { DEFAULT_THRESHOLDS } from "../round/round.ts";
import { foldBallots } from "../tally/fold.ts";
import { addTallies } from "../tally/add-tallies.ts";
import { carriersOf } from "./carriers.ts";
import { finalBlocks } from "./final-block.ts";
import { releasePoll } from "./release.ts";
import { choice, emptyForm } from "./scored-form.test-kit.ts";

const block = (id: string, part: Partial<PlannedBlock> = {}): PlannedBlock => ({
  id,
  categories: [id],
  name: id,
  weight: "50",
  eligible: 20,
  isOutside: false,
  ...part,
});
const outside = (id: string) => block(id, { isOutside: true, weight: "0" });
const open = (id: string) => block(id, { isOutside: true, isOpen: true, weight: "0", eligible: 0 });

const form = {
  ...emptyForm,
  leaves: [choice("q", ["100", "80", "60", "40", null])],
  items: [{ leaf: "q", part: null, weight: "100", dimension: null, focus: [], item: "q", leader: null }],
};

/** What is released of one form with these ballots per block: good, fairly, average, poor, don't know. */
function released(blocks: readonly PlannedBlock[], ballots: Readonly<Record<string, readonly number[]>>) {
  const planned = { instrument: form.instrument, digest: "d", blocks };
  const fold = foldBallots(form, "d");
  const counts = new Map<string, number>();
  for (const [id, options] of Object.entries(ballots)) {
    options.forEach((n, option) => {
      for (let i = 0; i < n; i++) fold.add(id, [option], "open");
      counts.set(id, (counts.get(id) ?? 0) + n);
    });
  }
  const final = finalBlocks(planned, counts, DEFAULT_THRESHOLDS);
  const tally = addTallies(form, [fold.finish()], final.of);
  const one = { form, digest: "d", tally, blocks: final.blocks };
  return releasePoll({ poll: "p", forms: [one], thresholds: DEFAULT_THRESHOLDS });
}

describe("whom the thresholds count", () => {
  it("is the unit's own people, else outside raters with tickets, else open links", () => {
    const [c, d, e] = [block("C"), outside("D"), open("E")];
    expect(carriersOf([c, d, e])).toEqual([c]);
    expect(carriersOf([d, e])).toEqual([d]);
    expect(carriersOf([e])).toEqual([e]);
  });

  // The worked cases of docs/disclosure.md §3.
  it.each([
    ["4 outside alone", [outside("D")], { D: [4] }, "none", null],
    ["6 outside alone", [outside("D")], { D: [5, 1] }, "score", "96.67"],
    ["11 outside alone", [outside("D")], { D: [6, 3, 1, 0, 1] }, "tables", "90.00"],
    ["11 by an open link alone", [open("D")], { D: [6, 3, 1, 0, 1] }, "tables", "90.00"],
    ["nobody inside answers", [block("C"), outside("D")], { D: [30] }, "none", null],
    ["outside beside inside", [block("C"), outside("D")], { C: [12], D: [0, 30] }, "tables", "100.00"],
    ["a link is no substitute", [outside("D"), open("E")], { D: [4], E: [40] }, "none", null],
    ["a link beside tickets", [outside("D"), open("E")], { D: [10], E: [0, 40] }, "tables", "100.00"],
  ] as const)("%s", (_name, blocks, ballots, level, score) => {
    const [result] = released(blocks, ballots).forms;
    expect(result!.level).toBe(level);
    expect(result!.score && printRatio(result!.score, 2)).toBe(score);
  });

  it("cuts outside raters of such a form as people of the unit are cut", () => {
    const [result] = released([outside("D"), outside("E")], { D: [8], E: [0, 12] }).forms;
    expect(result).toMatchObject({ level: "tables", raters: "outside", ballots: 20, excluded: [] });
    expect(result!.level === "tables" && result!.blocks.map(({ id }) => id)).toEqual(["D+E"]);
  });

  it("leaves them out of what the unit has returned, unless there is nothing else", () => {
    expect(released([block("C"), outside("D")], { C: [12], D: [30] }).returned).toBe(12);
    expect(released([outside("D")], { D: [11] }).returned).toBe(11);
  });
});
