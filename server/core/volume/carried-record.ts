/** The record of a group's installation in a 归档包, as it came back in a 封存包 and was signed there. @source docs/archive.md */
import { MANIFEST_FILE, SIGNATURE_FILE } from "../parcel/manifest.ts";

const FOLDER = "parcels/";
const RECORD_FILE = "audit.json";

/** Paths of one 封存包 in a volume. @param id of the parcel, SHA-256 of its manifest, hex */
export const carriedPaths = (id: string) => ({
  manifest: `${FOLDER}${id}/${MANIFEST_FILE}`,
  signature: `${FOLDER}${id}/${SIGNATURE_FILE}`,
  record: `${FOLDER}${id}/${RECORD_FILE}`,
});

/** Ids of the parcels of which a volume has anything. @param paths of all its files */
export const carriedParcels = (paths: readonly string[]): readonly string[] =>
  [
    ...new Set(paths.flatMap((path) => (path.startsWith(FOLDER) ? [path.split("/")[1] ?? ""] : []))),
  ].toSorted();
