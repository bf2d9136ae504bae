import { createHash } from "node:crypto";
import { createReadStream, existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { MANIFEST_FILE } from "../../core/parcel/manifest.ts";
import { SUMS_FILE } from "../../core/volume/volume-manifest.ts";
import type { VolumeReading } from "../../services/verify/check-volume.ts";

/** The files of a 归档包; null for a folder that is none. An unpacked 封存包 has a manifest too. */
export function readVolumeFolder(folder: string): VolumeReading | null {
  const bytes = (path: string): Uint8Array | null =>
    existsSync(join(folder, path)) ? readFileSync(join(folder, path)) : null;
  const isVolume =
    existsSync(join(folder, SUMS_FILE)) ||
    new TextDecoder().decode(bytes(MANIFEST_FILE) ?? new Uint8Array()).includes(`"kind":"archive"`);
  if (!isVolume) return null;
  return {
    paths: readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, "/")),
    bytes,
    async digest(path) {
      const hash = createHash("sha256");
      await pipeline(createReadStream(join(folder, path)), hash);
      return hash.digest("hex");
    },
  };
}
