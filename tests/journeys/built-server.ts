/** The server as `npm start` and `npm run plumbline` run it: what is built of the sources, built anew when they changed. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const made = spawnSync(process.execPath, ["scripts/ensure-build.mjs"], { cwd: ROOT, encoding: "utf8" });
if (made.status !== 0) throw new Error(made.stderr);

/** Arguments of Node, from anywhere. */
export const BUILT_SERVER = [fileURLToPath(new URL("../../dist/server/main.mjs", import.meta.url))];
export const BUILT_COMMAND = [fileURLToPath(new URL("../../dist/server/plumbline.mjs", import.meta.url))];
