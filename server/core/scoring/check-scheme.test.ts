import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isProblem } from "../problem.ts";
import { checkScheme } from "./check-scheme.ts";
import { type Edit, edited } from "./edited-scheme.test-kit.ts";
import type { Scheme } from "./scheme.ts";

const readShipped = <T>(path: string): T =>
  JSON.parse(readFileSync(new URL(`../../../surveys/schemes/${path}.json`, import.meta.url), "utf8")) as T;
const read = (name: string): Scheme => readShipped(`political-ecology/${name}`);

/** Paths of the faults of the default scheme after some edits. */
const faultsAfter = (...edits: readonly Edit[]): readonly string[] => faultsOf(edited(read("scheme"), edits));

function faultsOf(scheme: object): readonly string[] {
  try {
    checkScheme(scheme);
    return [];
  } catch (error) {
    if (!isProblem(error, "scheme.invalid")) throw error;
    return error.facts.faults.map((fault) => fault.path);
  }
}

const [good, fair, poor] = read("scheme").grades;

describe("checkScheme", () => {
  it.each(["scheme", "opinion-only"])("accepts the shipped %s", (name) => {
    expect(checkScheme(read(name))).toEqual(read(name));
  });

  it.each<readonly [refused: string, path: string, value: unknown, faults: readonly string[]]>([
    ["points that do not add to 100", "parts.0.points", 21, ["$.parts"]],
    ["points that miss 100 by less than a printed digit", "parts.0.points", "19.99999999", ["$.parts"]],
    ["limits that do not add to the part", "parts.4.source.kinds.0.limit", 6, ["$.parts[4].source.kinds"]],
    [
      "a case that deducts nothing",
      "parts.4.source.kinds.1.perCase",
      0,
      ["$.parts[4].source.kinds[1].perCase"],
    ],
    ["a gap below the last band", "grades.2.from", 10, ["$.grades[2].from"]],
    ["bands that do not descend", "grades.1.from", 95, ["$.grades[1]"]],
    [
      "bands from worst to best",
      "grades",
      [poor, fair, good],
      ["$.grades[1]", "$.grades[2]", "$.grades[2].from"],
    ],
    [
      "a limit to an unknown grade",
      "grades",
      [good, { ...fair, from: 0 }],
      ["$.caps[0].atMost", "$.caps[2].atMost", "$.caps[3].atMost"],
    ],
    ["a part twice", "parts.1.id", "team", ["$.parts[1].id"]],
    ["a form twice", "parts.1.source.instrument", "leadership-team", ["$.parts[1].source"]],
    ["a share above 1", "validity.participationWarn", 70, ["$.validity.participationWarn"]],
    [
      "a warning below the least share",
      "validity.participationWarn",
      "0.4",
      ["$.validity.participationWarn"],
    ],
    ["a missing field", "title", undefined, ["$.title"]],
    ["an unknown field", "parts.0.extra", 1, ["$.parts[0]"]],
    ["division by zero", "validity.participationAtLeast", "1/0", ["$.validity.participationAtLeast"]],
    ["another format", "formatVersion", 3, ["$.formatVersion"]],
    ["indicators in the first format", "parts.0.indicators", [], ["$.parts[0]"]],
  ])("refuses %s", (_, path, value, faults) => expect(faultsAfter([path, value])).toEqual(faults));

  it("lists all faults at once", () => {
    expect(faultsAfter(["parts.0.points", 21], ["bonusLimit", -1])).toEqual(["$.parts", "$.bonusLimit"]);
  });

  it.each<readonly [refused: string, edits: readonly Edit[], faults: readonly string[]]>([
    [
      "indicators whose weights do not add to 100",
      [["parts.0.indicators.0.weight", 60]],
      ["$.parts[0].indicators"],
    ],
    [
      "an indicator twice",
      [["parts.0.indicators.1.id", "discipline-rated"]],
      ["$.parts[0].indicators[1].id"],
    ],
    [
      "a part with a source and indicators",
      [["parts.0.source", { from: "panel", dropFrom: 7 }]],
      ["$.parts[0]"],
    ],
    ["a part with neither", [["parts.0.indicators", undefined]], ["$.parts[0]"]],
    [
      "two counts of one name",
      [["parts.0.indicators.1.source.counts.1.id", "style-cases"]],
      ["$.parts[3].indicators[1].source.counts[0].id"],
    ],
    [
      "a count that is worth nothing",
      [["parts.0.indicators.1.source.counts.0.each", 0]],
      ["$.parts[0].indicators[1].source.counts[0].each"],
    ],
    [
      "a base above 100",
      [["parts.0.indicators.1.source.base", 101]],
      ["$.parts[0].indicators[1].source.base"],
    ],
    ["points that miss the full marks", [["fullMarks", 1000]], ["$.parts"]],
    [
      "a limit on a part that is not there",
      [["caps.0.when", { partBelow: { part: "none", below: 60 } }]],
      ["$.caps[0].when.partBelow.part"],
    ],
    [
      "an unknown source",
      [["parts.0.indicators.0.source.from", "guess"]],
      ["$.parts[0].indicators[0].source.from"],
    ],
  ])("refuses %s", (_, edits, faults) => {
    expect(faultsOf(edited(readShipped("six-plus-x/scheme"), edits))).toEqual(faults);
  });
});
