/** Every import rule has a bad example of its own name that must be caught, and honest code passes all of them. */
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readImports } from "../../scripts/read-imports.mjs";

interface Rules {
  readonly forbidden: readonly { readonly name: string }[];
}

const rules = createRequire(import.meta.url)("../../.dependency-cruiser.cjs") as Rules;
const bad = fileURLToPath(new URL("bad", import.meta.url));
const foldersOf = (example: string) =>
  ["server", "web", "tests"].filter((folder) => existsSync(join(bad, example, folder)));

describe("the import rules", () => {
  it.each(rules.forbidden.map(({ name }) => name))("%s catches its bad example", async (name) => {
    const { violations } = await readImports(join(bad, name), foldersOf(name));
    expect(violations.map(({ rule }) => rule)).toContain(name);
  });

  it("have one example each and no other", () => {
    const examples = readdirSync(bad).filter((name) => name !== "none");
    expect(examples.toSorted()).toEqual(rules.forbidden.map(({ name }) => name).toSorted());
  });

  it("leave honest code alone, type-only imports and TSX among it", async () => {
    const { read, violations } = await readImports(join(bad, "none"), foldersOf("none"));
    expect(read).toEqual(expect.arrayContaining(["server/http/app.ts", "web/office/page.tsx"]));
    expect(violations).toEqual([]);
  });
});
