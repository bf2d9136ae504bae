import { describe, expect, it } from "vitest";
import { breakLabel } from "./break-label.ts";
import { qualityOptions, sampleItem, sampleLook } from "./sample-answers.ts";
import { groupByScale, sharesOf, stackedHeight, stackedItemsConfig, stackedSeries } from "./stacked-items.ts";

describe("stackedSeries", () => {
  it("keeps the order of the form and of the scale, and leaves 不了解 outside the bar", () => {
    const series = stackedSeries([sampleItem("t02", [1, 2, 3, 4, 5]), sampleItem("t01", [9, 0, 0, 0, 0])]);
    expect(series.levels).toEqual(["好", "较好", "一般", "差"]);
    expect(series.rows.map(({ label }) => label)).toEqual(["t02", "t01"]);
    expect(series.rows[0]).toMatchObject({ counts: [1, 2, 3, 4], outside: 5, score: "90.00" });
  });
  it("keeps the place of a withheld item, without counts", () => {
    const series = stackedSeries([sampleItem("t01", null, { score: null, abstained: 21 })]);
    expect(series.rows).toEqual([{ label: "t01", counts: null, outside: 21, score: null }]);
  });
});

describe("sharesOf", () => {
  it("adds up to 100 percent of the valid ballots", () => {
    const [row] = stackedSeries([sampleItem("t01", [25, 12, 4, 1, 3])]).rows;
    const shares = sharesOf(row!);
    expect(shares[0]).toBeCloseTo((100 * 25) / 42, 10);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 10);
  });
  it("is empty when withheld, and when nobody rated", () => {
    expect(
      stackedSeries([sampleItem("a", null), sampleItem("b", [0, 0, 0, 0, 9])]).rows.map(sharesOf),
    ).toEqual([[], []]);
  });
});

describe("groupByScale", () => {
  it("draws items of different scales apart", () => {
    const three = qualityOptions.slice(0, 3);
    const items = [
      sampleItem("a", [1, 1, 1, 1, 0]),
      sampleItem("b", [1, 1, 1], { options: three }),
      sampleItem("c", [1, 1, 1, 1, 0]),
    ];
    expect(groupByScale(items).map((group) => group.map(({ leaf }) => leaf))).toEqual([["a", "c"], ["b"]]);
  });
});

describe("breakLabel", () => {
  it("leaves short titles whole and loses no letter of long ones", () => {
    expect(breakLabel("落实意识形态工作责任制")).toEqual(["落实意识形态工作责任制"]);
    const long = "财务收支、采购、工程项目等应当公开的事项，公开的情况如何？";
    expect(breakLabel(long).join("")).toBe(long);
    expect(breakLabel(long).length).toBe(2);
  });
  it("never begins a line with a closing mark or ends one with an opening mark", () => {
    for (const title of [
      "您所在党支部开展“三会一课”等组织生活的情况如何？（不计分）",
      "职称评定、评先评优、绩效分配等涉及职工利益的事项，公平公正的情况如何？",
      "以往巡视巡察、审计等指出的问题，本单位整改的情况如何？",
    ]) {
      const lines = breakLabel(title);
      expect(lines.slice(1).every((line) => !/^[，。、；：？！”）》]/.test(line))).toBe(true);
      expect(lines.slice(0, -1).every((line) => !/[“（《]$/.test(line))).toBe(true);
    }
  });
});

describe("stackedItemsConfig", () => {
  const series = stackedSeries([sampleItem("t01", [25, 12, 4, 1, 3]), sampleItem("t02", null)]);
  const config = stackedItemsConfig(series, sampleLook, { withheld: "人数少，不予显示" });
  it("stacks one set a level from 0 to 100, without legend and tooltip", () => {
    expect(config.data.datasets.map(({ label }) => label)).toEqual(["好", "较好", "一般", "差"]);
    expect(config.data.datasets.map(({ backgroundColor }) => backgroundColor)).toEqual(sampleLook.levels);
    expect(config.options?.scales?.["x"]).toMatchObject({ stacked: true, min: 0, max: 100 });
    expect(config.options?.plugins).toEqual({ legend: { display: false }, tooltip: { enabled: false } });
  });
  it("draws nothing for a withheld row", () => {
    expect(config.data.datasets.map(({ data }) => data[1])).toEqual([0, 0, 0, 0]);
  });
  it("is whole as soon as it is drawn", () => {
    expect(config.options?.animation).toBe(false);
  });
  it("needs more room when a title takes two lines", () => {
    const wide = stackedSeries([sampleItem("a".repeat(30), [1, 1, 1, 1, 0])]);
    expect(stackedHeight(wide)).toBeGreaterThan(
      stackedHeight(stackedSeries([sampleItem("a", [1, 1, 1, 1, 0])])),
    );
  });
});
