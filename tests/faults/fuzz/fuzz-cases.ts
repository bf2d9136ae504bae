/**
 * The cases of `fuzz.test.ts`, in a thread of their own: one that hangs could not be ended from within. Each property tells how
 * many cases there were, and of how many something came.
 */
import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import fc from "fast-check";
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
import { rosterTemplate } from "../../../server/exports/roster-template.ts";
import { readTables } from "../../../server/imports/read-table.ts";
import { unpackWorkbook } from "../../../server/imports/unpack-workbook.ts";
import { buildZip } from "../../cases/build-zip.ts";
import { answerForm, seeded } from "../../definitions/random-answers.ts";
import { rounds } from "../long-form.ts";
import { spoiltBytes, spoiltText, spoiltValue } from "./spoilt.ts";
import type { FuzzOrder, Tally } from "./watched-thread.ts";

const { root, seed, property: wanted, beat } = workerData as FuzzOrder;
const read = (path: string): unknown => JSON.parse(readFileSync(join(root, path), "utf8"));

const SHIPPED = readdirSync(join(root, "surveys"), { recursive: true, encoding: "utf8" })
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

const tally = { cases: 0, taken: 0, further: 0 };

/** The value, or null for one of these refusals. Anything else that is thrown is a fault of ours. */
async function orRefused<T>(act: () => T | Promise<T>, ...codes: readonly ProblemCode[]): Promise<T | null> {
  try {
    return await act();
  } catch (error) {
    if (codes.some((code) => isProblem(error, code))) return null;
    throw error;
  } finally {
    deepStrictEqual(Object.keys(Object.prototype), []);
  }
}

/** Tells whoever watches before each case that the one before is over. */
const property = <T>(cases: fc.Arbitrary<T>, short: number, long: number, holds: (one: T) => Promise<void>) =>
  fc.assert(
    fc.asyncProperty(cases, (one) => {
      tally.cases += 1;
      Atomics.store(beat, 0, tally.cases);
      return holds(one);
    }),
    { seed, numRuns: rounds(short, long) },
  );

/** Taken, and freezes into a form. */
async function definitions(): Promise<void> {
  await property(spoiltText([...SHIPPED, ...EVERY_TYPE]), 200, 20_000, async (text) => {
    const checked = await orRefused(() => checkInstrumentText(text), "definition.invalid");
    if (!checked) return;
    tally.taken += 1;
    const form = await orRefused(() => freezeForm(checked.instrument, CONTEXT), "definition.invalid");
    if (!form) return;
    tally.further += 1;
    await orRefused(() => compileChecker(form)({}), "ballot.invalid");
  });
}

/** Taken, and counted. */
async function answers(): Promise<void> {
  const instruments = await Promise.all(
    [...SHIPPED, ...EVERY_TYPE].map((one) => checkInstrumentText(JSON.stringify(one))),
  );
  for (const [at, { instrument }] of instruments.entries()) {
    const form = freezeForm(instrument, CONTEXT);
    const check = compileChecker(form);
    const random = seeded(seed + at);
    const questions = readQuestions(form.survey);
    // Half of them leave nothing out: what is required and missing is refused before anything else is looked at.
    const documents = Array.from({ length: 40 }, (_, i) =>
      answerForm(questions, random, i % 2 === 0 ? 1 : 0.8),
    );
    const share = (cases: number) => Math.ceil(cases / instruments.length);
    await property(spoiltValue(documents), share(2_000), share(520_000), async (document) => {
      const checked = await orRefused(() => check(document), "ballot.invalid", "request.malformed");
      if (!checked) return;
      tally.taken += 1;
      strictEqual(checked.answers.length, form.leaves.length);
      const row = canonicalJson(checked.answers);
      const fold = foldBallots(form, "0".repeat(64));
      fold.add("C", JSON.parse(row), "ticket");
      strictEqual(fold.finish().blocks[0]?.ballots, 1);
      tally.further += 1;
    });
  }
}

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

/** Read into rows, and a roster of them. */
async function tables(): Promise<void> {
  const example = (name: string) => readFileSync(join(root, "surveys/example-round", name));
  const categoryNames = read("surveys/category-names.json") as CategoryNames;
  const workbook = await rosterTemplate(categoryNames, [{ name: "县水利局党组", unitType: "县直" }]);
  const [units, leaders] = [example("units.csv"), example("leaders.csv")];
  /** A character more in one place: what is mostly still a table. */
  const typedInto = (bytes: Uint8Array): fc.Arbitrary<Uint8Array> =>
    fc
      .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom("1", "甲", " ", ",", "\n"))
      .map(([place, more]) => {
        const text = Buffer.from(bytes).toString("utf8");
        const at = Math.floor(place * text.length);
        return Buffer.from(text.slice(0, at) + more + text.slice(at));
      });
  // A roster is of two tables: beside a spoilt one the other is whole.
  const files = fc.oneof(
    spoiltBytes([units]).map((bytes) => ({ bytes, beside: leaders })),
    spoiltBytes([leaders]).map((bytes) => ({ bytes, beside: units })),
    typedInto(units).map((bytes) => ({ bytes, beside: leaders })),
    typedInto(leaders).map((bytes) => ({ bytes, beside: units })),
    spoiltBytes([workbook]).map((bytes) => ({ bytes, beside: null })),
    spoiltWorkbook(workbook).map((bytes) => ({ bytes, beside: null })),
  );
  await property(files, 150, 20_000, async ({ bytes, beside }) => {
    const spoilt = await orRefused(() => readTables(bytes, "名册.xlsx"), "import.unreadable");
    if (!spoilt) return;
    const found = [...spoilt, ...(beside ? await readTables(beside, "名册.csv") : [])];
    tally.taken += 1;
    for (const { rows } of found)
      for (const row of rows) for (const cell of row) strictEqual(typeof cell, "string");
    const roster = await orRefused(() => readRoster(found, { categoryNames }), "roster.invalid");
    if (roster) tally.further += 1;
  });
}

/** Read as a ticket, and the same when it is read again. */
async function tickets(): Promise<void> {
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
    tally.taken += 1;
    strictEqual(ticket.code.length, CODE_LETTERS);
    strictEqual(normaliseCode(ticket.code), ticket.code);
    tally.further += 1;
  });
}

/** For the watch itself: the third case never ends. */
const endless = (): Promise<void> =>
  property(fc.nat(), 10, 10, async () => {
    while (tally.cases === 3);
  });

const PROPERTIES = { definitions, answers, tables, tickets, endless } satisfies Record<
  FuzzOrder["property"],
  () => Promise<void>
>;

await PROPERTIES[wanted]();
parentPort!.postMessage(tally satisfies Tally);
