/** `plumbline check` and `plumbline answers check` on what other people wrote: exit codes, JSON, sentences. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { absent, hasSharedCases, readCase, SHARED_CASES } from "../cases/shared-cases.ts";
import { runCommand } from "./run-command.ts";

interface Fault {
  readonly id: string;
  readonly expect: "reject" | "accept" | "accept-with-warning" | "sanitize";
  readonly raw: string;
}

interface Document {
  readonly id: string;
  readonly kind: "valid" | "invalid";
  readonly target?: string;
  readonly data: object;
}

const FAULTS = readCase<{ faults: readonly Fault[] }>("faults/definition-faults.json")?.faults ?? [];
const DOCUMENTS =
  readCase<{ documents: readonly Document[] }>("definitions/aia1.answers.json")?.documents ?? [];
const DEFINITION = join(SHARED_CASES, "definitions/aia1.definition.json");
const title = (what: string): string => (hasSharedCases ? what : absent("faults and definitions"));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "plumbline-check-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const write = (name: string, content: string): string => {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
};

describe.skipIf(!hasSharedCases)(title("check"), () => {
  it("refuses every definition that must be refused, with path, line and a Chinese sentence", async () => {
    const bad = FAULTS.filter((fault) => fault.expect === "reject");
    expect(bad.length).toBeGreaterThan(30);
    for (const { id, raw } of bad) {
      const { code, out, error } = await runCommand(["check", write(`${id}.json`, raw), "--json"]);
      expect({ id, code, out }).toEqual({ id, code: 1, out: "" });
      const problem = JSON.parse(error) as { code: string; facts: { faults: readonly object[] } };
      expect(problem.code).toBe("definition.invalid");
      for (const fault of problem.facts.faults)
        expect(fault).toMatchObject({
          path: expect.stringMatching(/^\$/),
          sentence: expect.stringMatching(/\p{Script=Han}/u),
          line: expect.any(Number),
          column: expect.any(Number),
        });
    }
  });

  it("takes the bearable ones, and says its warnings", async () => {
    const bearable = FAULTS.filter((fault) => fault.expect.startsWith("accept"));
    expect(bearable.length).toBeGreaterThan(5);
    for (const fault of bearable) {
      const file = write(`${fault.id}.json`, fault.raw);
      const { code, out } = await runCommand(["check", file, "--json"]);
      expect({ id: fault.id, code }).toEqual({ id: fault.id, code: 0 });
      const [checked] = JSON.parse(out) as readonly { file: string; warnings: readonly object[] }[];
      expect(checked!.file).toBe(file);
      if (fault.expect === "accept-with-warning")
        expect([fault.id, checked!.warnings]).not.toEqual([fault.id, []]);
    }
  });

  it("goes through several files, and one bad one among them refuses the call", async () => {
    const other = join(SHARED_CASES, "definitions/35508eed7f.definition.json");
    expect((await runCommand(["check", DEFINITION])).code).toBe(0);
    const { code, error } = await runCommand(["check", DEFINITION, other]);
    expect(code).toBe(1);
    expect(error).toContain("35508eed7f.definition.json $.pages[0].elements[0].type");
  });
});

describe.skipIf(!hasSharedCases)(title("answers check"), () => {
  const check = (documents: readonly Document[]) => {
    const file = write("answers.json", JSON.stringify(documents.map(({ data }) => ({ data }))));
    return runCommand(["answers", "check", "--definition", DEFINITION, "--answers", file, "--json"]);
  };

  it("takes the valid documents and exits 0", async () => {
    const valid = DOCUMENTS.filter(({ kind }) => kind === "valid");
    const { code, out } = await check(valid);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual(valid.map((_, index) => ({ index, valid: true, questions: [] })));
  });

  it("refuses each invalid one by the question that is wrong, and exits 1", async () => {
    const { code, out } = await check(DOCUMENTS);
    expect(code).toBe(1);
    const verdicts = JSON.parse(out) as readonly {
      valid: boolean;
      questions: readonly { question: string }[];
    }[];
    DOCUMENTS.forEach(({ id, kind, target }, at) => {
      expect([id, verdicts[at]!.valid]).toEqual([id, kind === "valid"]);
      if (kind === "invalid")
        expect([id, verdicts[at]!.questions.map(({ question }) => question)]).toEqual([
          id,
          expect.arrayContaining([target]),
        ]);
    });
  });
});
