/** Installing from the system's own packages, where that is possible without asking anybody. */
import { spawnSync } from "node:child_process";

const isRoot = process.getuid?.() === 0;
let hasUpdated = false;

/** Whether `command` is on the path. */
export function has(command) {
  const finder = process.platform === "win32" ? "where" : "which";
  return spawnSync(finder, [command], { stdio: "ignore" }).status === 0;
}

export const canInstall = () => isRoot && process.platform === "linux" && has("apt-get");

/** Installs Debian packages as root. @returns whether apt-get succeeded; false when it may not be tried */
export function installPackages(names) {
  if (!canInstall()) return false;
  console.log(`Installing ${names.join(", ")} from the system's packages …`);
  if (!hasUpdated) aptGet("update");
  hasUpdated = true;
  return aptGet("install", "-y", "--no-install-recommends", ...names);
}

function aptGet(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const { status, stderr } = spawnSync("apt-get", ["-qq", ...args], {
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  if (status !== 0) process.stderr.write(stderr ?? "");
  return status === 0;
}
