/** 归档包: what a volume says about itself, and the one way in which it is written. @source docs/archive.md */
import { z } from "zod";
import { canonicalJson } from "../definition/canonical.ts";
import { MANIFEST_FILE, SIGNATURE_FILE } from "../parcel/manifest.ts";

const VOLUME_VERSION = 1;
/** For `sha256sum -c`: every file of the volume but itself. */
export const SUMS_FILE = "SHA256SUMS";
/** Files that no manifest names: they are about it. */
export const UNNAMED_FILES: readonly string[] = [MANIFEST_FILE, SIGNATURE_FILE, SUMS_FILE];

const digest = z.string().regex(/^[0-9a-f]{64}$/);
/** Inside the folder, parts joined by "/": nothing that leads out of it or breaks a line. */
const path = z.string().regex(/^(?!.*(^|\/)\.{0,2}(\/|$))[^\\\p{Cc}]{1,1000}$/u);

const volumeShape = z.strictObject({
  formatVersion: z.literal(VOLUME_VERSION),
  kind: z.literal("archive"),
  /** Raw Ed25519 public key of the installation that made it, base64url. */
  from: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  round: z.string().min(1).max(100),
  title: z.string().max(200),
  /** 结果单校验码 */
  sheet: digest,
  /** Local day on which it was made, as on its documents. */
  madeOn: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  /** Every file of the volume but `UNNAMED_FILES`, in the order of their paths. */
  parts: z.array(z.strictObject({ path, bytes: z.int().min(0), sha256: digest })).max(100_000),
});

export type VolumeManifest = z.infer<typeof volumeShape>;
export type VolumePart = VolumeManifest["parts"][number];

/** Canonical JSON: what is signed, and what its SHA-256 names the volume by. @param about paths in any order */
export function writeVolumeManifest(about: Omit<VolumeManifest, "formatVersion" | "kind">): string {
  const parts = about.parts.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return canonicalJson({ ...about, formatVersion: VOLUME_VERSION, kind: "archive", parts });
}

/** Strict: one text for each manifest. @returns null when it is none, damaged or of another version */
export function readVolumeManifest(text: string): VolumeManifest | null {
  try {
    const read = volumeShape.safeParse(JSON.parse(text));
    return read.success && writeVolumeManifest(read.data) === text ? read.data : null;
  } catch {
    return null;
  }
}

/** What `sha256sum -c SHA256SUMS` reads. */
export const sumsText = (parts: readonly Pick<VolumePart, "path" | "sha256">[]): string =>
  parts.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join("");
