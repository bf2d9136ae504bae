import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { afterAll } from "vitest";
import { LIBRARIES_APART } from "../../scripts/libraries-apart.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/**
 * A TypeScript program of the tests as one that plain Node starts, put together as `npm run build` puts the server together: a start
 * reads a few files instead of compiling every source, which under a tracer is ten times as fast.
 *
 * It stands where the built server stands, two folders below the project's, until the tests of the calling file have ended.
 *
 * @returns the path of the file to give to Node
 */
export async function bundleProgram(program: URL): Promise<string> {
  const source = fileURLToPath(program);
  mkdirSync(join(ROOT, "dist"), { recursive: true });
  const folder = mkdtempSync(join(ROOT, "dist", "program-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const threads = readdirSync(join(ROOT, "server"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith("-worker.ts"))
    .map((name) => join(ROOT, "server", name));
  const input = Object.fromEntries([source, ...threads].map((file) => [basename(file, ".ts"), file]));
  const bundle = await rolldown({
    cwd: ROOT,
    input,
    platform: "node",
    external: (id) => LIBRARIES_APART.test(id),
  });
  await bundle.write({ dir: folder, format: "esm", entryFileNames: "[name].mjs" });
  await bundle.close();
  return join(folder, `${basename(source, ".ts")}.mjs`);
}
