/**
 * The part of SurveyJS's expression language that our forms may use, as a syntax tree.
 *
 * Precedence, loosest first: or · and · comparison · contains/anyof/allof/noneof · ! and empty/notempty.
 * Functions and arithmetic are refused: a form must mean the same on the phone and on the server.
 *
 * @source survey-core's grammar (packages/survey-core/src/expressions/grammar.pegjs)
 */
export type Expression =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "array"; readonly members: readonly Expression[] }
  | { readonly kind: "unary"; readonly operator: UnaryOperator; readonly operand: Expression }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: "call"; readonly name: FunctionName; readonly parameters: readonly Expression[] };

/** Functions that give the same on the phone and on the server, whenever they run. */
export const FUNCTIONS = ["iif", "sum", "min", "max", "count", "avg", "round"] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

export type UnaryOperator = "negate" | "empty" | "notempty";
export type BinaryOperator =
  | "or"
  | "and"
  | "equal"
  | "notequal"
  | "less"
  | "greater"
  | "lessorequal"
  | "greaterorequal"
  | "contains"
  | "notcontains"
  | "anyof"
  | "allof"
  | "noneof"
  | ArithmeticOperator;
export type ArithmeticOperator = "plus" | "minus" | "mul" | "div" | "mod" | "power";

/** Deeper nesting of parentheses is refused. */
const DEPTH_MAX = 20;
const LENGTH_MAX = 2000;

const OPERATORS: { readonly [word: string]: BinaryOperator } = {
  "||": "or",
  or: "or",
  "&&": "and",
  and: "and",
  "=": "equal",
  "==": "equal",
  equal: "equal",
  "!=": "notequal",
  "<>": "notequal",
  notequal: "notequal",
  "<": "less",
  less: "less",
  ">": "greater",
  greater: "greater",
  "<=": "lessorequal",
  lessorequal: "lessorequal",
  ">=": "greaterorequal",
  greaterorequal: "greaterorequal",
  "*=": "contains",
  contains: "contains",
  contain: "contains",
  notcontains: "notcontains",
  notcontain: "notcontains",
  anyof: "anyof",
  allof: "allof",
  noneof: "noneof",
  "+": "plus",
  "-": "minus",
  "*": "mul",
  "/": "div",
  "%": "mod",
  "^": "power",
  power: "power",
};

const LEVELS: readonly (readonly BinaryOperator[])[] = [
  ["or"],
  ["and"],
  ["equal", "notequal", "less", "greater", "lessorequal", "greaterorequal"],
  ["plus", "minus"],
  ["mul", "div", "mod"],
  ["contains", "notcontains", "anyof", "allof", "noneof"],
  ["power"],
];

interface Token {
  readonly kind: "word" | "number" | "string" | "variable" | "sign" | "call" | "end";
  readonly text: string;
}

/** @throws SyntaxError with a short English reason; the caller turns it into a fault at the expression's path */
export function parseExpression(text: string): Expression {
  if (text.length > LENGTH_MAX) throw new SyntaxError("too long");
  const parser = new Parser(tokenize(text));
  const expression = parser.binary(0, 0);
  parser.expectEnd();
  return expression;
}

/** Names between braces, each once, in order of appearance. */
export function variablesOf(expression: Expression): string[] {
  const names = new Set<string>();
  const visit = (node: Expression): void => {
    if (node.kind === "variable") names.add(node.name);
    else if (node.kind === "unary") visit(node.operand);
    else if (node.kind === "binary") [node.left, node.right].forEach(visit);
    else if (node.kind === "array") node.members.forEach(visit);
    else if (node.kind === "call") node.parameters.forEach(visit);
  };
  visit(expression);
  return [...names];
}

const TOKEN =
  /[ \t\n\r]*(?:(\{[^{}]+\})|("(?:[^"'\\]|\\["'])*"|'(?:[^"'\\]|\\["'])*')|(-?(?:0x[0-9]+|[0-9]+\.[0-9]+|[1-9][0-9]*|0))|([a-zA-Z_][a-zA-Z_0-9]*)|(\|\||&&|<>|[=!<>*]=|[=<>!()[\],+\-*/%^]))/y;

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const source = text.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const match = TOKEN.exec(source);
    if (!match) throw new SyntaxError("unknown sign");
    const [, variable, string, number, word, sign] = match;
    if (variable !== undefined) tokens.push({ kind: "variable", text: variable.slice(1, -1) });
    else if (string !== undefined) tokens.push({ kind: "string", text: unescape(string.slice(1, -1)) });
    else if (number !== undefined) tokens.push(...numberTokens(number, tokens.at(-1)));
    else if (word !== undefined)
      tokens.push({ kind: source[TOKEN.lastIndex] === "(" ? "call" : "word", text: word });
    else tokens.push({ kind: "sign", text: sign ?? "" });
  }
  return tokens;
}

