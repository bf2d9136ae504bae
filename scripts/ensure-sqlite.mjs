/**
 * Makes sure that better-sqlite3 loads. `npm ci` leaves it out quietly when it can neither fetch nor compile its
 * binary, and a binary of another Node version does not load; both are repaired here or end with one sentence.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { has, installPackages } from "./system-packages.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const PROBE = "new (require('better-sqlite3'))(':memory:').close()";
const TOOLS = { python3: "python3", make: "make", "g++": "g++" };

if (!loads()) {
  const missing = Object.keys(TOOLS).filter((tool) => !has(tool));
  if (missing.length > 0) installPackages(missing.map((tool) => TOOLS[tool]));
  console.log("Building better-sqlite3 for this Node (about a minute) …");
  const failure = build();
  if (!loads()) {
    if (failure) process.stderr.write(failure);
    const lacking = Object.keys(TOOLS).filter((tool) => !has(tool));
    const cure =
      lacking.length > 0
        ? `Install ${lacking.join(", ")} (Debian, Ubuntu: apt-get install python3 make g++), then run this again.`
        : `Node ${process.version} may be too old or too new, or its headers are not reachable; see docs/operating.md.`;
    console.error(`The database driver better-sqlite3 could not be built. ${cure}`);
    process.exit(1);
  }
}

/** In a process of its own: a binary that does not fit can take the process down. */
function loads() {
  return spawnSync(process.execPath, ["-e", PROBE], { cwd: root, stdio: "ignore" }).status === 0;
}

/** Rebuilds the package, or installs the locked version when it is absent. @returns what npm said when it failed */
function build() {
  const isPresent = existsSync(join(root, "node_modules", "better-sqlite3", "package.json"));
  const { version } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages[
    "node_modules/better-sqlite3"
  ];
  const args = isPresent
    ? ["rebuild", "better-sqlite3"]
    : ["install", "--no-save", "--no-package-lock", `better-sqlite3@${version}`];
  const { status, stderr } = spawnSync("npm", args, {
    cwd: root,
    env: { ...process.env, ...headersHere() },
    shell: process.platform === "win32",
    encoding: "utf8",
  });
  return status === 0 ? "" : stderr;
}

/** Node's own headers, where they were installed with it, instead of a download. */
function headersHere() {
  const prefix = dirname(dirname(process.execPath));
  return existsSync(join(prefix, "include", "node", "node.h")) ? { npm_config_nodedir: prefix } : {};
}
