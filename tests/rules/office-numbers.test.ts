/** The number of ballots that would move a grade is on the office's screen and never on its paper. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const read = (path: string): string =>
  readFileSync(new URL(`../../web/office/${path}`, import.meta.url), "utf8");

it("hides the number of ballots on the printed result page", () => {
  const shown = read("results/score-facts.tsx").match(/<p [^>]*>\{text\.ballots\(/g) ?? [];
  expect(shown).toHaveLength(1);
  expect(shown[0]).toMatch(/className="[^"]*\bno-print\b[^"]*"/);
  const printed = read("styles/print.css");
  expect(printed.slice(printed.indexOf("@media print"))).toMatch(
    /\.no-print,[^{}]*\{\s*display: none !important;/,
  );
});
