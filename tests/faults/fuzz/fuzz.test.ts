/**
 * What people and their files send to the core: nothing but a value or a refusal of the catalogue comes back, nothing
 * hangs, and nothing is left in a shared prototype. `npm run faults` runs the long form, a million cases together with
 * `fuzz-bodies.test.ts` and `fuzz-parcels.test.ts`.
 */
import { describe, expect, it } from "vitest";
import { bundleProgram } from "../bundle-program.ts";
import { type FuzzOrder, runWatched } from "./watched-thread.ts";

const CASES = await bundleProgram(new URL("fuzz-cases.ts", import.meta.url));

/** @param least parts of the cases, in percent: about two thirds of what was measured, so that what spoils everything is seen */
async function expectTaken(
  property: FuzzOrder["property"],
  least: { readonly taken: number; readonly further: number },
): Promise<void> {
  const { cases, taken, further } = await runWatched(CASES, property);
  expect((100 * taken) / cases).toBeGreaterThanOrEqual(least.taken);
  expect((100 * further) / cases).toBeGreaterThanOrEqual(least.further);
  // What is never refused was not spoilt.
  expect(taken).toBeLessThan(cases);
}

describe("a spoilt definition", () => {
  it("is taken or refused with its faults; one that is taken freezes into a form that checks answers", () =>
    expectTaken("definitions", { taken: 5, further: 5 }));
});

describe("a spoilt answer document", () => {
  it("is refused by question, or becomes a row that is canonical and can be counted", () =>
    expectTaken("answers", { taken: 1.5, further: 1.5 }));
});

describe("a spoilt file of a table", () => {
  it("is read into rows of text or refused, and the roster made of them or refused row by row", () =>
    expectTaken("tables", { taken: 30, further: 8 }));
});

describe("a spoilt ticket", () => {
  it("is refused, or becomes a code of twenty letters that stays what it is", () =>
    expectTaken("tickets", { taken: 8, further: 8 }));
});

describe("a case that hangs", () => {
  it("is ended from outside, and named", async () => {
    const patience = { looksEveryMs: 50, looks: 20 };
    await expect(runWatched(CASES, "endless", patience)).rejects.toThrow(
      /^case 3 of endless does not end, seed \d+$/,
    );
  });
});
