import { MANIFEST_FILE, SIGNATURE_FILE } from "../../core/parcel/manifest.ts";
import { installationFingerprint } from "../../core/parcel/installation-fingerprint.ts";
import type { Difference, DifferenceCode, DifferenceFacts } from "../../core/results/difference.ts";
import { fromBase64Url, utf8Bytes } from "../../core/ticket/bytes.ts";
import {
  readVolumeManifest,
  SUMS_FILE,
  sumsText,
  UNNAMED_FILES,
  type VolumeManifest,
} from "../../core/volume/volume-manifest.ts";
import { sha256 } from "../../keys/digest.ts";
import { verifySigned } from "../../keys/open-signer.ts";

/** The files of a folder, by path with "/" between its parts. */
export interface VolumeReading {
  /** All of them, in any order. */
  readonly paths: readonly string[];
  /** Null where there is none. */
  bytes(path: string): Uint8Array | null;
  /** SHA-256, hex. */
  digest(path: string): Promise<string>;
}

export interface CheckedVolume {
  /** SHA-256 of the manifest, hex: what is written on the volume's paper. */
  readonly digest: string;
  /** Of the installation whose key signed it, 20 letters. */
  readonly fingerprint: string;
  readonly title: string;
  readonly madeOn: string;
  readonly files: number;
}

/**
 * Holds every file of a volume against its signed manifest, none looked into.
 *
 * @returns `volume` null when the manifest cannot be read: then nothing else is said
 */
export async function checkVolume(
  reading: VolumeReading,
): Promise<{ readonly volume: CheckedVolume | null; readonly differences: readonly Difference[] }> {
  const differences: Difference[] = [];
  const note = <C extends DifferenceCode>(code: C, facts: DifferenceFacts[C]): void =>
    void differences.push({ code, facts, unit: null, poll: null } as Difference);
  const text = new TextDecoder().decode(reading.bytes(MANIFEST_FILE) ?? new Uint8Array());
  const manifest = readVolumeManifest(text);
  if (!manifest) {
    note("volume.manifest", {});
    return { volume: null, differences };
  }
  const publicKey = fromBase64Url(manifest.from);
  const signature = reading.bytes(SIGNATURE_FILE) ?? new Uint8Array();
  if (!verifySigned(publicKey, utf8Bytes(text), signature)) note("volume.signature", {});
  await compareFiles(reading, manifest, note);
  const { title, madeOn, parts } = manifest;
  const volume = {
    digest: hex(sha256(utf8Bytes(text))),
    fingerprint: installationFingerprint(publicKey),
    title,
    madeOn,
    files: parts.length + UNNAMED_FILES.length,
  };
  return { volume, differences };
}

async function compareFiles(
  reading: VolumeReading,
  { parts }: VolumeManifest,
  note: <C extends DifferenceCode>(code: C, facts: DifferenceFacts[C]) => void,
): Promise<void> {
  const present = new Set(reading.paths);
  const named = new Set([...parts.map(({ path }) => path), ...UNNAMED_FILES]);
  for (const { path, sha256: expected } of parts) {
    if (!present.has(path)) note("volume.missing", { file: path });
    else if ((await reading.digest(path)) !== expected) note("volume.changed", { file: path });
  }
  for (const path of reading.paths.toSorted()) if (!named.has(path)) note("volume.unknown", { file: path });
  const about = [MANIFEST_FILE, SIGNATURE_FILE].map((path) => ({
    path,
    sha256: hex(sha256(reading.bytes(path) ?? new Uint8Array())),
  }));
  const sums = new TextDecoder().decode(reading.bytes(SUMS_FILE) ?? new Uint8Array());
  if (sums !== sumsText([...about, ...parts])) note("volume.changed", { file: SUMS_FILE });
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
