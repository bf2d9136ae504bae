/** Our expressions beside survey-core's: the phone decides with one what a person sees, the server with the other. */
import fc from "fast-check";
import { ConditionRunner } from "survey-core";
import { describe, expect, it } from "vitest";
import { compileCondition } from "../../server/core/definition/evaluate.ts";
import { parseExpression } from "../../server/core/definition/expression.ts";

const NAMES = ["a", "b", "c"];
const literal = fc.constantFrom(
  "1",
  "0",
  "-2",
  "2.5",
  "'1'",
  "'x'",
  "'X '",
  '"y"',
  "''",
  "true",
  "false",
  "item1",
  "null",
);
const variable = fc.constantFrom(...NAMES.map((name) => `{${name}}`));
const list = fc
  .array(
    literal.filter((text) => text !== "null"),
    { minLength: 1, maxLength: 3 },
  )
  .map((members) => `[${members.join(", ")}]`);
const comparison = fc
  .oneof(
    fc.tuple(
      variable,
      fc.constantFrom("=", "==", "!=", "<", "<=", ">", ">=", "equal", "notequal"),
      fc.oneof(literal, variable),
    ),
    fc.tuple(
      variable,
      fc.constantFrom("contains", "notcontains", "anyof", "allof", "noneof"),
      fc.oneof(literal, list),
    ),
    fc.tuple(variable, fc.constantFrom("empty", "notempty"), fc.constant("")),
  )
  .map((parts) => parts.join(" ").trim());

const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3 },
    comparison,
    fc
      .tuple(tie("expression"), fc.constantFrom("and", "or", "&&", "||"), tie("expression"))
      .map((parts) => parts.join(" ")),
    tie("expression").map((inner) => `(${inner})`),
    tie("expression").map((inner) => `!(${inner})`),
  ),
}));

const numeric = fc.letrec<{ number: string }>((tie) => ({
  number: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom("1", "0", "-2", "2.5", "0.1", "{a}", "{b}", "{c}"),
    fc
      .tuple(tie("number"), fc.constantFrom("+", "-", "*", "/", "%"), tie("number"))
      .map((parts) => parts.join(" ")),
    tie("number").map((inner) => `(${inner})`),
    fc
      .tuple(fc.constantFrom("sum", "min", "max", "avg", "count", "round"), tie("number"), tie("number"))
      .map(([name, one, two]) => (name === "round" ? `round(${one}, 2)` : `${name}(${one}, ${two})`)),
    fc.tuple(tie("number"), tie("number"), tie("number")).map(([a, b, c]) => `iif(${a} > ${b}, ${b}, ${c})`),
  ),
})).number;
const computed = fc
  .tuple(numeric, fc.constantFrom("=", "<>", "<", ">=", ">"), numeric)
  .map((parts) => parts.join(" "));
const number = fc.constantFrom(undefined, 0, 1, 2, 2.5, -2, 0.1, 0.2, 10);

const value = fc.oneof(
  fc.constantFrom(undefined, 0, 1, 2, 2.5, -2, true, false, "1", "x", "X", "xy", "item1", "", "true", "0"),
  fc.array(fc.constantFrom(0, 1, "1", "x", "y", "item1"), { maxLength: 3 }),
);

function ours(text: string, values: Record<string, unknown>): boolean {
  return compileCondition(parseExpression(text), (name) => (answers) => answers[name])(values);
}

function theirs(text: string, values: Record<string, unknown>): boolean {
  const given = Object.fromEntries(Object.entries(values).filter(([, one]) => one !== undefined));
  return new ConditionRunner(text).runValues(given, {});
}

describe("expressions beside survey-core", () => {
  it("give the same truth for generated expressions and answers", () => {
    fc.assert(
      fc.property(expression, fc.record({ a: value, b: value, c: value }), (text, values) => {
        expect({ text, values, shown: ours(text, values) }).toEqual({
          text,
          values,
          shown: theirs(text, values),
        });
      }),
      { numRuns: 3000 },
    );
  });

  it("give the same for generated arithmetic and functions on numbers", () => {
    fc.assert(
      fc.property(computed, fc.record({ a: number, b: number, c: number }), (text, values) => {
        expect({ text, values, shown: ours(text, values) }).toEqual({
          text,
          values,
          shown: theirs(text, values),
        });
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    "{a}-1 = 1",
    "{a} -1 = 1",
    "3 - -1 = 4",
    "2 ^ 3 ^ 2 = 64",
    "1 + 2 * 3 = 7",
    "{a} power 2 > 3",
    "5 -3=2",
  ])("reads %j alike", (text) => {
    for (const a of [undefined, 0, 1, 2, 3]) expect(ours(text, { a })).toBe(theirs(text, { a }));
  });

  it.each([
    "{a} = = 1 and (",
    "not {a}",
    "-{a} = 1",
    "iif ({a}, 1, 2) = 1",
    "today() > {a}",
    "IIF({a}, 1, 2) = 1",
    "sum({a}",
    "{a} mod 2 = 1",
    "{a} =",
    "",
    "{a} = 1 2",
    "[1",
    "{a",
    "'x",
  ])("refuses %j", (text) => {
    expect(() => parseExpression(text)).toThrow(SyntaxError);
  });

  it("does not grow with nesting", () => {
    expect(() => parseExpression(`${"(".repeat(500)}{a} = 1${")".repeat(500)}`)).toThrow(SyntaxError);
  });

  it("is not confused by answers with members of their own", () => {
    const hostile = { a: JSON.parse('{"toString": 1, "valueOf": 2}') as unknown };
    for (const operator of ["<", ">", "=", "contains", "anyof", "allof"])
      expect(ours(`{a} ${operator} 'x'`, hostile)).toBe(false);
  });
});
