/** One scheme file → a checked scheme. */
import { parseStrictJson } from "../core/definition/strict-json.ts";
import { checkScheme } from "../core/scoring/check-scheme.ts";
import type { Scheme } from "../core/scoring/scheme.ts";

/** @throws Problem scheme.invalid, request.malformed */
export const readScheme = (text: string): Scheme => checkScheme(parseStrictJson(text));
