/** The built pages, read once into memory with their brotli and gzip forms. */
import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import type { Context } from "hono";
import { takesCoding } from "./takes-coding.ts";

interface Page {
  readonly type: string;
  readonly etag: string;
  readonly isImmutable: boolean;
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly br: Uint8Array<ArrayBuffer> | null;
  readonly gzip: Uint8Array<ArrayBuffer> | null;
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml; charset=utf-8",
  ".woff2": "font/woff2",
  ".png": "image/png",
};

export type Pages = ReadonlyMap<string, Page>;

/** Reads a folder of built files. @returns by path, "/assets/…" and "/…html" */
export async function readPages(folder: string): Promise<Pages> {
  const pages = new Map<string, Page>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const type = TYPES[extname(entry.name)];
    if (!entry.isFile() || !type) continue;
    const file = join(entry.parentPath, entry.name);
    const path = `/${relative(folder, file).split(sep).join("/")}`;
    const plain = await bytesOf(file);
    pages.set(path, {
      type,
      etag: `"${Buffer.from(await crypto.subtle.digest("SHA-256", plain))
        .toString("base64url")
        .slice(0, 22)}"`,
      isImmutable: path.startsWith("/assets/"),
      plain,
      br: await bytesOf(`${file}.br`).catch(() => null),
      gzip: await bytesOf(`${file}.gz`).catch(() => null),
    });
  }
  return pages;
}

async function bytesOf(file: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(file));
}

/** Answers with a page from memory, in the best encoding the browser takes; null when there is no such page. */
export function sendPage(c: Context, pages: Pages, path: string): Response | null {
  const page = pages.get(path);
  if (!page) return null;
  const accepted = c.req.header("accept-encoding");
  const encoding =
    page.br && takesCoding(accepted, "br")
      ? "br"
      : page.gzip && takesCoding(accepted, "gzip")
        ? "gzip"
        : null;
  c.header("content-type", page.type);
  c.header("cache-control", page.isImmutable ? "public, max-age=31536000, immutable" : "no-cache");
  c.header("etag", page.etag);
  c.header("vary", "Accept-Encoding");
  if (c.req.header("if-none-match") === page.etag) return c.body(null, 304);
  if (encoding) c.header("content-encoding", encoding);
  return c.body((encoding === "br" ? page.br : encoding === "gzip" ? page.gzip : null) ?? page.plain);
}
