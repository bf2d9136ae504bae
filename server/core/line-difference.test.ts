import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { differentLines } from "./line-difference.ts";

const text = fc
  .array(fc.constantFrom("a", "b", "c", "{", "}"), { maxLength: 40 })
  .map((lines) => lines.join("\n"));

describe("differentLines", () => {
  it("gives both texts back, line by line with their numbers", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = differentLines(before, after);
        const side = (kind: "removed" | "added") =>
          lines.filter((line) => line.kind !== (kind === "removed" ? "added" : "removed"));
        expect(
          side("removed")
            .map((line) => line.text)
            .join("\n"),
        ).toBe(before);
        expect(
          side("added")
            .map((line) => line.text)
            .join("\n"),
        ).toBe(after);
        expect(side("removed").map((line) => line.before)).toEqual(side("removed").map((_, at) => at + 1));
        expect(side("added").map((line) => line.after)).toEqual(side("added").map((_, at) => at + 1));
      }),
      { numRuns: 300 },
    );
  });

  it("finds the one line that changed among many", () => {
    const lines = Array.from({ length: 3000 }, (_, at) => `line ${at}`);
    const after = lines.map((line, at) => (at === 1500 ? "changed" : line));
    const changed = differentLines(lines.join("\n"), after.join("\n")).filter(({ kind }) => kind !== "same");
    expect(changed).toEqual([
      { kind: "removed", text: "line 1500", before: 1501, after: null },
      { kind: "added", text: "changed", before: null, after: 1501 },
    ]);
  });
});
