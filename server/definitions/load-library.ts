/** Reads `surveys/`: instruments, schemes and category names, checked once at start. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { digestOf } from "../core/definition/canonical.ts";
import type { Instrument } from "../core/definition/instrument.ts";
import { parseStrictJson } from "../core/definition/strict-json.ts";
import { isProblem, Problem, type DefinitionFault } from "../core/problem.ts";
import type { CategoryNames } from "../core/roster/category-names.ts";
import { checkBesideForms } from "../core/scoring/check-beside-forms.ts";
import type { Scheme } from "../core/scoring/scheme.ts";
import { readCategoryNames } from "./read-category-names.ts";
import { readInstrument } from "./read-instrument.ts";
import { readScheme } from "./read-scheme.ts";

export interface Library {
  readonly instruments: ReadonlyMap<string, LoadedInstrument>;
  readonly schemes: ReadonlyMap<string, LoadedScheme>;
  readonly categoryNames: CategoryNames;
}

export interface LoadedInstrument {
  readonly instrument: Instrument;
  /** SHA-256 over the canonical JSON of the whole file. */
  readonly digest: string;
}

interface FiledInstrument extends LoadedInstrument {
  /** SHA-256 over the file's text. */
  readonly textDigest: string;
}

/** By SHA-256 of a file's text, the digest of the form in it, which survey-core took before. */
export type AcceptedForms = ReadonlyMap<string, string>;

export interface LoadedScheme {
  readonly scheme: Scheme;
  readonly digest: string;
}

const SCHEMES = "schemes";
const CATEGORY_NAMES = "category-names.json";

/**
 * Loads everything an office can choose from.
 *
 * @param folder   holds one folder per instrument, `schemes/` and `category-names.json`
 * @param accepted what survey-core took before, with its present version
 * @throws Problem definition.invalid or scheme.invalid; the paths begin with the file's name, or with the id of a scheme
 *   that does not fit the forms
 */
export async function loadLibrary(folder: string, accepted?: AcceptedForms): Promise<Library> {
  const [instruments, schemes, names] = await Promise.all([
    loadInstruments(folder, accepted),
    loadSchemes(join(folder, SCHEMES)),
    readFile(join(folder, CATEGORY_NAMES), "utf8"),
  ]);
  const forms = new Map([...instruments].map(([id, { instrument }]) => [id, instrument]));
  const faults = [...schemes.values()].flatMap(({ scheme }) =>
    checkBesideForms(scheme, forms).map(({ path, sentence }) => ({ path: `${scheme.id} ${path}`, sentence })),
  );
  if (faults.length > 0) throw new Problem("scheme.invalid", { faults });
  return { instruments, schemes, categoryNames: readCategoryNames(names) };
}

/**
 * Files `<folder>/*.json` that carry an envelope, by id.
 *
 * @param accepted what survey-core took before, with its present version
 */
export async function loadInstruments(
  folder: string,
  accepted?: AcceptedForms,
): Promise<Map<string, FiledInstrument>> {
  const loaded = new Map<string, FiledInstrument>();
  for (const [file, text] of await jsonFiles(folder, [SCHEMES])) {
    if (!hasSurvey(text)) continue;
    const textDigest = createHash("sha256").update(text).digest("hex");
    const known = accepted?.get(textDigest);
    const { instrument } = await naming(file, () => readInstrument(text, undefined, known !== undefined));
    if (loaded.has(instrument.id))
      refuse("definition.invalid", file, `编号“${instrument.id}”已被另一份定义使用`);
    loaded.set(instrument.id, { instrument, digest: known ?? digestOf(instrument), textDigest });
  }
  return loaded;
}

/** Files `<folder>/*.json`, by id. */
export async function loadSchemes(folder: string): Promise<Map<string, LoadedScheme>> {
  const loaded = new Map<string, LoadedScheme>();
  for (const [file, text] of await jsonFiles(folder, [])) {
    const scheme = await naming(file, () => readScheme(text));
    if (loaded.has(scheme.id)) refuse("scheme.invalid", file, `编号“${scheme.id}”已被另一份评估办法使用`);
    loaded.set(scheme.id, { scheme, digest: digestOf(scheme) });
  }
  return loaded;
}

/** JSON files one folder down, in the order of their names; examples lie a level deeper and are not definitions. */
async function jsonFiles(folder: string, skip: readonly string[]): Promise<[file: string, text: string][]> {
  const files: [string, string][] = [];
  const folders = await readdir(folder, { withFileTypes: true });
  for (const one of folders.filter((entry) => entry.isDirectory() && !skip.includes(entry.name)).sort(byName))
    for (const entry of (await readdir(join(folder, one.name), { withFileTypes: true })).sort(byName))
      if (entry.isFile() && entry.name.endsWith(".json"))
        files.push([`${one.name}/${entry.name}`, await readFile(join(folder, one.name, entry.name), "utf8")]);
  return files;
}

const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);

function hasSurvey(text: string): boolean {
  const value = parseStrictJson(text, { duplicateKeys: "warn" });
  return typeof value === "object" && value !== null && "survey" in value;
}

/** Puts the file's name before the paths of what is wrong in it. */
async function naming<T>(file: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (isProblem(error, "definition.invalid"))
      throw new Problem("definition.invalid", named(error.facts, file));
    if (isProblem(error, "scheme.invalid")) throw new Problem("scheme.invalid", named(error.facts, file));
    throw error;
  }
}

const named = ({ faults }: { faults: readonly DefinitionFault[] }, file: string) => ({
  faults: faults.map(({ path, sentence }) => ({ path: `${file} ${path}`, sentence })),
});

function refuse(code: "definition.invalid" | "scheme.invalid", file: string, sentence: string): never {
  throw new Problem(code, { faults: [{ path: `${file} $.id`, sentence }] });
}
