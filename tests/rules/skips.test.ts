/** Whatever can be left out of a run says in its name why, so that the end of the run can tell what was not tried. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const tests = ["tests", "server", "web"].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter((name) => /\.tsx?$/.test(name) && !name.startsWith("tests/rules/")),
);

/** Where the bracket that opens at `from` ends. */
function closingOf(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if ("([{".includes(text[at]!)) depth += 1;
    else if (")]}".includes(text[at]!)) depth -= 1;
    if (depth === 0) return at;
  }
  return text.length;
}

/** What stands as the name of each test that is left out under a condition. */
function namesOfSkipped(text: string): readonly string[] {
  return [...text.matchAll(/\.skipIf\(/g)].map(({ index }) => {
    let end = closingOf(text, index + ".skipIf".length) + 1;
    if (text.startsWith(".each(", end)) end = closingOf(text, end + ".each".length) + 1;
    return text
      .slice(end + 1)
      .trimStart()
      .slice(0, 60);
  });
}

describe("tests that can be left out", () => {
  it("have a name that says why", () => {
    const found = tests.flatMap((name) =>
      namesOfSkipped(readFileSync(join(ROOT, name), "utf8")).map((word) => ({ name, word })),
    );
    expect(found.length).toBeGreaterThan(80);
    expect(found.filter(({ word }) => /^["'`]/.test(word))).toEqual([]);
  });

  it("would be found", () => {
    expect(namesOfSkipped('it.skipIf(!has(1))("a bare name", () => {})')[0]).toMatch(/^"a bare name"/);
    expect(namesOfSkipped('it.skipIf(no).each([1, (2)])(\n  "%i", () => {})')[0]).toMatch(/^"%i"/);
    expect(namesOfSkipped('describe.skipIf(no)(orSkipped(yes, "x", "y"), () => {})')[0]).toMatch(
      /^orSkipped/,
    );
  });
});
