import { expect, it } from "vitest";
import type { FrozenForm } from "../definition/frozen.ts";
import type { FormResult, Released } from "../release/released.ts";
import { askedBy } from "./dimension-scores.ts";

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
