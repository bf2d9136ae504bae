import { utf8Bytes } from "./bytes.ts";

export const BUCKET_BYTES = 16 * 1024;

/**
 * JSON of `body` with a member `pad` that makes its UTF-8 length a multiple of 16 KiB, so that the length of a
 * request does not tell how much was written in it.
 */
export function paddedJson(body: object): string {
  const short = JSON.stringify({ ...body, pad: "" });
  const missing = (BUCKET_BYTES - (utf8Bytes(short).length % BUCKET_BYTES)) % BUCKET_BYTES;
  return JSON.stringify({ ...body, pad: "0".repeat(missing) });
}
