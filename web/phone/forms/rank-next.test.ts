import { describe, expect, it } from "vitest";
import { rankNext } from "./rank-next.ts";

const ALL = ["水", "电", "路"];

describe("rankNext", () => {
  it("puts the pressed option next, and the last one left by itself", () => {
    expect(rankNext([], "电", ALL, false)).toEqual(["电"]);
    expect(rankNext(["电"], "路", ALL, false)).toEqual(["电", "路", "水"]);
  });

  it("takes a ranked option out, and with it the one that came by itself", () => {
    expect(rankNext(["电", "路", "水"], "电", ALL, false)).toEqual(["路"]);
    expect(rankNext(["电", "路", "水"], "水", ALL, false)).toEqual(["电", "路"]);
  });

  it("leaves out what a person does not rank when only some count", () => {
    expect(rankNext(["电"], "路", ALL, true)).toEqual(["电", "路"]);
    expect(rankNext(["电", "路", "水"], "电", ALL, true)).toEqual(["路", "水"]);
  });
});
