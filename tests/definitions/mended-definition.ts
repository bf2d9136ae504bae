/** Other people's definitions of `../shared/cases`, and what is left of them without what stays refused. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const OTHERS_FOLDER = fileURLToPath(new URL("../../../shared/cases/definitions/", import.meta.url));

export const textOfOther = (id: string): string =>
  readFileSync(`${OTHERS_FOLDER}${id}.definition.json`, "utf8");

type Json = Record<string, unknown>;

/** Uploads, handwriting, pictures, types of other people's own, sums of texts. */
const OUT = new Set([
  "expression",
  "yesno",
  "imagepicker",
  "signaturepad",
  "file",
  "image",
  "personname",
  "advancedradiogroup",
]);

/** Takes out the types that are refused, second questions of one name and unknown properties; names the questions that are gone. */
export function mended(id: string): { readonly text: string; readonly gone: ReadonlySet<string> } {
  const gone = new Set<string>();
  const names = new Set<string>();
  const isRefused = (one: unknown): boolean => {
    const { type, name } = (one ?? {}) as { type?: string; name?: string };
    if (type === undefined || name === undefined) return false;
    if (OUT.has(type)) gone.add(name);
    const isSecond = type === "radiogroup" && names.has(name);
    names.add(name);
    return isSecond || OUT.has(type);
  };
  const mend = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.filter((one) => !isRefused(one)).map(mend);
    if (typeof value !== "object" || value === null) return value;
    const rest = Object.entries(value as Json).filter(([key]) => key !== "customProperties");
    return Object.fromEntries(rest.map(([key, member]) => [key, mend(member)]));
  };
  return { text: JSON.stringify(mend(JSON.parse(textOfOther(id)))), gone };
}
