/** `npm run faults [-- vitest's arguments]`: every fault test in its long form; some hours. */
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { status } = spawnSync(
  process.execPath,
  [
    join(root, "node_modules/vitest/vitest.mjs"),
    "run",
    "tests/faults",
    "--testTimeout=14400000",
    "--hookTimeout=600000",
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: "inherit", env: { ...process.env, PLUMBLINE_FAULTS: "long" } },
);
process.exitCode = status ?? 1;
