/** Definitions that would cost a server or a phone its time, its memory or its objects. Each is text, as a file is. */
const question = (name: string, more: object = {}): object => ({ type: "text", name, ...more });
const survey = (elements: readonly unknown[]): string => JSON.stringify({ title: "卷", elements });
const choice = (choices: unknown): string => survey([{ type: "radiogroup", name: "q", choices }]);
const pattern = (regex: string): string =>
  survey([question("q", { validators: [{ type: "regex", regex }] })]);
const numbered = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const nested = (depth: number, open: string, close: string, inner: string): string =>
  open.repeat(depth) + inner + close.repeat(depth);

const panels = (depth: number): string => {
  const inner = JSON.stringify(question("q"));
  const open = '{"type":"panel","name":"p","elements":[';
  return `{"title":"卷","elements":[${nested(depth, open, "]}", inner)}]}`;
};

const condition = (visibleIf: string): string => survey([question("a"), question("b", { visibleIf })]);

export const BOMBS: readonly (readonly [name: string, definition: string])[] = [
  ["20 000 choices", choice(numbered(20_000))],
  ["201 choices", choice(numbered(201))],
  ["choices made of one range", survey([{ type: "dropdown", name: "q", choicesMin: 1, choicesMax: 1e9 }])],
  ["a rating of a billion steps", survey([{ type: "rating", name: "q", rateMin: 0, rateMax: 1e9 }])],
  [
    "a rating of endless steps",
    survey([{ type: "rating", name: "q", rateMin: 0, rateMax: 1, rateStep: 1e-12 }]),
  ],
  ["5 000 questions", survey(numbered(5000).map((i) => question(`q${i}`)))],
  ["301 questions", survey(numbered(301).map((i) => question(`q${i}`)))],
  [
    "2 000 pages",
    JSON.stringify({ pages: numbered(2000).map((i) => ({ name: `p${i}`, elements: [question(`q${i}`)] })) }),
  ],
  [
    "a matrix of 200 × 50 cells",
    survey([
      {
        type: "matrixdropdown",
        name: "q",
        choices: [1, 2],
        rows: numbered(200),
        columns: numbered(50).map((i) => ({ name: `c${i}` })),
      },
    ]),
  ],
  ["3 000 nested panels", panels(3000)],
  ["9 nested panels", panels(9)],
  ["100 000 nested lists", nested(100_000, "[", "]", "")],
  ["100 000 nested objects", nested(100_000, '{"a":', "}", "1")],
  ["a regex of nested stars", pattern("^(a+)+$")],
  ["a regex of nested groups", pattern("^((a*)*)*$")],
  ["a regex that refers back", pattern("^(a+)\\1$")],
  ["a regex of counted counts", pattern("^((a{1,100}){1,100}){1,100}$")],
  ["a regex of 10 000 characters", pattern("a?".repeat(5000))],
  ["a regex that does not compile", pattern("(")],
  ["a condition on itself", survey([question("a", { visibleIf: "{a} = 1" })])],
  [
    "conditions in a circle",
    survey([question("a", { visibleIf: "{b} = 1" }), question("b", { visibleIf: "{a} = 1" })]),
  ],
  ["a condition of 100 000 brackets", condition(nested(100_000, "(", ")", "{a} = 1"))],
  ["a condition of 50 000 terms", condition(`{a} = 1${" and {a} = 1".repeat(50_000)}`)],
  ["a condition that calls a function", condition("constructor.constructor('return 1')() = 1")],
  ["null among the choices", choice(["a", null])],
  ["choices that are null", choice(null)],
  ["choices that are lists", choice([["a"], ["b"]])],
  ["choices that are an object", choice({ length: 1e9 })],
  ["null among the elements", survey([null, question("q")])],
  ["elements that are a text", JSON.stringify({ elements: "x".repeat(1000) })],
  ["null in place of a survey", "null"],
  ["__proto__ as a key", '{"elements":[{"type":"text","name":"q","__proto__":{"isRequired":true}}]}'],
  ["__proto__ of the survey", '{"__proto__":{"polluted":1},"elements":[{"type":"text","name":"q"}]}'],
  ["constructor as a key", '{"elements":[{"type":"text","name":"q","constructor":{"prototype":{"x":1}}}]}'],
  ["a question named __proto__", survey([question("__proto__")])],
  ["a question named constructor", survey([question("constructor")])],
  ["a row named __proto__", survey([{ type: "matrix", name: "q", columns: [1, 2], rows: ["__proto__"] }])],
  ["a megabyte of title", JSON.stringify({ title: "长".repeat(400_000), elements: [question("q")] })],
  ["text that is not JSON", "{".repeat(10_000)],
  ["an expression question", survey([{ type: "expression", name: "q", expression: "{a} + 1" }])],
  [
    "choices from an address",
    survey([{ type: "dropdown", name: "q", choicesByUrl: { url: "//elsewhere.example" } }]),
  ],
  [
    "a calculated value",
    JSON.stringify({ elements: [question("q")], calculatedValues: [{ name: "x", expression: "{x}" }] }),
  ],
  [
    "a trigger",
    JSON.stringify({ elements: [question("q")], triggers: [{ type: "runexpression", runExpression: "1" }] }),
  ],
];
