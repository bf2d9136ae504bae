/** What every parcel says about itself, and the one way in which it is written. @source docs/parcels.md */
import { z } from "zod";
import { canonicalJson } from "../definition/canonical.ts";
import { Problem } from "../problem.ts";

export const PARCEL_VERSION = 1;
export const MANIFEST_FILE = "manifest.json";
export const SIGNATURE_FILE = "signature";
/** Raw Ed25519 public key and signature over the manifest of the other office that authorises a task. */
export const COUNTERSIGNATURE_FILE = "countersignature";

/**
 * 任务包: a group's part of a sealed round. 封存包: its closed polls on their way back. 模板包: a city's forms and schemes for
 * its counties. 结果包: what a county has released and approved, on its way to the city.
 */
export type ParcelKind = "task" | "sealed" | "template" | "result";

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const fingerprint = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{20}$/);

const everyKind = {
  formatVersion: z.literal(PARCEL_VERSION),
  /** Raw Ed25519 public key of the installation that made it, base64url. */
  from: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  title: z.string().max(200),
  /** From 1; a later one takes the place of those before it. */
  edition: z.int().min(1).max(1000),
  /** Every file of the parcel but these two, by path. */
  parts: z
    .array(
      z.strictObject({
        path: z.string().regex(/^([a-z-]+\.json|closed\/[\p{L}\p{N}_-]{1,80}\.db)$/u),
        bytes: z.int().min(0),
        sha256: digest,
      }),
    )
    .max(5_000),
};

const ofRound = {
  /** Fingerprint of the installation that it is for. */
  to: fingerprint,
  round: z.string().min(1).max(100),
};
const ofGroup = {
  ...ofRound,
  group: z.string().min(1).max(200),
  /** 交叉巡察: fingerprint of the other office that authorises the task and opens what comes back; absent: there is none. */
  with: fingerprint.optional(),
};

const manifestShape = z.discriminatedUnion("kind", [
  z.strictObject({ ...everyKind, ...ofGroup, kind: z.literal("task"), task: z.null() }),
  /** `task`: id of the task parcel that it answers. */
  z.strictObject({ ...everyKind, ...ofGroup, kind: z.literal("sealed"), task: digest }),
  /** `to`: the counties that it is for, each once. */
  z.strictObject({
    ...everyKind,
    kind: z.literal("template"),
    to: z
      .array(fingerprint)
      .min(1)
      .max(200)
      .refine((all) => new Set(all).size === all.length),
  }),
  /** `template`: id of the recipient's latest 模板包 that was taken in; null: none was. */
  z.strictObject({ ...everyKind, ...ofRound, kind: z.literal("result"), template: digest.nullable() }),
]);

export type Manifest = z.infer<typeof manifestShape>;
/** Fingerprints of every installation that a parcel is for. */
export function recipientsOf(manifest: Manifest): readonly string[] {
  if (manifest.kind === "template") return manifest.to;
  const other = sharedWith(manifest);
  return other === null ? [manifest.to] : [manifest.to, other];
}

/** The other office of a task or of what comes back; null: there is none. */
export const sharedWith = (manifest: Manifest): string | null =>
  (manifest.kind === "task" || manifest.kind === "sealed" ? manifest.with : undefined) ?? null;

export type ManifestOf<K extends ParcelKind> = Extract<Manifest, { readonly kind: K }>;

/** Canonical JSON: what is signed, and what its SHA-256 names the parcel by. */
export const writeManifest = (manifest: Manifest): string => canonicalJson(manifest);

/**
 * Strict: one text for each manifest, paths once and in order.
 *
 * @throws Problem parcel.refused (newer, damaged)
 */
export function readManifest(text: string): Manifest {
  const value = parsed(text);
  const version =
    value !== null && typeof value === "object" && "formatVersion" in value && value.formatVersion;
  if (typeof version === "number" && version > PARCEL_VERSION) {
    throw new Problem("parcel.refused", { reason: "newer", found: String(version) });
  }
  const read = manifestShape.safeParse(value);
  if (!read.success || writeManifest(read.data) !== text || !isOrdered(read.data)) {
    throw new Problem("parcel.refused", { reason: "damaged", found: MANIFEST_FILE });
  }
  return read.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isOrdered = ({ parts }: Manifest): boolean =>
  parts.every(({ path }, at) => at === 0 || (parts[at - 1]?.path ?? "") < path);
