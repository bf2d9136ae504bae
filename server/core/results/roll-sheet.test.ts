import { describe, expect, it } from "vitest";
import { rollSheet, type BatchTyped, type RollSheetCounted, type RollSheetTyped } from "./roll-sheet.ts";

const COUNTED: RollSheetCounted = {
  batches: [
    { batch: "A", name: "班子成员", eligible: 5, minted: 10, used: 4 },
    { batch: "B+C", name: "中层、职工", eligible: 40, minted: 46, used: 35 },
  ],
  forms: [
    { shortTitle: "领导班子表", collected: 39, bySource: { ticket: 39 }, batches: ["A", "B+C"] },
    { shortTitle: "成员表", collected: 35, bySource: { ticket: 35 }, batches: ["B+C"] },
  ],
};

const typed = (changes: { readonly [batch: string]: Partial<BatchTyped> } = {}): RollSheetTyped => ({
  meeting: "专题汇报会",
  time: "2026年11月27日 9:00",
  place: "三楼会议室",
  due: 45,
  present: 41,
  note: "",
  batches: [
    {
      batch: "A",
      issued: 5,
      exchanged: 0,
      returned: 0,
      left: 5,
      paperIssued: 0,
      paperReturned: 0,
      ...changes["A"],
    },
    {
      batch: "B+C",
      issued: 38,
      exchanged: 1,
      returned: 2,
      left: 8,
      paperIssued: 2,
      paperReturned: 1,
      ...changes["B+C"],
    },
  ],
});

describe("rollSheet", () => {
  it("derives 未启用 and adds up the bags", () => {
    const sheet = rollSheet(COUNTED, typed());
    expect(sheet.imbalances).toEqual([]);
    expect(sheet.lines.map(({ unused }) => unused)).toEqual([1, 1]);
    expect(sheet.total).toEqual({
      name: "",
      eligible: 45,
      minted: 56,
      issued: 43,
      exchanged: 1,
      returned: 2,
      left: 13,
      used: 39,
      unused: 2,
      paperIssued: 2,
      paperReturned: 1,
    });
  });

  it.each<[string, { readonly [batch: string]: Partial<BatchTyped> }, unknown]>([
    ["one slip too few", { A: { left: 4 } }, { rule: "printed", of: "班子成员", difference: -1 }],
    ["two slips too many", { A: { left: 7 } }, { rule: "printed", of: "班子成员", difference: 2 }],
    [
      "more used and returned than handed out",
      { A: { issued: 3, left: 7 } },
      { rule: "issued", of: "班子成员", difference: 1 },
    ],
    [
      "more paper back than handed out",
      { A: { paperReturned: 1 } },
      { rule: "paper", of: "班子成员", difference: 1 },
    ],
  ])("finds %s", (_, changes, imbalance) => {
    expect(rollSheet(COUNTED, typed(changes)).imbalances).toEqual([imbalance]);
  });

  it("allows a form as many ballots as tickets used and papers back in the bags that fill it", () => {
    const collecting = (team: number, members: number): unknown =>
      rollSheet(
        {
          ...COUNTED,
          forms: COUNTED.forms.map((form, i) => ({ ...form, collected: [team, members][i]! })),
        },
        typed(),
      ).imbalances;
    expect(collecting(40, 36)).toEqual([]);
    expect(collecting(41, 36)).toEqual([{ rule: "form", of: "领导班子表", difference: 1 }]);
    expect(collecting(40, 39)).toEqual([{ rule: "form", of: "成员表", difference: 3 }]);
  });

  it("counts a bag that nobody typed as zeros, and says so", () => {
    const sheet = rollSheet(COUNTED, { ...typed(), batches: [] });
    expect(sheet.imbalances.map(({ rule, of, difference }) => [rule, of, difference])).toEqual([
      ["printed", "班子成员", -10],
      ["issued", "班子成员", 4],
      ["printed", "中层、职工", -46],
      ["issued", "中层、职工", 35],
    ]);
  });

  it("leaves what open links brought in out of the balance, and holds keyed sheets against those handed in", () => {
    const [team, members] = COUNTED.forms;
    const withLink = { ...team!, collected: 59, bySource: { ticket: 38, paper: 1, open: 20 } };
    expect(rollSheet({ ...COUNTED, forms: [withLink, members!] }, typed()).imbalances).toEqual([]);
    const keyed = { ...members!, collected: 35, bySource: { ticket: 31, paper: 4 } };
    expect(rollSheet({ ...COUNTED, forms: [team!, keyed] }, typed()).imbalances).toEqual([
      { rule: "keyed", of: "成员表", difference: 3 },
    ]);
  });
});
