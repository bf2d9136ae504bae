import { describe, expect, it } from "vitest";
import { finalBlocks } from "../release/final-block.ts";
import type { Category } from "../roster/unit.ts";
import { planPoll } from "./plan-poll.ts";
import type { PollPlan } from "./plan.ts";
import { DEFAULT_THRESHOLDS } from "./round.ts";

const category = (id: string, weight: string, eligible: number, isOutside = false): Category => ({
  id,
  name: `${id}类`,
  weight,
  eligible,
  isOutside,
});

const categoriesOf = (a: number, b: number, c: number, d = 0): readonly Category[] => [
  category("A", "20", a),
  category("B", "30", b),
  category("C", "50", c),
  category("D", "0", d, true),
];

const FORMS = [
  { instrument: "team", digest: "t", categories: ["A", "B", "C"] },
  { instrument: "members", digest: "m", categories: ["B", "C"] },
  { instrument: "public", digest: "p", categories: ["D"] },
];

const plan = (...eligible: Parameters<typeof categoriesOf>): PollPlan =>
  planPoll({ categories: categoriesOf(...eligible), forms: FORMS, thresholds: DEFAULT_THRESHOLDS });

const blocksOf = (poll: PollPlan): object =>
  Object.fromEntries(poll.forms.map((form) => [form.instrument, form.blocks.map((block) => block.id)]));

describe("planPoll", () => {
  it("cuts each form over the categories that fill it", () => {
    expect(blocksOf(plan(5, 12, 30, 20))).toEqual({ team: ["A+B", "C"], members: ["B", "C"], public: ["D"] });
    expect(blocksOf(plan(12, 8, 30))).toEqual({ team: ["A+B", "C"], members: ["B+C"], public: [] });
  });

  it("writes names, weights and numbers into the blocks", () => {
    expect(plan(5, 12, 30).forms[0]).toEqual({
      instrument: "team",
      digest: "t",
      blocks: [
        { id: "A+B", categories: ["A", "B"], name: "A类、B类", weight: "50", eligible: 17, isOutside: false },
        { id: "C", categories: ["C"], name: "C类", weight: "50", eligible: 30, isOutside: false },
      ],
    });
  });

  it("gives one bag to the categories that fill the same forms in the same blocks", () => {
    expect(plan(5, 6, 30, 20).batches).toEqual([
      { id: "A", categories: ["A"], name: "A类", eligible: 5, blocks: { team: "A+B" } },
      { id: "B", categories: ["B"], name: "B类", eligible: 6, blocks: { team: "A+B", members: "B+C" } },
      { id: "C", categories: ["C"], name: "C类", eligible: 30, blocks: { team: "C", members: "B+C" } },
      { id: "D", categories: ["D"], name: "D类", eligible: 20, blocks: { public: "D" } },
    ]);
    expect(plan(3, 4, 9).batches.map((batch) => [batch.id, batch.eligible])).toEqual([
      ["A", 3],
      ["B+C", 13],
    ]);
  });

  it("leaves out a category without anybody in it", () => {
    const { forms, batches } = plan(0, 12, 30);
    expect(forms[0]!.blocks.map((block) => [block.id, block.weight])).toEqual([
      ["B", "30"],
      ["C", "50"],
    ]);
    expect(batches.map((batch) => batch.id)).toEqual(["B", "C"]);
  });

  it("plans outside raters as a block of their own, however few", () => {
    expect(blocksOf(plan(5, 12, 30, 3))).toMatchObject({ public: ["D"] });
  });

  it("refuses a unit with fewer than 5 of its own people, whatever outside raters there are", () => {
    expect(() => plan(1, 1, 2, 50)).toThrow(
      expect.objectContaining({ code: "poll.too-few-eligible", facts: { eligible: 4, floor: 5 } }),
    );
    expect(plan(1, 1, 3).batches.map((batch) => batch.id)).toEqual(["A", "B+C"]);
  });

  it("does not count people who fill no form", () => {
    const forms = [{ instrument: "members", digest: "m", categories: ["B"] }];
    const poll = { categories: categoriesOf(30, 4, 30), forms, thresholds: DEFAULT_THRESHOLDS };
    expect(() => planPoll(poll)).toThrow(expect.objectContaining({ code: "poll.too-few-eligible" }));
  });
});

describe("finalBlocks", () => {
  const [team, , outside] = plan(12, 20, 90, 30).forms;
  const close = (ballots: { readonly [block: string]: number }): ReturnType<typeof finalBlocks> =>
    finalBlocks(team!, new Map(Object.entries(ballots)), DEFAULT_THRESHOLDS);

  it("joins planned blocks once more when too few ballots came", () => {
    const { blocks, of } = close({ A: 4, B: 15, C: 60 });
    expect(blocks).toEqual([
      { id: "A+B", name: "A类、B类", categories: ["A", "B"], weight: "50", isOutside: false, ballots: 19 },
      { id: "C", name: "C类", categories: ["C"], weight: "50", isOutside: false, ballots: 60 },
    ]);
    expect(Object.fromEntries(of)).toEqual({ A: "A+B", B: "A+B", C: "C" });
  });

  it("drops a block without ballots and its weight", () => {
    const { blocks, of } = close({ B: 5, C: 60 });
    expect(blocks).toMatchObject([{ id: "B+C", weight: "80", ballots: 65 }]);
    expect([...of.keys()]).toEqual(["B", "C"]);
  });

  it("never cuts finer than planned", () => {
    const [joined] = plan(5, 6, 30).forms;
    const { blocks } = finalBlocks(
      joined!,
      new Map([
        ["A+B", 11],
        ["C", 30],
      ]),
      DEFAULT_THRESHOLDS,
    );
    expect(blocks.map((block) => block.id)).toEqual(["A+B", "C"]);
  });

  it("keeps excluded outside raters on record, in a block of their own", () => {
    const { blocks, of } = finalBlocks(outside!, new Map([["D", 3]]), DEFAULT_THRESHOLDS);
    expect(blocks).toMatchObject([{ id: "D", isOutside: true, ballots: 3 }]);
    expect(of.get("D")).toBe("D");
  });
});
