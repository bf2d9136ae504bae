/** The forms and schemes that come with the product. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Library, loadInstruments, loadLibrary } from "./definitions/load-library.ts";
import { BUILT_FOLDER, isBuilt, SURVEYS_FOLDER } from "./places.ts";

const ACCEPTED = join(BUILT_FOLDER, "accepted-forms.json");

/**
 * The library of `surveys/`. A built server knows the forms that survey-core took when it was built, so that no start
 * loads it to ask the same again; it is asked about any other.
 *
 * @throws Problem definition.invalid, scheme.invalid
 */
export function shippedLibrary(): Promise<Library> {
  if (!isBuilt) return loadLibrary(SURVEYS_FOLDER);
  const accepted = JSON.parse(readFileSync(ACCEPTED, "utf8")) as readonly [string, string][];
  return loadLibrary(SURVEYS_FOLDER, new Map(accepted));
}

/**
 * The last step of a build: asks survey-core about every form.
 *
 * @throws Problem definition.invalid
 */
export async function acceptShippedForms(): Promise<void> {
  const loaded = await loadInstruments(SURVEYS_FOLDER);
  writeFileSync(
    ACCEPTED,
    JSON.stringify([...loaded.values()].map(({ textDigest, digest }) => [textDigest, digest])),
  );
}
