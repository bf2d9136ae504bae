/**
 * What people and their files send to the core: nothing but a value or a refusal of the catalogue comes back, nothing
 * hangs, and nothing is left in a shared prototype. `npm run faults` runs the long form, a million cases together with
 * `fuzz-bodies.test.ts` and `fuzz-parcels.test.ts`.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../../server/core/definition/canonical.ts";
import { compileChecker } from "../../../server/core/definition/checker.ts";
import { freezeForm, type FormContext } from "../../../server/core/definition/freeze-form.ts";
import { readQuestions } from "../../../server/core/definition/read-questions.ts";
import { isProblem, type ProblemCode } from "../../../server/core/problem.ts";
import type { CategoryNames } from "../../../server/core/roster/category-names.ts";
import { readRoster } from "../../../server/core/roster/read-roster.ts";
import { foldBallots } from "../../../server/core/tally/fold.ts";
import { CODE_LETTERS, makeCode, normaliseCode } from "../../../server/core/ticket/code.ts";
import { parseTicket, ticketUrl } from "../../../server/core/ticket/ticket-url.ts";
import { checkInstrumentText } from "../../../server/definitions/check-instrument-text.ts";
import { readTables } from "../../../server/imports/read-table.ts";
import { rosterTemplate } from "../../../server/exports/roster-template.ts";
import { unpackWorkbook } from "../../../server/imports/unpack-workbook.ts";
import { buildZip } from "../../cases/build-zip.ts";
import { answerForm, seeded } from "../../definitions/random-answers.ts";
import { rounds } from "../long-form.ts";
import { SEED } from "../../fixed-seed.ts";
import { spoiltBytes, spoiltText, spoiltValue } from "./spoilt.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const read = (path: string): unknown => JSON.parse(readFileSync(join(ROOT, path), "utf8"));

const SHIPPED = readdirSync(join(ROOT, "surveys"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith("definition.json"))
  .map((name) => read(join("surveys", name)));
const EVERY_TYPE = ["every-type", "more-types", "list-types", "computed-types"].map((name) =>
  read(`tests/definitions/${name}.json`),
);

const CONTEXT: FormContext = {
  leaders: [{ name: "张三", post: "局长", since: "", isPrincipal: true }],
  variables: {
    单位: "县水利局",
    本单位: "本单位",
    领导班子: "领导班子",
    评价时段: "近三年",
    反馈日期: "2026年9月1日",
    巡察组: "县委第一巡察组",
    轮次: "第三轮",
  },
  include: ["m06"],
  kindsInRound: [],
};

/** The value, or null for one of these refusals. Anything else that is thrown is a fault of ours. */
async function orRefused<T>(act: () => T | Promise<T>, ...codes: readonly ProblemCode[]): Promise<T | null> {
  try {
    return await act();
  } catch (error) {
    if (codes.some((code) => isProblem(error, code))) return null;
    throw error;
  } finally {
    expect(Object.keys(Object.prototype)).toEqual([]);
  }
}

const property = <T>(cases: fc.Arbitrary<T>, short: number, long: number, holds: (one: T) => Promise<void>) =>
  fc.assert(fc.asyncProperty(cases, holds), { seed: SEED, numRuns: rounds(short, long) });

describe("a spoilt definition", () => {
  it("is taken or refused with its faults; one that is taken freezes into a form that checks answers", async () => {
    let taken = 0;
    await property(spoiltText([...SHIPPED, ...EVERY_TYPE]), 200, 20_000, async (text) => {
      const checked = await orRefused(() => checkInstrumentText(text), "definition.invalid");
      if (!checked) return;
      taken += 1;
      const form = await orRefused(() => freezeForm(checked.instrument, CONTEXT), "definition.invalid");
      if (form) await orRefused(() => compileChecker(form)({}), "ballot.invalid");
    });
    expect(taken).toBeGreaterThan(0);
  });
});

describe("a spoilt answer document", () => {
  it("is refused by question, or becomes a row that is canonical and can be counted", async () => {
    const instruments = await Promise.all(
      [...SHIPPED, ...EVERY_TYPE].map((one) => checkInstrumentText(JSON.stringify(one))),
    );
    let taken = 0;
    for (const [at, { instrument }] of instruments.entries()) {
      const form = freezeForm(instrument, CONTEXT);
      const check = compileChecker(form);
      const random = seeded(SEED + at);
      const questions = readQuestions(form.survey);
      const documents = Array.from({ length: 40 }, () => answerForm(questions, random, 0.8));
      const share = (cases: number) => Math.ceil(cases / instruments.length);
      await property(spoiltValue(documents), share(2_000), share(520_000), async (document) => {
        const checked = await orRefused(() => check(document), "ballot.invalid", "request.malformed");
        if (!checked) return;
        taken += 1;
        expect(checked.answers).toHaveLength(form.leaves.length);
        const row = canonicalJson(checked.answers);
        const fold = foldBallots(form, "0".repeat(64));
        fold.add("C", JSON.parse(row), "ticket");
        expect(fold.finish().blocks[0]?.ballots).toBe(1);
      });
    }
    expect(taken).toBeGreaterThan(0);
  });
});

/** A workbook whole as an archive, with one of its parts spoilt. */
function spoiltWorkbook(workbook: Uint8Array): fc.Arbitrary<Uint8Array> {
  const parts = [...unpackWorkbook(workbook)].map(([name, content]) => ({ name, content }));
  return fc.oneof(
    ...parts.map(({ name, content }) =>
      spoiltBytes([content]).map((spoilt) =>
        buildZip(parts.map((part) => (part.name === name ? { name, content: spoilt } : part))),
      ),
    ),
  );
}

describe("a spoilt file of a table", () => {
  it("is read into rows of text or refused, and the roster made of them or refused row by row", async () => {
    const example = (name: string) => readFileSync(join(ROOT, "surveys/example-round", name));
    const categoryNames = read("surveys/category-names.json") as CategoryNames;
    const workbook = await rosterTemplate(categoryNames, [{ name: "县水利局党组", unitType: "县直" }]);
    const files = fc.oneof(
      spoiltBytes([example("units.csv"), example("leaders.csv"), workbook]),
      spoiltWorkbook(workbook),
    );
    await property(files, 150, 20_000, async (bytes) => {
      const tables = await orRefused(() => readTables(bytes, "名册.xlsx"), "import.unreadable");
      if (!tables) return;
      for (const { rows } of tables)
        for (const row of rows) for (const cell of row) expect(typeof cell).toBe("string");
      await orRefused(() => readRoster(tables, { categoryNames }), "roster.invalid");
    });
  });
});

describe("a spoilt ticket", () => {
  it("is refused, or becomes a code of twenty letters that stays what it is", async () => {
    const url = fc
      .uint8Array({ minLength: 13, maxLength: 13 })
      .map((random) => ticketUrl("https://h", makeCode(random), "0".repeat(20)));
    const spoilt = fc.oneof(
      fc
        .tuple(url, fc.nat(60), fc.string({ unit: "binary", maxLength: 4 }), fc.nat(3))
        .map(([text, at, put, cut]) => text.slice(0, at) + put + text.slice(at + cut)),
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.string({ unit: fc.constantFrom(..."0123456789abcdefghjkmnpqrstvwxyzOIL -—　０Ａ"), maxLength: 30 }),
    );
    await property(spoilt, 3_000, 320_000, async (text) => {
      const ticket = await orRefused(() => parseTicket(text), "ticket.malformed");
      if (!ticket) return;
      expect(ticket.code).toHaveLength(CODE_LETTERS);
      expect(normaliseCode(ticket.code)).toBe(ticket.code);
    });
  });
});
