import { describe, expect, it } from "vitest";
import type { ItemAnswer } from "../../../server/http/office/answers-results.ts";
import type { DerivationNode } from "./derivation.ts";
import { openableIds, openedBy, placeOf, placeOfDimension, placeOfItem } from "./opened-place.ts";

const node = (id: string, part: Partial<DerivationNode> = {}): DerivationNode => ({
  id,
  title: id,
  value: null,
  weight: "",
  earned: null,
  missing: null,
  item: null,
  children: [],
  ...part,
});
const leaf = (id: string, dimension: string): DerivationNode =>
  node(id, { item: { leaf: id, dimension } as unknown as ItemAnswer });
const TREE = [
  node("team", {
    children: [
      node("team:p1", { children: [leaf("t1", "style"), leaf("t2", "life")] }),
      node("team:p2", { children: [leaf("t3", "style")] }),
    ],
  }),
  node("judgement", { children: [node("judgement/0")] }),
];
const open = (place: string | null) => [...openedBy(TREE, place).open];

describe("the place in a derivation", () => {
  it("comes back from its address", () => {
    for (const ids of [[], ["team"], ["team", "team:p1", "t2"], openableIds(TREE)])
      expect(open(placeOf(TREE, new Set(ids)))).toEqual(ids);
    expect(open(null)).toEqual(["team"]);
  });

  it("leads to one question, or to those of a dimension, with all that stands above them", () => {
    expect(open(placeOfItem("t2"))).toEqual(["team", "team:p1", "t2"]);
    const { open: opened, marked } = openedBy(TREE, placeOfDimension("style"));
    expect([...opened]).toEqual(["team", "team:p1", "t1", "team:p2", "t3"]);
    expect([...marked]).toEqual(["t1", "t3"]);
  });

  it("opens nothing for what is not there", () => {
    expect(open(placeOfItem("other"))).toEqual([]);
    expect(open(placeOfDimension("staffing"))).toEqual([]);
  });
});
