import { describe, expect, it } from "vitest";
import { perOffice } from "./per-office.ts";

describe("perOffice", () => {
  it("keeps what it made for a store, and makes another for another, alike as they may be", () => {
    const seenBy = perOffice(() => new Set<string>());
    const [one, other] = [{}, {}];
    seenBy(one).add("p1");
    expect([[...seenBy(one)], [...seenBy(other)]]).toEqual([["p1"], []]);
    expect([...perOffice(() => new Set<string>())(one)]).toEqual([]);
  });

  it("makes nothing anew where nothing was what it made", () => {
    let made = 0;
    const nothing = perOffice(() => {
      made += 1;
    });
    const store = {};
    expect([nothing(store), nothing(store), made]).toEqual([undefined, undefined, 1]);
  });
});
