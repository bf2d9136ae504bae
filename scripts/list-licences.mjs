/**
 * `node scripts/list-licences.mjs [--check]`: writes docs/licences.md, every package that the product installs with its
 * licence, from the installed packages themselves; with --check only says whether the page is that.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const PAGE = join(root, "docs", "licences.md");
const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));

/** Packages whose package.json names no licence; their LICENSE file does. */
const BY_FILE = { "png-js": "MIT" };

/** Binaries for other systems are not installed here; they are the same package under the same licence. */
const rows = Object.entries(packages)
  .filter(([path, { dev }]) => path.startsWith("node_modules/") && !dev)
  .map(([path, { version, license }]) => ({
    name: path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length),
    version,
    licence: license ?? licenceIn(path),
  }))
  .toSorted((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1));
const once = [...new Map(rows.map((row) => [`${row.name} ${row.version}`, row])).values()];

const page = [
  "# Libraries and their licences",
  "",
  "Every package that `npm ci --omit=dev` installs, binaries for all systems among them. Written by `node scripts/list-licences.mjs`;",
  "`npm run check` fails when it is out of date.",
  "",
  "| package | version | licence |",
  "|---|---|---|",
  ...once.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`),
  "",
].join("\n");

if (!process.argv.includes("--check")) writeFileSync(PAGE, page);
else if (!existsSync(PAGE) || readFileSync(PAGE, "utf8") !== page) {
  console.error("docs/licences.md is out of date: run `node scripts/list-licences.mjs`.");
  process.exit(1);
}
const unknown = once.filter(({ licence }) => licence === null);
if (unknown.length > 0) {
  console.error(`No licence is named by: ${unknown.map(({ name }) => name).join(", ")}`);
  process.exit(1);
}

function licenceIn(path) {
  const named = BY_FILE[path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length)];
  if (named) return named;
  const file = join(root, path, "package.json");
  if (!existsSync(file)) return null;
  const { license } = JSON.parse(readFileSync(file, "utf8"));
  return typeof license === "string" ? license : (license?.type ?? null);
}
