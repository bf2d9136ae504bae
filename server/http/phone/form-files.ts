import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import type { Context } from "hono";
import { Problem } from "../../core/problem.ts";
import { takesCoding } from "../takes-coding.ts";
import type { Deps } from "../../services/deps.ts";

const compress = promisify(brotliCompress);

interface FormFile {
  readonly plain: string;
  readonly br: Uint8Array<ArrayBuffer>;
}

/** Frozen forms never change, so each is read and compressed once; the oldest leaves when there are too many. */
const FILES_MAX = 400;

/** Serves frozen forms by digest. @throws Problem form.unknown */
export class FormFiles {
  private readonly files = new Map<string, Promise<FormFile>>();

  constructor(private readonly deps: Deps) {}

  async send(c: Context, digest: string): Promise<Response> {
    let file = this.files.get(digest);
    if (!file) {
      file = this.read(digest);
      this.files.set(digest, file);
      file.catch(() => this.files.delete(digest));
      const [oldest] = this.files.keys();
      if (this.files.size > FILES_MAX && oldest !== undefined) this.files.delete(oldest);
    }
    const { plain, br } = await file;
    c.header("content-type", "application/json");
    c.header("cache-control", "public, max-age=31536000, immutable");
    c.header("vary", "Accept-Encoding");
    if (!takesCoding(c, "br")) return c.body(plain);
    c.header("content-encoding", "br");
    return c.body(br);
  }

  private async read(digest: string): Promise<FormFile> {
    const form = await this.deps.office.inTransaction((office) => office.form(digest));
    if (!form) throw new Problem("form.unknown", {});
    const plain = JSON.stringify(form);
    const br = await compress(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
    return { plain, br: new Uint8Array(br) };
  }
}
