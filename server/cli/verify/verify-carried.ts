import { isProblem } from "../../core/problem.ts";
import { checkCarriedRecords } from "../../services/verify/check-carried-records.ts";
import { type CheckedVolume, checkVolume } from "../../services/verify/check-volume.ts";
import type { Evidence } from "../../services/verify/evidence.ts";
import { type Verification, verify } from "../../services/verify/verify.ts";
import { readVolumeFolder } from "./read-volume-folder.ts";

export interface CarriedVerification extends Verification {
  /** Null when the folder is no 归档包, or its manifest cannot be read. */
  readonly volume: CheckedVolume | null;
}

/**
 * The recount of a folder; of a 归档包 every file of it too, and first.
 *
 * @param read what of the folder is recounted
 * @throws Problem of `read`, unless files of a volume are found to differ: then those are told
 */
export async function verifyCarried(
  folder: string,
  sheetDigest: string | null,
  read: (folder: string) => Evidence | Promise<Evidence>,
): Promise<CarriedVerification> {
  const reading = readVolumeFolder(folder);
  const recount = async () => verify(await read(folder), sheetDigest);
  if (!reading) return { ...(await recount()), volume: null };
  const { volume, differences: files } = await checkVolume(reading);
  const differences = [...files, ...checkCarriedRecords(reading)];
  const recounted = await recount().catch((error: unknown): Verification => {
    if (!isProblem(error) || differences.length === 0) throw error;
    return { isBound: sheetDigest !== null, rounds: [], differences: [] };
  });
  return { ...recounted, differences: [...differences, ...recounted.differences], volume };
}
