/** JSON from outside: what JSON.parse accepts, minus duplicate keys, deep nesting and names of object members. */
import { Problem } from "../problem.ts";

export const JSON_DEPTH_MAX = 32;

export interface StrictJsonOptions {
  /** warn: the last of two equal keys wins, as in JSON.parse; see `hasDuplicateKeys`. */
  readonly duplicateKeys: "refuse" | "warn";
}

/**
 * Parses JSON text. A leading byte order mark is skipped.
 *
 * @throws Problem request.malformed for text that is not JSON, more than 32 levels, a key `__proto__`,
 *   `constructor` or `prototype` at any depth, and (unless `warn`) a key given twice in one object
 * @source anonymity.md §6
 */
export function parseStrictJson(
  text: string,
  options: StrictJsonOptions = { duplicateKeys: "refuse" },
): unknown {
  const value = parse(text);
  const keys = countKeys(value, 0);
  if (options.duplicateKeys === "refuse" && keys !== countColons(text)) refuse("duplicate key");
  return value;
}

/** True when an object of the text gives one key twice; `value` is what `parseStrictJson` made of the text. */
export function hasDuplicateKeys(text: string, value: unknown): boolean {
  return countKeys(value, 0) !== countColons(text);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    return refuse("not JSON");
  }
}

/** Number of keys that survived parsing. A key given twice leaves one colon more in the text than keys here. */
function countKeys(value: unknown, depth: number): number {
  if (typeof value !== "object" || value === null) return 0;
  if (depth >= JSON_DEPTH_MAX) refuse("too deep");
  let keys = 0;
  if (Array.isArray(value)) {
    for (const member of value) if (typeof member === "object") keys += countKeys(member, depth + 1);
    return keys;
  }
  for (const key in value) {
    if (key === "__proto__" || key === "constructor" || key === "prototype") refuse("reserved key");
    keys += 1;
    const member = (value as Record<string, unknown>)[key];
    if (typeof member === "object") keys += countKeys(member, depth + 1);
  }
  return keys;
}

const QUOTE = 34;
const COLON = 58;
const BACKSLASH = 92;

/** Colons outside strings, in text already known to be JSON: one per key. */
function countColons(text: string): number {
  let colons = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === COLON) colons += 1;
    else if (code === QUOTE) at = endOfString(text, at);
  }
  return colons;
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes += 1;
  return slashes % 2 === 1;
}

function refuse(reason: string): never {
  throw new Problem("request.malformed", { reason });
}
