import { isProblem } from "../../core/problem.ts";
import { readManifest } from "../../core/parcel/manifest.ts";
import type { Difference } from "../../core/results/difference.ts";
import { fromBase64Url, utf8Bytes } from "../../core/ticket/bytes.ts";
import { carriedParcels, carriedPaths } from "../../core/volume/carried-record.ts";
import { sha256 } from "../../keys/digest.ts";
import { verifySigned } from "../../keys/open-signer.ts";
import { verifyAudit } from "../../store/audit-chain.ts";
import type { AuditRow } from "../../store/office.ts";
import type { VolumeReading } from "./check-volume.ts";
import { AUDIT_FILE } from "./verification-extract.ts";

/**
 * The records that groups handed in with their 封存包: the manifest is the parcel that its folder is named by, signed by the key in it, and
 * names the record's very bytes; the lines are chained without a gap.
 *
 * @returns a difference for each that does not hold; [] also for a volume without any
 */
export function checkCarriedRecords(reading: Pick<VolumeReading, "paths" | "bytes">): readonly Difference[] {
  return carriedParcels(reading.paths).flatMap((id): readonly Difference[] => {
    const { record } = carriedPaths(id);
    if (isWhole(reading, id)) return [];
    return [{ code: "volume.record", facts: { file: record }, unit: null, poll: null }];
  });
}

function isWhole(reading: Pick<VolumeReading, "bytes">, id: string): boolean {
  const paths = carriedPaths(id);
  const [manifest, signature, record] = [paths.manifest, paths.signature, paths.record].map((path) =>
    reading.bytes(path),
  );
  return Boolean(manifest && signature && record && isWholeRecord({ id, manifest, signature, record }));
}

/** The record of another installation with the signed manifest of the 封存包 that it came in. */
export interface CarriedBytes {
  /** Of the parcel, hex. */
  readonly id: string;
  readonly manifest: Uint8Array;
  readonly signature: Uint8Array;
  /** JSON of its lines. */
  readonly record: Uint8Array;
}

/** Whether the parcel's signature holds, its manifest names these very bytes, and the lines are chained without a gap. */
export function isWholeRecord({ id, manifest, signature, record }: CarriedBytes): boolean {
  if (hex(sha256(manifest)) !== id) return false;
  try {
    const text = new TextDecoder().decode(manifest);
    const { kind, from, parts } = readManifest(text);
    const part = parts.find(({ path }) => path === AUDIT_FILE);
    const isSigned = kind === "sealed" && verifySigned(fromBase64Url(from), utf8Bytes(text), signature);
    if (!isSigned || part?.sha256 !== hex(sha256(record))) return false;
    return verifyAudit(JSON.parse(new TextDecoder().decode(record)) as readonly AuditRow[]).ok;
  } catch (error) {
    if (isProblem(error) || error instanceof SyntaxError || error instanceof TypeError) return false;
    throw error;
  }
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
