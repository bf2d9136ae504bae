/** Canonical JSON and the digest that names a definition everywhere: in keys, ballots, tables and documents. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/**
 * Writes a JSON value in one way only: object keys sorted by UTF-16 code unit, no white space, numbers in their
 * shortest form. Two values are equal exactly when their canonical texts are.
 *
 * @throws TypeError for what JSON cannot say (undefined, NaN, Infinity, bigint, functions, class instances)
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError(`no JSON for ${value}`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    let text = "[";
    for (let at = 0; at < value.length; at += 1) text += (at === 0 ? "" : ",") + canonicalJson(value[at]);
    return `${text}]`;
  }
  if (typeof value === "object" && isPlain(value)) {
    let text = "{";
    for (const key of Object.keys(value).sort())
      text += `${text === "{" ? "" : ","}${JSON.stringify(key)}:${canonicalJson(value[key])}`;
    return `${text}}`;
  }
  throw new TypeError(`no JSON for a value of type ${typeof value}`);
}

/** Elements of a longer array are pieces of their own. */
const LONG = 64;

/**
 * The same text in pieces, so that a large value can be written without holding it whole: one for each element of a
 * long array.
 *
 * @throws TypeError as `canonicalJson`
 */
export function* canonicalPieces(value: unknown): Generator<string, void, undefined> {
  if (Array.isArray(value)) {
    yield "[";
    for (const [at, element] of value.entries()) {
      if (at > 0) yield ",";
      if (value.length > LONG) yield canonicalJson(element);
      else yield* canonicalPieces(element);
    }
    yield "]";
  } else if (typeof value === "object" && value !== null && isPlain(value)) {
    yield "{";
    for (const [at, key] of Object.keys(value).sort().entries()) {
      yield `${at === 0 ? "" : ","}${JSON.stringify(key)}:`;
      yield* canonicalPieces(value[key]);
    }
    yield "}";
  } else yield canonicalJson(value);
}

/** The digest of `digestOf` in steps, each a short piece of work. @returns lower-case hexadecimal, 64 characters */
export function* digestSteps(value: unknown): Generator<void, string, undefined> {
  const sum = sha256.create();
  for (const piece of canonicalPieces(value)) {
    sum.update(utf8ToBytes(piece));
    yield;
  }
  return bytesToHex(sum.digest());
}

/** Lower-case hexadecimal SHA-256 (64 characters) of the canonical JSON of a value. */
export function digestOf(value: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(value))));
}

function isPlain(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
