import type { Outputs } from "./read-outputs.ts";

/** Digests, checksums and receipts: random tags of the closed file are in them, so they are of chance. */
const masked = (text: string): string =>
  text
    // Lines break where the digits of a checksum are wide.
    .replace(/\s+/g, " ")
    .replace(/校验码 ?[0-9a-f ]{8,}/g, "#")
    .replace(/(?:[0-9a-f]{4,} ?){4,}/g, "#")
    .replace(/[0-9A-HJKMNP-TV-Z]{4}(?:[- ]?[0-9A-HJKMNP-TV-Z]{4}){3}/g, "#")
    .replaceAll(" ", "");

/** Where two worlds differ, and what stands there in each. */
export const differing = ([one, other]: readonly [Outputs, Outputs]): readonly string[] =>
  [...new Set([...one.keys(), ...other.keys()])].flatMap((where) => {
    const [a, b] = [masked(one.get(where) ?? ""), masked(other.get(where) ?? "")];
    if (a === b) return [];
    const at = [...a].findIndex((letter, i) => letter !== b[i]);
    return [`${where}: ${a.slice(at - 40, at + 60)} | ${b.slice(at - 40, at + 60)}`];
  });
