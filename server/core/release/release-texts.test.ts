import { describe, expect, it } from "vitest";
import type { PlannedBlock } from "../round/plan.ts";
import { textsByLink } from "./release-texts.ts";
import type { ReleasedForm } from "./released.ts";

const block = (category: string, isOpen = false): PlannedBlock => ({
  id: category,
  categories: [category],
  name: category,
  weight: "0",
  eligible: 20,
  isOutside: isOpen,
  ...(isOpen && { isOpen: true as const }),
});
const released = (level: ReleasedForm["level"], ...blocks: readonly (readonly string[])[]): ReleasedForm =>
  ({ level, blocks: blocks.map((categories) => ({ categories })) }) as unknown as ReleasedForm;

describe("textsByLink", () => {
  const planned = { blocks: [block("B"), block("C"), block("D", true), block("E", true)] };

  it("says whether some or all of those who are counted came by an open link", () => {
    expect(textsByLink(planned, released("tables", ["B", "C"]))).toBe("none");
    expect(textsByLink(planned, released("tables", ["B", "C"], ["D"]))).toBe("some");
    expect(textsByLink(planned, released("tables", ["D", "E"]))).toBe("all");
  });

  it("says nothing of a form whose texts nobody reads", () => {
    expect(textsByLink(planned, released("score", ["D"]))).toBe("none");
    expect(textsByLink(planned, released("none"))).toBe("none");
  });
});
