/** Builds the pages when they are missing or when anything they are made of has changed. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const SOURCES = [
  "web",
  "server/core",
  "vite.config.ts",
  "tsconfig.json",
  "package-lock.json",
  "scripts/precompress.mjs",
];
const PAGES = [
  "dist/web/phone.html",
  "dist/web/office.html",
  "dist/web/preview.html",
  "dist/web/screen.html",
  "dist/web/phone.html.br",
];
const STAMP = join(root, "dist", "built-from.sha256");

const digest = digestOf(SOURCES.flatMap(filesOf));
const isBuilt = PAGES.every((page) => existsSync(join(root, page)));
if (!isBuilt || !existsSync(STAMP) || readFileSync(STAMP, "utf8").trim() !== digest) {
  console.log("Building the pages (some seconds) …");
  run("node_modules/vite/bin/vite.js", "build", "--logLevel", "warn");
  run("scripts/precompress.mjs");
  writeFileSync(STAMP, `${digest}\n`);
}

/** Files of a source, tests left out, as paths with forward slashes. */
function filesOf(source) {
  const path = join(root, source);
  if (statSync(path).isFile()) return [source];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
}

function digestOf(files) {
  const hash = createHash("sha256");
  for (const file of files.toSorted()) {
    hash.update(`${file}\0`).update(
      createHash("sha256")
        .update(readFileSync(join(root, file)))
        .digest(),
    );
  }
  return hash.digest("hex");
}

function run(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  if (status === 0) return;
  console.error("The pages could not be built; the reason stands above.");
  process.exit(1);
}
