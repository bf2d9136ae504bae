/**
 * `npm run faults [-- FILE… | vitest's arguments]`: every fault test in its long form, some hours; or those whose path is
 * named, beginning with `tests/`.
 */
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const given = process.argv.slice(2);
const { status } = spawnSync(
  process.execPath,
  [
    join(root, "node_modules/vitest/vitest.mjs"),
    "run",
    // Paths are alternatives to vitest: beside the whole folder a single file would choose nothing.
    ...(given.some((one) => one.startsWith("tests/")) ? [] : ["tests/faults"]),
    "--testTimeout=14400000",
    "--hookTimeout=600000",
    ...given,
  ],
  { cwd: root, stdio: "inherit", env: { ...process.env, PLUMBLINE_FAULTS: "long" } },
);
process.exitCode = status ?? 1;
