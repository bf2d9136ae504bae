/** `npm run deps`: the import rules of .dependency-cruiser.cjs, and proof that the files were really read. */
import { readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { readImports } from "./read-imports.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const FOLDERS = ["server", "web", "tests"];

const { read, imports, violations } = await readImports(root, FOLDERS);
for (const { rule, from, to } of violations) console.error(`${rule}: ${from} → ${to}`);

const expected = FOLDERS.flatMap(typescriptFiles).filter((file) => !file.startsWith("tests/rules/bad/"));
const unread = expected.filter((file) => !read.includes(file));
for (const file of unread) console.error(`not read: ${file}`);

console.log(
  `${read.length} modules of ${expected.length} read, ${imports} imports, ${violations.length} violations`,
);
const isPlausible = unread.length === 0 && expected.length > 0 && imports > expected.length;
if (!isPlausible) console.error("the number of modules or imports read is not plausible");
process.exitCode = violations.length === 0 && isPlausible ? 0 : 1;

function typescriptFiles(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith(".d.ts"))
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)).replaceAll("\\", "/"));
}
