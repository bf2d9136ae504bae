import { expect, it } from "vitest";
import { namedFacts } from "./record-titles.ts";

const RECORD = {
  roundOf: new Map([["p1", "r1"]]),
  frozenTitles: new Map([["r1 team", "领导班子测评表（当年）"]]),
  names: new Map([
    ["r1", "第三轮巡察"],
    ["team", "领导班子测评表"],
    ["ecology", "政治生态评估办法"],
  ]),
};
const named = (act: string, about: string, facts: { readonly [fact: string]: string | number }) =>
  namedFacts(RECORD, { act, about }, facts);

it("names a form as the round of the line does, else as the library does", () => {
  expect(named("paper.begun", "p1", { batch: "B", instrument: "team", sheets: "5–9" })).toEqual({
    batch: "B",
    instrument: "领导班子测评表（当年）",
    sheets: "5–9",
  });
  expect(named("paper.begun", "p2", { instrument: "team" })).toEqual({ instrument: "领导班子测评表" });
});

it("leaves what is not known any more as its id, marked as a name", () => {
  expect(named("paper.begun", "p1", { instrument: "old-form" })).toEqual({ instrument: "《old-form》" });
});

it("names the scheme or round that one was copied from, and takes no other `from` for one", () => {
  expect(named("scheme.copied", "own", { from: "ecology" })).toEqual({ from: "政治生态评估办法" });
  expect(named("round.created", "r2", { from: "r1" })).toEqual({ from: "第三轮巡察" });
  expect(named("poll.open", "p1", { from: "sealed" })).toEqual({ from: "sealed" });
});
