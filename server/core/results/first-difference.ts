import { canonicalJson } from "../definition/canonical.ts";

export interface PlaceOfDifference {
  /** `units[0].score.printed`; "" is the whole. */
  readonly path: string;
  /** Canonical JSON, shortened; "—" = not there. */
  readonly found: string;
  readonly expected: string;
}

const SHOWN_MAX = 60;

/** The first place, in the order of the keys, at which two JSON values differ; null when they are equal. */
export function firstDifference(found: unknown, expected: unknown, path = ""): PlaceOfDifference | null {
  if (Array.isArray(found) && Array.isArray(expected)) {
    for (let i = 0; i < Math.max(found.length, expected.length); i++) {
      const place = firstDifference(found[i], expected[i], `${path}[${i}]`);
      if (place) return place;
    }
    return null;
  }
  if (isObject(found) && isObject(expected)) {
    for (const key of [...new Set([...Object.keys(found), ...Object.keys(expected)])].toSorted()) {
      const place = firstDifference(
        own(found, key),
        own(expected, key),
        path === "" ? key : `${path}.${key}`,
      );
      if (place) return place;
    }
    return null;
  }
  const [one, other] = [shown(found), shown(expected)];
  return one === other ? null : { path, found: shorten(one), expected: shorten(other) };
}

/** A file may name a key as something that every object inherits. */
const own = (value: { readonly [key: string]: unknown }, key: string): unknown =>
  Object.hasOwn(value, key) ? value[key] : undefined;

const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const shown = (value: unknown): string => (value === undefined ? "—" : canonicalJson(value));

const shorten = (text: string): string => (text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text);
