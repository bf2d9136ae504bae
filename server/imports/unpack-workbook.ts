import { LIMITS } from "./limits.ts";
import { unpackZip } from "./unpack-zip.ts";

/** Every part of a workbook or document, unpacked, by its name. @throws Problem import.unreadable */
export const unpackWorkbook = (bytes: Uint8Array): ReadonlyMap<string, Uint8Array> =>
  unpackZip(bytes, LIMITS);
