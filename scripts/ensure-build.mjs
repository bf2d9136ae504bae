/**
 * `node scripts/ensure-build.mjs [--anew]`: builds the pages and the server, each when it is missing or when anything it
 * is made of has changed; with --anew in any case.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const isAnew = process.argv.includes("--anew");
/** Read once: the two parts share most of their sources. */
const digests = new Map();

const PARTS = [
  {
    name: "the pages",
    sources: [
      "web",
      "server/core",
      "vite.config.ts",
      "tsconfig.json",
      "package-lock.json",
      "scripts/precompress.mjs",
    ],
    products: ["phone.html", "office.html", "preview.html", "screen.html", "phone.html.br"].map(
      (page) => `dist/web/${page}`,
    ),
    stamp: "dist/web-built-from.sha256",
    steps: [["node_modules/vite/bin/vite.js", "build", "--logLevel", "warn"], ["scripts/precompress.mjs"]],
  },
  {
    name: "the server",
    sources: [
      "server",
      "surveys",
      "web/text",
      "web/charts",
      "package-lock.json",
      "scripts/bundle-server.mjs",
      "scripts/libraries-apart.mjs",
    ],
    products: [
      "main.mjs",
      "portable.mjs",
      "plumbline.mjs",
      "plumbline-verify.mjs",
      "accepted-forms.json",
    ].map((file) => `dist/server/${file}`),
    stamp: "dist/server-built-from.sha256",
    steps: [["scripts/bundle-server.mjs"]],
  },
];

for (const { name, sources, products, stamp, steps } of PARTS) {
  const digest = digestOf(sources.flatMap(filesOf));
  const path = join(root, stamp);
  const isBuilt = products.every((product) => existsSync(join(root, product))) && existsSync(path);
  if (!isAnew && isBuilt && readFileSync(path, "utf8").trim() === digest) continue;
  // Not to the output: a command's answer may be read from there.
  console.error(`Building ${name} (some seconds) …`);
  // What stops in between is built again.
  rmSync(path, { force: true });
  for (const step of steps) run(name, step);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${digest}\n`);
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
  for (const file of files.toSorted()) hash.update(`${file}\0`).update(digestOfFile(file));
  return hash.digest("hex");
}

function digestOfFile(file) {
  const known = digests.get(file);
  if (known) return known;
  const digest = createHash("sha256")
    .update(readFileSync(join(root, file)))
    .digest();
  digests.set(file, digest);
  return digest;
}

function run(name, step) {
  // A test that finds something changed builds too, and what it builds is what is served, not React's version for tests.
  const env = { ...process.env, NODE_ENV: "production" };
  const { status } = spawnSync(process.execPath, step, { cwd: root, env, stdio: ["inherit", 2, "inherit"] });
  if (status === 0) return;
  console.error(`Could not build ${name}; the reason stands above.`);
  process.exit(1);
}