/** After a value a minus takes away; elsewhere it makes a number negative. */
function numberTokens(text: string, before: Token | undefined): Token[] {
  if (!text.startsWith("-") || !before || !isValue(before)) return [{ kind: "number", text }];
  return [
    { kind: "sign", text: "-" },
    { kind: "number", text: text.slice(1) },
  ];
}

function isValue({ kind, text }: Token): boolean {
  if (kind === "sign") return text === ")" || text === "]";
  return kind !== "call" && (kind !== "word" || !Object.hasOwn(OPERATORS, text.toLowerCase()));
}

const unescape = (text: string): string => text.replace(/\\(["'])/g, "$1");

/** A function that is not one of ours: it may depend on the time, the page or a server. */
export class UnknownFunction extends SyntaxError {
  readonly called: string;

  constructor(called: string) {
    super("function");
    this.called = called;
  }
}

/** survey-core fails on it at run time and then shows the question. */
function refuseNull(member: Expression): void {
  if (member.kind === "literal" && member.value === null) throw new SyntaxError("null in a list");
}

class Parser {
  private at = 0;
  private readonly tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  binary(level: number, depth: number): Expression {
    const operators = LEVELS[level];
    if (!operators) return this.factor(depth);
    let left = this.binary(level + 1, depth);
    for (;;) {
      const operator = this.operatorAhead();
      if (operator === null || !operators.includes(operator)) return left;
      this.at += 1;
      left = { kind: "binary", operator, left, right: this.binary(level + 1, depth) };
    }
  }

  expectEnd(): void {
    if (this.at !== this.tokens.length) throw new SyntaxError("unexpected rest");
  }

  private factor(depth: number): Expression {
    if (depth > DEPTH_MAX) throw new SyntaxError("too deep");
    const token = this.next();
    if (token.kind === "sign" && token.text === "(") {
      const inner = this.binary(0, depth + 1);
      this.expect(")");
      return inner;
    }
    if (token.text === "!" || (token.kind === "word" && token.text.toLowerCase() === "negate"))
      return { kind: "unary", operator: "negate", operand: this.factor(depth + 1) };
    if (token.kind === "sign" && token.text === "[")
      return { kind: "array", members: this.list(depth, "]", refuseNull) };
    if (token.kind === "call") return this.emptiness(this.call(token.text, depth));
    return this.emptiness(this.atom(token));
  }

  private call(text: string, depth: number): Expression {
    const name = FUNCTIONS.find((one) => one === text);
    if (name === undefined) throw new UnknownFunction(text);
    this.expect("(");
    return { kind: "call", name, parameters: this.list(depth, ")", () => undefined) };
  }

  /** Members up to the closing sign, which is taken too. */
  private list(depth: number, end: string, check: (member: Expression) => void): readonly Expression[] {
    const members: Expression[] = [];
    if (this.peek().text === end && this.peek().kind === "sign") {
      this.at += 1;
      return members;
    }
    for (;;) {
      const member = this.binary(0, depth + 1);
      check(member);
      members.push(member);
      const sign = this.next();
      if (sign.kind !== "sign" || (sign.text !== "," && sign.text !== end))
        throw new SyntaxError("list not closed");
      if (sign.text === end) return members;
    }
  }

  private emptiness(operand: Expression): Expression {
    const ahead = this.peek();
    const word = ahead.kind === "word" ? ahead.text.toLowerCase() : "";
    if (word !== "empty" && word !== "notempty") return operand;
    this.at += 1;
    return { kind: "unary", operator: word, operand };
  }

  private atom(token: Token): Expression {
    if (token.kind === "variable") return { kind: "variable", name: token.text };
    if (token.kind === "string") return { kind: "literal", value: token.text };
    if (token.kind === "number") return { kind: "literal", value: Number(token.text) };
    if (token.kind !== "word" || Object.hasOwn(OPERATORS, token.text.toLowerCase()))
      throw new SyntaxError("value expected");
    // survey-core reads these as the keyword followed by a rest, not as one word.
    if (/^(?:true|false|null|undefined|negate)[a-z_0-9]/i.test(token.text)) throw new SyntaxError("keyword");
    if (token.text === "null" || token.text === "undefined") return { kind: "literal", value: null };
    const lower = token.text.toLowerCase();
    if (lower === "true" || lower === "false") return { kind: "literal", value: lower === "true" };
    return { kind: "literal", value: token.text };
  }

  private operatorAhead(): BinaryOperator | null {
    const token = this.peek();
    if (token.kind !== "word" && token.kind !== "sign") return null;
    const word = token.text.toLowerCase();
    return Object.hasOwn(OPERATORS, word) ? (OPERATORS[word] ?? null) : null;
  }

  private expect(sign: string): void {
    const token = this.next();
    if (token.kind !== "sign" || token.text !== sign) throw new SyntaxError(`${sign} expected`);
  }

  private peek(): Token {
    return this.tokens[this.at] ?? { kind: "end", text: "" };
  }

  private next(): Token {
    const token = this.peek();
    if (token.kind === "end") throw new SyntaxError("unexpected end");
    this.at += 1;
    return token;
  }
}
