/** Files that a command names: what is wrong with one is a sentence, never a stack. */
import { readFile } from "node:fs/promises";
import type { z } from "zod";
import { parseStrictJson } from "../core/definition/strict-json.ts";
import { machineRefusal } from "../core/machine-refusal.ts";
import { isProblem, Problem } from "../core/problem.ts";

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "missing",
  EEXIST: "exists",
  EACCES: "not-allowed",
  EPERM: "not-allowed",
  EROFS: "not-allowed",
  EISDIR: "wrong-kind",
  ENOTDIR: "wrong-kind",
  EIO: "failing",
};

/** An error of the operating system about a path or a port, as a refusal; anything else as it is. */
export function asProblem(error: unknown): unknown {
  const { code, path, port } = error as { code?: unknown; path?: unknown; port?: unknown };
  if (!(error instanceof Error) || typeof code !== "string") return error;
  if (code === "EADDRINUSE") return new Problem("port.taken", { port: Number(port) });
  // A stick that fails is not the disk that the data lies on: its file is named.
  const refusal = code === "EIO" && typeof path === "string" ? error : machineRefusal(error);
  if (refusal !== error || typeof path !== "string") return refusal;
  return new Problem("file.unusable", { file: path, reason: REASONS[code] ?? code });
}

/** @throws Problem file.unusable */
export async function readBytesFile(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    // A folder opens like a file and fails only when it is read, without its name.
    throw asProblem(Object.assign(error as Error, { path: file }));
  }
}

/** @throws Problem file.unusable */
export const readTextFile = async (file: string): Promise<string> =>
  (await readBytesFile(file)).toString("utf8");

/** Lets a refusal of malformed text name the file it is in. */
export async function namingFile<T>(file: string, act: () => T | Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (isProblem(error, "request.malformed")) {
      throw new Problem("file.unusable", { file, reason: "not-json" });
    }
    throw error;
  }
}

/** @throws Problem file.unusable */
export async function readJsonFile<T>(file: string, shape: z.ZodType<T>): Promise<T> {
  const text = await readTextFile(file);
  const found = shape.safeParse(await namingFile(file, () => parseStrictJson(text)));
  if (found.success) return found.data;
  const [issue] = found.error.issues;
  const reason = issue ? `${issue.path.join(".")}: ${issue.message}` : "other-shape";
  throw new Problem("file.unusable", { file, reason });
}
