/** Where in a JSON text each value stands, and where a text stops being JSON: for people who edit definitions by hand. */
import { JSON_DEPTH_MAX } from "./strict-json.ts";

/** As editors count: both from 1, columns in UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface LocatedJson {
  /** Keys given a second time in one object, where the second one stands. */
  readonly repeatedKeys: readonly { readonly path: string; readonly key: string }[];
  /** Place of a JSON path (`$.pages[0].name`); of the nearest value around it that is there when it is not. */
  placeOf(path: string): Place;
}

/** A text that is not JSON: the first place where it is not, and what would have to stand there. */
export class NotJson extends SyntaxError {
  readonly path: string;
  readonly place: Place;

  constructor(path: string, place: Place, sentence: string) {
    super(sentence);
    this.path = path;
    this.place = place;
  }
}

/**
 * Reads JSON text once; a leading byte order mark is skipped and not counted.
 *
 * @throws NotJson with a Chinese sentence for what JSON.parse refuses, for more than 32 levels, and for the keys
 *   `__proto__`, `constructor` and `prototype`
 */
export function locateJson(source: string): LocatedJson {
  const text = source.charCodeAt(0) === 0xfeff ? source.slice(1) : source;
  const reader = new Reader(text);
  reader.document();
  return {
    repeatedKeys: reader.repeatedKeys,
    placeOf(path) {
      let known = path;
      while (known !== "" && !reader.offsets.has(known)) known = parentOf(known);
      return placeAt(text, reader.offsets.get(known) ?? 0);
    },
  };
}

/** `$.a[0].b` → `$.a[0]` → `$.a` → `$`; keys that hold a dot are shortened piece by piece, which finds them too. */
const parentOf = (path: string): string =>
  path.slice(0, Math.max(path.lastIndexOf("."), path.lastIndexOf("["), 0));

export function placeAt(text: string, offset: number): Place {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) {
    line += 1;
    start = at + 1;
  }
  return { line, column: offset - start + 1 };
}

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
// oxlint-disable-next-line no-control-regex -- JSON allows no control characters in a string
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const SPACE = /[ \t\n\r]*/y;
const WORDS = ["true", "false", "null"];
const RESERVED = new Set(["__proto__", "constructor", "prototype"]);

class Reader {
  readonly offsets = new Map<string, number>();
  readonly repeatedKeys: { path: string; key: string }[] = [];
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  document(): void {
    this.space();
    this.value("$", this.at, 0);
    this.space();
    if (this.at < this.text.length) this.refuse("$", "定义到这里已经结束，后面不应再有内容");
  }

  private value(path: string, offset: number, depth: number): void {
    this.offsets.set(path, offset);
    const sign = this.text[this.at];
    if (sign === "{" || sign === "[") {
      if (depth >= JSON_DEPTH_MAX) this.refuse(path, `嵌套超过 ${JSON_DEPTH_MAX} 层`);
      this.at += 1;
      if (sign === "{") this.members(path, depth + 1);
      else this.elements(path, depth + 1);
    } else if (sign === '"') this.string(path);
    else if (this.takes(NUMBER) === "") {
      const word = WORDS.find((one) => this.text.startsWith(one, this.at));
      if (word === undefined) this.refuse(path, `${this.instead()}，这里应为一个值`);
      this.at += word.length;
    }
  }

  private members(path: string, depth: number): void {
    const keys = new Set<string>();
    if (this.ends("}")) return;
    for (;;) {
      const offset = this.at;
      if (this.text[offset] !== '"') this.refuse(path, `${this.instead()}，这里应为用英文双引号括起来的键`);
      const key = this.string(path);
      const at = `${path}.${key}`;
      if (RESERVED.has(key)) this.refuse(path, `键不能叫“${key}”`, offset);
      if (keys.has(key)) this.repeatedKeys.push({ path: at, key });
      keys.add(key);
      this.space();
      if (this.text[this.at] !== ":") this.refuse(at, `${this.instead()}，键的后面应为英文冒号`);
      this.at += 1;
      this.space();
      this.value(at, offset, depth);
      if (this.ends("}")) return;
      this.comma(path, "}");
    }
  }

  private elements(path: string, depth: number): void {
    if (this.ends("]")) return;
    for (let index = 0; ; index += 1) {
      this.value(`${path}[${index}]`, this.at, depth);
      if (this.ends("]")) return;
      this.comma(path, "]");
    }
  }

  private comma(path: string, end: string): void {
    const offset = this.at;
    if (this.text[offset] !== ",") this.refuse(path, `${this.instead()}，这里应为英文逗号或 ${end}`);
    this.at += 1;
    this.space();
    if (this.text[this.at] === end) this.refuse(path, `${end} 前面多了一个逗号`, offset);
  }

  private string(path: string): string {
    const offset = this.at;
    const taken = this.takes(STRING);
    if (taken === "") this.refuse(path, "文字没有写完，或里面有换行、制表符、用错的反斜杠", offset);
    return JSON.parse(taken) as string;
  }

  private ends(sign: string): boolean {
    this.space();
    if (this.text[this.at] !== sign) return false;
    this.at += 1;
    return true;
  }

  private space(): void {
    this.takes(SPACE);
  }

  private takes(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const taken = pattern.exec(this.text)?.[0] ?? "";
    this.at += taken.length;
    return taken;
  }

  /** What stands here instead. */
  private instead(): string {
    const found = this.text.codePointAt(this.at);
    return found === undefined
      ? "不是 JSON：写到一半就结束了"
      : `不是 JSON：现在是“${String.fromCodePoint(found)}”`;
  }

  private refuse(path: string, sentence: string, offset = this.at): never {
    throw new NotJson(path, placeAt(this.text, offset), sentence);
  }
}
