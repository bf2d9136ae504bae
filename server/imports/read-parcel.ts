import { createHash } from "node:crypto";
import {
  COUNTERSIGNATURE_FILE,
  MANIFEST_FILE,
  readManifest,
  SIGNATURE_FILE,
} from "../core/parcel/manifest.ts";
import type { Parcel } from "../core/parcel/parcel.ts";
import { isProblem, Problem } from "../core/problem.ts";
import { unpackZip } from "./unpack-zip.ts";

/** A round of ten units with a thousand ballots each has about 60 MiB; nothing of ours is compressed tightly. */
export const PARCEL_BYTES_MAX = 512 * 1024 * 1024;
const LIMITS = { entries: 5_003, unpackedBytes: PARCEL_BYTES_MAX, ratio: 200, ratioFromBytes: 1024 * 1024 };
const SIGNATURE_BYTES = 64;
const COUNTERSIGNATURE_BYTES = 96;

/**
 * Takes a parcel apart and holds every part against the manifest; nothing of a part is looked into, and nothing is
 * written. Who signed it is not asked here.
 *
 * @throws Problem parcel.refused (damaged, newer)
 */
export function readParcel(bytes: Uint8Array): Parcel {
  const entries = unpacked(bytes);
  const manifestText = textOf(entries.get(MANIFEST_FILE));
  const signature = entries.get(SIGNATURE_FILE);
  const manifest = readManifest(manifestText);
  if (signature?.length !== SIGNATURE_BYTES) throw damaged(SIGNATURE_FILE);
  const countersignature = entries.get(COUNTERSIGNATURE_FILE);
  const isShared = manifest.kind === "task" && manifest.with !== undefined;
  if (countersignature && !(isShared && countersignature.length === COUNTERSIGNATURE_BYTES)) {
    throw damaged(COUNTERSIGNATURE_FILE);
  }
  const parts = new Map<string, Uint8Array>();
  for (const { path, bytes: size, sha256 } of manifest.parts) {
    const part = entries.get(path);
    if (part?.length !== size || sha256Of(part) !== sha256) throw damaged(path);
    parts.set(path, part);
  }
  const own = [MANIFEST_FILE, SIGNATURE_FILE, COUNTERSIGNATURE_FILE];
  const beside = [...entries.keys()].find((name) => !own.includes(name) && !parts.has(name));
  if (beside !== undefined) throw damaged(beside);
  const id = sha256Of(new TextEncoder().encode(manifestText));
  const signed = { id, manifest, manifestText, signature, parts };
  return countersignature ? { ...signed, countersignature } : signed;
}

function unpacked(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  try {
    return unpackZip(bytes, LIMITS);
  } catch (error) {
    if (isProblem(error, "import.unreadable")) throw damaged("");
    throw error;
  }
}

function textOf(bytes: Uint8Array | undefined): string {
  try {
    if (bytes) return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // Not UTF-8: not ours.
  }
  throw damaged(MANIFEST_FILE);
}

const damaged = (found: string): Problem => new Problem("parcel.refused", { reason: "damaged", found });

const sha256Of = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
