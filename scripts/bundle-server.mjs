/**
 * `node scripts/bundle-server.mjs`: the server and the command line, with the libraries they need, as a few files in
 * dist/server, so that a start reads those instead of compiling every source and looking up every library's modules.
 */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { LIBRARIES_APART } from "./libraries-apart.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const FOLDER = join(root, "dist", "server");

const workers = readdirSync(join(root, "server"), { recursive: true }).filter((name) =>
  name.endsWith("-worker.ts"),
);
const input = {
  main: "server/main.ts",
  portable: "server/portable.ts",
  plumbline: "server/cli/main.ts",
  "accept-shipped-forms": "server/accept-shipped-forms.ts",
  ...Object.fromEntries(workers.map((name) => [basename(name, ".ts"), join("server", name)])),
};

/** A file with one Chinese character takes two bytes for each of its characters as long as the process lives. */
const BEYOND_ASCII = /[^\0-\x7f]/g;
const escaped = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;

rmSync(FOLDER, { recursive: true, force: true });
const bundle = await rolldown({
  cwd: root,
  input,
  platform: "node",
  external: (id) => LIBRARIES_APART.test(id),
});
await bundle.write({
  dir: FOLDER,
  format: "esm",
  // Flat: modules name the entries of their threads, and compose.ts the root, from where they stand.
  entryFileNames: "[name].mjs",
  chunkFileNames: "[name]-[hash].mjs",
});
await bundle.close();

for (const name of readdirSync(FOLDER)) {
  const file = join(FOLDER, name);
  writeFileSync(file, readFileSync(file, "utf8").replace(BEYOND_ASCII, escaped));
}

// One file that runs on bare Node, wherever it is carried: nothing of it may stay apart.
const single = await rolldown({ cwd: root, input: "server/cli/verify/standalone.ts", platform: "node" });
await single.write({ file: join(FOLDER, "plumbline-verify.mjs"), format: "esm", codeSplitting: false });
await single.close();

const { status } = spawnSync(process.execPath, [join(FOLDER, "accept-shipped-forms.mjs")], {
  stdio: "inherit",
});
process.exitCode = status ?? 1;
