import { describe, expect, it } from "vitest";
import { addresses } from "../addresses.ts";
import { pageOf } from "./page-of.ts";

describe("pageOf", () => {
  it.each([
    ["order and type of a comparison", addresses.compare("r", "score", "乡镇"), addresses.compare("r")],
    ["what is open of a unit", addresses.results("r", "u", "climate"), addresses.results("r", "u")],
    ["the units that are counted together", addresses.totals("r", "u"), addresses.totals("r")],
    ["the type of the counties' units", addresses.countyResults("乡镇"), addresses.countyResults()],
    ["the choice of the register", addresses.register({ year: "2025" }), addresses.register()],
  ])("is the same page: %s", (_, one, other) => expect(pageOf(one)).toBe(pageOf(other)));

  it.each([
    ["another unit's results", addresses.results("r", "u"), addresses.results("r", "v")],
    ["another unit's assessment", addresses.assessment("r", "u"), addresses.assessment("r", "v")],
    ["a unit and the list it comes from", addresses.assessment("r"), addresses.assessment("r", "u")],
    ["another stack of a unit", addresses.stack("r", "u", "1"), addresses.stack("r", "u", "2")],
    ["another round", addresses.compare("r"), addresses.compare("s")],
    ["progress and results", addresses.progress("r"), addresses.results("r", "u")],
    ["the rounds and one of them", addresses.rounds, addresses.progress("r")],
    ["a form and the list of forms", addresses.forms, addresses.form("f")],
    ["accounts and the record", addresses.accounts, addresses.audit],
  ])("is another page: %s", (_, one, other) => expect(pageOf(one)).not.toBe(pageOf(other)));
});
