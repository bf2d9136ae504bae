import { describe, expect, it } from "vitest";
import { pageCounter } from "./count-pages.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const counted = (...chunks: readonly string[]): number => {
  const count = pageCounter();
  return chunks.map((chunk) => count(bytes(chunk))).at(-1) ?? 0;
};

describe("pageCounter", () => {
  it("counts the dictionaries of pages, not the one of their list", () => {
    expect(counted("<<\n/Type /Page\n/Parent 1 0 R>> <</Type /Pages\n>> <</Type /Page\n>>")).toBe(2);
  });

  it("counts what lies over the edge of two chunks, wherever it is cut, once", () => {
    const text = "x/Type /Page\ny";
    for (let cut = 0; cut <= text.length; cut += 1)
      expect([cut, counted(text.slice(0, cut), text.slice(cut))]).toEqual([cut, 1]);
  });

  it("begins anew inside what was not the mark after all", () => {
    expect(counted("/Type /Type /Page\n", "//Type /Page\n", "/Type //Type /Page\n", "/T/Type /Page\n")).toBe(
      4,
    );
  });
});
