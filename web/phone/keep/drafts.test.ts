import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { draftBox, type Draft } from "./drafts.ts";
import type { Shelf } from "./shelf.ts";

const CODE = "0123456789ABCDEFGHJK";
const draft: Draft = { digest: "d1", answers: { t01: "good", t17: "多听意见" }, page: 2, retry: "cmV0cnk" };
const random = (length: number) => new Uint8Array(randomBytes(length));

function memory(): Shelf & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    get: (name) => kept.get(name) ?? null,
    put: (name, text) => Boolean(kept.set(name, text)),
    remove: (name) => void kept.delete(name),
  };
}

describe("draftBox", () => {
  it("gives back to the same code what it kept", () => {
    const place = memory();
    expect(draftBox(CODE, "p1", random, place).write("team", draft)).toBe(true);
    expect(draftBox(CODE, "p1", random, place).read("team")).toEqual(draft);
  });

  it("shows another slip on the same phone nothing", () => {
    const place = memory();
    draftBox(CODE, "p1", random, place).write("team", draft);
    expect(draftBox("1123456789ABCDEFGHJK", "p1", random, place).read("team")).toBeNull();
    expect(draftBox(CODE, "p2", random, place).read("team")).toBeNull();
  });

  it("keeps neither answers nor names in clear", () => {
    const place = memory();
    draftBox(CODE, "poll-of-water", random, place).write("leadership-team", draft);
    const all = [...place.kept].flat().join("\n");
    for (const word of ["good", "多听意见", "leadership", '"t01"', CODE, "poll-of-water"])
      expect(all).not.toContain(word);
  });

  it("keeps drafts of one length, whatever was answered and written", () => {
    const place = memory();
    const box = draftBox(CODE, "p1", random, place);
    const lengths = [draft, { ...draft, answers: { t01: "unknown", t17: "多听意见".repeat(75) } }].map(
      (one) => {
        box.write("team", one);
        expect(box.read("team")).toEqual(one);
        return [...place.kept.values()][0]!.length;
      },
    );
    expect(lengths[0]).toBe(lengths[1]);
  });

  it("takes a damaged draft as none and leaves nothing after wiping", () => {
    const place = memory();
    const box = draftBox(CODE, "p1", random, place);
    box.write("team", draft);
    for (const [name, text] of place.kept)
      place.kept.set(name, `${text.slice(0, -2)}${text.at(-2) === "A" ? "B" : "A"}A`);
    expect(box.read("team")).toBeNull();
    box.wipe("team");
    expect(place.kept.size).toBe(0);
  });
});
