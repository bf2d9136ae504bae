import { describe, expect, it } from "vitest";
import type { Dimension } from "../definition/instrument.ts";
import { printRatio, ratio } from "../ratio.ts";
import { releasePoll } from "../release/release.ts";
import { choice, emptyForm } from "../release/scored-form.test-kit.ts";
import { standingOf } from "../review/review.ts";
import { DEFAULT_THRESHOLDS } from "../round/round.ts";
import { foldBallots } from "../tally/fold.ts";
import { bandOf, compareDimensions } from "./compare-units.ts";
import type { UnitOutcome } from "./grade-table.ts";

/** A unit whose `ballots` people give an item of `style` the points named, none of the other dimensions. */
function outcome(id: string, group: string, points: string, ballots = 12): UnitOutcome {
  const form = {
    ...emptyForm,
    instrument: "team",
    leaves: [choice("q", [points])],
    items: [
      {
        leaf: "q",
        item: "q",
        part: null,
        weight: "100",
        dimension: "style" as Dimension,
        focus: [],
        leader: null,
      },
    ],
  };
  const fold = foldBallots(form, "d");
  for (let ballot = 0; ballot < ballots; ballot++) fold.add("C", [0], "ticket");
  const blocks = [{ id: "C", name: "C", categories: ["C"], weight: "100", isOutside: false, ballots }];
  return {
    unit: {
      id,
      name: id,
      parent: null,
      unitType: "乡镇",
      group,
      onRoll: null,
      categories: [],
      leaders: [],
      eligibleBasis: "",
    },
    poll: id,
    result: releasePoll({
      poll: id,
      forms: [{ form, digest: "d", tally: fold.finish(), blocks }],
      thresholds: DEFAULT_THRESHOLDS,
    }),
    score: null,
    review: standingOf([]),
    plan: null,
  };
}

const said = (cell: { printed: string; difference: Parameters<typeof printRatio>[0] | null } | null) =>
  cell && [cell.printed, cell.difference && printRatio(cell.difference, 1)];

describe("compareDimensions", () => {
  const round = [
    outcome("a", "一组", "90"),
    outcome("b", "二组", "80"),
    outcome("c", "二组", "70.05"),
    outcome("d", "三组", "60", 4),
  ];

  it("sets printed scores beside the mean of the printed scores, without units that are withheld", () => {
    const { dimensions, cells, means } = compareDimensions(round, null);
    expect(dimensions).toEqual(["style"]);
    // (90.0 + 80.0 + 70.1) / 3 = 80.03…
    expect(means).toEqual([{ printed: "80.0", units: 3 }]);
    expect(["a", "b", "c", "d"].map((id) => said(cells.get(id)![0]!))).toEqual([
      ["90.0", "10.0"],
      ["80.0", "0.0"],
      ["70.1", "-9.9"],
      null,
    ]);
    expect(cells.get("c")![0]!.band).toBe("far-below");
  });

  it("gives a group no mean with fewer than three units of other groups in it", () => {
    expect(compareDimensions(round, "一组").means).toEqual([null]);
    expect(compareDimensions(round, "一组").cells.get("a")![0]).toEqual({
      printed: "90.0",
      difference: null,
      band: null,
    });
    const more = [...round, outcome("e", "三组", "60")];
    expect(compareDimensions(more, "一组").means).toEqual([{ printed: "75.0", units: 4 }]);
  });
});

it.each([
  [-8, "far-below"],
  [-7.9, "below"],
  [-3, "near"],
  [0, "near"],
  [3, "near"],
  [3.1, "above"],
  [8, "far-above"],
])("a difference of %s points is %s", (points, band) => {
  expect(bandOf(ratio(Math.round(points * 10), 10))).toBe(band);
});
