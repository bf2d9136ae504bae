/**
 * `npm run portable [-- TARGET…] [--out DIR]`: a folder for a stick per target, with Node and everything the server needs
 * inside. Node and the libraries with binaries come from the npm registry or npm's cache, each by exact version and by
 * the SHA-512 that package-lock.json beside this file pins; npm refuses any other bytes.
 */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { readme } from "./readme.mjs";
import { TARGETS } from "./targets.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));
const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));

/** Weights of the one font that documents embed. */
const FONTS = ["400Regular/NotoSansSC_400Regular.ttf", "700Bold/NotoSansSC_700Bold.ttf"];

const { targets, out } = readCall();
refuseOtherVersions();
const failed = targets.filter((target) => !build(target));
process.exitCode = failed.length > 0 ? 1 : 0;

function readCall() {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { out: { type: "string", default: join(root, "dist", "portable") } },
  });
  const unknown = positionals.filter((name) => !Object.hasOwn(TARGETS, name));
  if (unknown.length > 0) {
    console.error(`There is no target ${unknown.join(", ")}; there are: ${Object.keys(TARGETS).join(", ")}.`);
    process.exit(2);
  }
  return { targets: positionals.length > 0 ? positionals : Object.keys(TARGETS), out: resolve(values.out) };
}

/** What is carried is what was tested, but for the driver, which has binaries of other systems from version 13 on. */
function refuseOtherVersions() {
  const own = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).dependencies;
  for (const [name, version] of Object.entries(dependencies)) {
    if (name === "better-sqlite3" || own[name] === version) continue;
    console.error(
      `scripts/portable/package.json has ${name} ${version}, the product ${own[name]}: make them one.`,
    );
    process.exit(1);
  }
}

/** @returns whether the folder was built; if not, why not was said in a sentence */
function build(name) {
  const target = TARGETS[name];
  const work = mkdtempSync(join(tmpdir(), "plumbline-portable-"));
  try {
    const { modules, refusal } = fetchModules(work, target);
    if (refusal) {
      console.error(`${name}: not built. ${refusal}`);
      return false;
    }
    const folder = join(out, `plumbline-${name}`);
    const building = `${folder}.building`;
    rmSync(building, { recursive: true, force: true });
    lay(building, modules, target);
    rmSync(folder, { recursive: true, force: true });
    renameSync(building, folder);
    console.log(`${name}: ${folder}`);
    return true;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** @returns the folder of the libraries as `modules`, or as `refusal` a sentence that says why there is none */
function fetchModules(work, target) {
  for (const file of ["package.json", "package-lock.json"]) cpSync(join(here, file), join(work, file));
  const args = [
    "ci",
    "--ignore-scripts",
    "--omit=dev",
    "--no-audit",
    "--no-fund",
    "--prefer-offline",
    ...target.npm,
  ];
  const { status, stderr, error } = spawnSync("npm", args, {
    cwd: work,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (status !== 0) return { refusal: sayWhy(stderr ?? String(error)) };
  const modules = join(work, "node_modules");
  const binaries = [
    target.node,
    target.canvas,
    target.argon2,
    `better-sqlite3/prebuilds/${target.sqlite}`,
  ].map((path) => join(modules, path));
  const missing = binaries.find((path) => !existsSync(path) || !target.isFor(path));
  return missing
    ? { refusal: `The registry has no binary for this machine: ${missing.slice(modules.length + 1)}.` }
    : { modules };
}

function sayWhy(printed) {
  if (/EINTEGRITY/.test(printed))
    return "What the registry gave has another SHA-512 than package-lock.json pins.";
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED|network/i.test(printed)) {
    return "There is no network to the npm registry, and npm's cache lacks a package: connect once, then run this again.";
  }
  return `npm could not fetch its libraries: ${printed.trim().split("\n").at(-1) ?? ""}`;
}

/** Puts everything into a new folder: scripts and words at the top, the rest under program. */
function lay(folder, modules, target) {
  const program = join(folder, "program");
  mkdirSync(program, { recursive: true });
  const node = target.node.endsWith(".exe") ? "node.exe" : "node";
  cpSync(join(modules, target.node), join(program, node));
  chmodSync(join(program, node), 0o755);
  for (const part of ["dist/server", "dist/web", "surveys", "package.json", "LICENSE", "docs/licences.md"]) {
    cpSync(join(root, part), join(program, part), { recursive: true });
  }
  // The package for Windows leaves it out.
  cpSync(join(here, "LICENSE-node"), join(program, "LICENSE-node"));
  cpSync(modules, join(program, "node_modules"), {
    recursive: true,
    filter: (path) => isCarried(path.slice(modules.length + 1).replaceAll("\\", "/"), target),
  });
  for (const [from, to] of Object.entries(target.scripts)) {
    const text = readFileSync(join(here, from), "utf8");
    // Windows wants its own line ends in a script, whatever the checkout made of them.
    writeFileSync(join(folder, to), to.endsWith(".cmd") ? text.replace(/\r?\n/g, "\r\n") : text);
    chmodSync(join(folder, to), 0o755);
  }
  const [nodeVersion] = Object.values(optionalDependencies);
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  // A mark of the order of bytes, so that an old editor of Windows reads it as Chinese.
  writeFileSync(join(folder, "使用说明.txt"), `\uFEFF${readme(target, version, nodeVersion)}`);
}

/** Leaves out Node (it stands above), sources of SQLite, binaries of other machines and the other weights of the font. */
function isCarried(path, target) {
  if (
    /^(\.bin|\.package-lock\.json|node-(win|linux)-|node-addon-api|better-sqlite3\/(deps|src|binding\.gyp))/.test(
      path,
    )
  )
    return false;
  if (path.startsWith("better-sqlite3/prebuilds/")) return path.endsWith(`/${target.sqlite}`);
  const font = /^@expo-google-fonts\/noto-sans-sc\/(\d{3}.+)$/.exec(path)?.[1];
  return font === undefined || FONTS.some((file) => file === font || file.startsWith(`${font}/`));
}
