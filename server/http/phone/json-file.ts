/** JSON that is asked for often and seldom changes: written and compressed once. */
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import type { Context } from "hono";
import { takesCoding } from "../takes-coding.ts";

export interface JsonFile {
  readonly plain: string;
  readonly br: Uint8Array<ArrayBuffer>;
}

const compress = promisify(brotliCompress);

export async function jsonFileOf(value: unknown): Promise<JsonFile> {
  const plain = JSON.stringify(value);
  const br = await compress(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
  return { plain, br: new Uint8Array(br) };
}

/** Answers with the file, as brotli to whoever takes it. */
export function sendJsonFile(c: Context, { plain, br }: JsonFile): Response {
  c.header("content-type", "application/json");
  c.header("vary", "Accept-Encoding");
  if (!takesCoding(c.req.header("accept-encoding"), "br")) return c.body(plain);
  c.header("content-encoding", "br");
  return c.body(br);
}
