import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { printForm } from "./printed-form.ts";
import { exampleFiles, exampleFolders, readJson, releaseExample } from "./worked-example.ts";
import type { FormExample } from "./worked-example.ts";

const name = (path: string): string => join(basename(dirname(dirname(path))), basename(path));

/** Items without a rating are not written into the files. */
function withoutUnrated(
  form: Record<string, unknown>,
  expected: Record<string, unknown>,
): Record<string, unknown> {
  const named = Object.keys(expected["items"] ?? {});
  const items = Object.entries((form["items"] ?? {}) as Record<string, { valid: number }>);
  const kept = items.filter(([leaf, item]) => item.valid > 0 || named.includes(leaf));
  return form["items"] ? { ...form, items: Object.fromEntries(kept) } : form;
}

describe("worked examples of the forms", () => {
  // Judges' sheets are totalled, not released: tests/cases/score-sheets.test.ts.
  const files = exampleFolders()
    .flatMap(exampleFiles)
    .filter((path) => "form" in readJson<object>(path));

  it("are there for every form", () => {
    expect(exampleFolders().filter((folder) => exampleFiles(folder).length === 0)).toEqual([]);
  });

  it.each(files.map((path) => [name(path), path] as const))("%s", (_name, path) => {
    const example = readJson<FormExample>(path);
    const expected = example.expected as Record<string, unknown>;
    const form = withoutUnrated(printForm(releaseExample(example)), expected);
    const compared = Object.fromEntries(Object.keys(expected).map((key) => [key, form[key]]));
    expect(compared, `${example.title} (${example.source})`).toEqual(expected);
    if (expected["level"] !== "tables") {
      expect(Object.keys(form).toSorted()).toEqual(Object.keys(expected).toSorted());
    }
  });
});
