/** Every Chinese word of the pages stands in `web/text` (docs/decisions/0121): a second language replaces that folder. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parseSync } from "vite";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..", "..");

/** Texts in a file that somebody may read: comments are for those who read the code. */
function chineseIn(path: string, source: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const { type, value } = node as { readonly type?: string; readonly value?: unknown };
    const text = type === "TemplateElement" ? (value as { cooked: string | null }).cooked : value;
    const isText = type === "Literal" || type === "JSXText" || type === "TemplateElement";
    if (isText && typeof text === "string" && /[\u4e00-\u9fff]/.test(text))
      found.push(`${path}: ${text.trim().slice(0, 30)}`);
    for (const member of Object.values(node)) visit(member);
  };
  const { program, errors } = parseSync(path, source);
  expect([path, errors]).toEqual([path, []]);
  visit(program);
  return found;
}

const files = readdirSync(join(ROOT, "web"), { recursive: true, withFileTypes: true })
  .filter((one) => one.isFile() && /\.tsx?$/.test(one.name) && !/\.test\./.test(one.name))
  .map((one) => relative(ROOT, join(one.parentPath, one.name)))
  // Answers of a made-up poll, for tests of the charts: no page has them.
  .filter((path) => !path.startsWith("web/text/") && path !== "web/charts/sample-answers.ts");

describe("Chinese words of the pages", () => {
  it("stand in web/text and nowhere else below web", () => {
    expect(files.length).toBeGreaterThan(200);
    expect(files.flatMap((path) => chineseIn(path, readFileSync(join(ROOT, path), "utf8")))).toEqual([]);
  });

  it("would be found in a string, a template or the text of an element", () => {
    const source = 'const a = "评委"; const b = `第 ${1} 位`; const c = <p>保存</p>; // 评委';
    expect(chineseIn("x.tsx", source)).toHaveLength(4);
  });
});
