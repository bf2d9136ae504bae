/** `plumbline score` and `plumbline check` on schemes. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { givenExamples } from "../cases/given-units.ts";
import { readJson, surveysFolder } from "../cases/worked-example.ts";
import { runCommand } from "./run-command.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "plumbline-score-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, value: object): string {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(value));
  return file;
}

const example = givenExamples().find(({ name }) => name === "political-ecology/01.json")!;
const score = (scheme: string, inputs: string, ...more: string[]) =>
  runCommand(["score", "--scheme", scheme, "--inputs", inputs, ...more]);

interface Fault {
  readonly path: string;
  readonly sentence: string;
}
const faultsOf = (error: string): readonly Fault[] =>
  (JSON.parse(error) as { facts: { faults: Fault[] } }).facts.faults;

describe("score", () => {
  it("prints score, grade and the derivation down to the counts", async () => {
    const { code, out, error } = await score(
      example.schemeFile,
      write("given.json", example.given),
      "--json",
    );
    expect({ code, error }).toEqual({ code: 0, error: "" });
    const found = JSON.parse(out);
    expect(found).toMatchObject({ score: "87.82", grade: "较好", opinion: "60913/675", notes: [] });
    const [team] = found.derivation;
    const [first] = team.children[0].children;
    expect(first).toMatchObject({
      value: "12137/135",
      counts: { kind: "item", valid: 42, dontKnow: 3, blank: 0 },
    });
    expect(first.counts.blocks.map(({ counts }: { counts: number[] }) => counts)).toEqual([
      [4, 1, 0, 0],
      [6, 3, 1, 0],
      [15, 8, 3, 1],
    ]);
  });

  it("says the same in sentences", async () => {
    const { code, out } = await score(example.schemeFile, write("given.json", example.given));
    expect(code).toBe(0);
    expect(out).toMatch(/^某单位党组：87\.82 分，测算等次 较好\n/);
    expect(out).toContain("17.98 + 8.98 + 18.16 + 25.80 + 18.40 − 1.50 = 87.82");
  });

  it("scores the inputs that docs/scoring.md writes out, as it says there", async () => {
    const docs = readFileSync(new URL("../../docs/scoring.md", import.meta.url), "utf8");
    const [, inputs = "", told = ""] = /```json inputs\n(.*?)```\n(.*?)\n\n\|/s.exec(docs) ?? [];
    const [, total, grade, terms] = /\*\*(\S+) → (\S+)\*\*: (.+),/.exec(told) ?? [];
    const { code, out, error } = await score(example.schemeFile, write("docs.json", JSON.parse(inputs)));
    expect({ code, error }).toEqual({ code: 0, error: "" });
    expect(out).toContain(`县水利局党组：${total} 分，测算等次 ${grade}\n  ${terms} = ${total}\n`);
    expect(out).toContain("等次限制情形：正职以外的班子成员被立案审查调查；等次不高于较好；已确认；已立案\n");
    expect(out).toContain("专项扣分：报送材料不实一次　−1.50\n");
  });

  it("refuses faulty inputs and a faulty scheme with path and sentence", async () => {
    const inputs = write("bad-inputs.json", { ...example.given, eligible: "many" });
    const refused = await score(example.schemeFile, inputs, "--json");
    expect(refused.code).toBe(1);
    expect(faultsOf(refused.error)).toEqual([{ path: "$.eligible", sentence: "应是一个数" }]);
    const scheme = write("bad-scheme.json", { ...readJson<object>(example.schemeFile), deductionLimit: -1 });
    const other = await score(scheme, write("given.json", example.given), "--json");
    expect(faultsOf(other.error)).toEqual([{ path: "$.deductionLimit", sentence: "不能小于 0" }]);
  });
});

describe("check", () => {
  it("passes the shipped schemes", async () => {
    const files = ["political-ecology", "six-plus-x", "eight-classes", "thousand-points"].map((name) =>
      join(surveysFolder, "schemes", name, "scheme.json"),
    );
    const { code, out } = await runCommand(["check", ...files, "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(out).map(({ id }: { id: string }) => id)).toEqual([
      "political-ecology",
      "six-plus-x",
      "eight-classes",
      "thousand-points",
    ]);
  });

  it("names a form the scheme knows and nobody else does", async () => {
    const scheme = readJson<{ parts: { source: object }[] }>(example.schemeFile);
    scheme.parts[0]!.source = { from: "form", instrument: "nothing" };
    const { code, error } = await runCommand(["check", write("lost.json", scheme), "--json"]);
    expect(code).toBe(1);
    expect(faultsOf(error)).toEqual([
      { path: "$.parts[0].source.instrument", sentence: "没有“nothing”这份表单" },
    ]);
  });
});
