import type { Context } from "hono";
import { Problem } from "../../core/problem.ts";
import type { Deps } from "../../services/deps.ts";
import { type JsonFile, jsonFileOf, sendJsonFile } from "./json-file.ts";

/** Frozen forms never change, so each is read and compressed once; the oldest leaves when there are too many. */
const FILES_MAX = 400;

/** Serves frozen forms by digest. @throws Problem form.unknown */
export class FormFiles {
  private readonly files = new Map<string, Promise<JsonFile>>();

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
    const found = await file;
    c.header("cache-control", "public, max-age=31536000, immutable");
    return sendJsonFile(c, found);
  }

  private async read(digest: string): Promise<JsonFile> {
    const form = await this.deps.office.inTransaction((office) => office.form(digest));
    if (!form) throw new Problem("form.unknown", {});
    return jsonFileOf(form);
  }
}
