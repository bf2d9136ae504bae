import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

/** Promises nobody can keep (anonymity.md §4, P19; ui.md §5). */
const FORBIDDEN = [
  /绝对/,
  /完全匿名/,
  /百分之百/,
  /100\s*%\s*(匿名|安全|保密)/,
  /无法追踪/,
  /暂不(显示|予)/,
  /！/,
];

const root = fileURLToPath(new URL("../..", import.meta.url));

function filesUnder(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesUnder(path) : [path];
  });
}

const files = ["web/text", "surveys", "server/core/documents"].flatMap((folder) =>
  // Tests name the words in order to forbid them.
  filesUnder(join(root, folder)).filter((file) => !file.endsWith(".test.ts")),
);

describe("words that promise what the system cannot do", () => {
  it("are recognised by the patterns", () => {
    const bad = ["绝对匿名", "完全匿名", "百分之百保密", "100% 匿名", "无法追踪", "暂不显示", "谢谢！"];
    for (const text of bad)
      expect(
        FORBIDDEN.some((pattern) => pattern.test(text)),
        text,
      ).toBe(true);
  });

  it("stand in no text and no form", () => {
    expect(files.length).toBeGreaterThan(20);
    const found = files.flatMap((file) => {
      const text = readFileSync(file, "utf8");
      return FORBIDDEN.filter((pattern) => pattern.test(text)).map((pattern) => `${file}: ${pattern}`);
    });
    expect(found).toEqual([]);
  });

  it("come without React in web/text", () => {
    const importing = files.filter((file) => /from "react|\.tsx"/.test(readFileSync(file, "utf8")));
    expect(importing).toEqual([]);
  });
});
