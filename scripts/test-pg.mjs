/**
 * `npm run test:pg [-- --all | FILE… | vitest's arguments, such as -t name]`: starts a throw-away PostgreSQL from the system's packages,
 * runs the store suites, the attacks on anonymity, the journeys through the server and some of those in a browser on it, stops it
 * and removes it, whatever happens in between. With `--all` every test that starts a server runs on it, or those whose path is
 * named, beginning with `tests/` or `server/`.
 */
import { spawn } from "node:child_process";
import { accessSync, constants, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chosenOnPostgres, onPostgres } from "./postgres-tests.mjs";
import { startPostgres } from "./throwaway-postgres.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const RESULTS = "node_modules/.vitest-results-pg.json";
const given = process.argv.slice(2).filter((one) => one !== "--all");
/** Paths are alternatives to vitest: beside all others a single file would choose nothing. */
const isNamed = given.some((one) => /^(?:tests|server)\//.test(one));

const folder = mkdtempSync(join(placeInMemory() ?? tmpdir(), "plumbline-pg-"));
/** One for the suites, which run beside each other, one for the test of what holds for a whole server, one that is started anew. */
const servers = [];
let child = null;
let signal = null;

for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(name, () => {
    signal = name;
    child?.kill(name);
  });
}
process.on("exit", remove);

const [shared, own, restarted] = ["shared", "own", "restarted"].map(start);
process.exitCode = await runTests();
if (signal) process.exitCode ||= 1;

function start(name) {
  try {
    const server = startPostgres(folder, name);
    servers.push(server);
    return server;
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}

/** The server syncs as in use, which costs nothing in memory; null where there is none, or too little. */
function placeInMemory() {
  const memory = "/dev/shm";
  try {
    accessSync(memory, constants.W_OK);
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize > 2 ** 30 ? memory : null;
  } catch {
    return null;
  }
}

function runTests() {
  const args = ["run", ...(isNamed ? [] : chosen()), "--reporter=default", "--reporter=json"];
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  child = spawn(process.execPath, [vitest, ...args, `--outputFile.json=${RESULTS}`, ...given], {
    cwd: root,
    stdio: "inherit",
    env: {
      ...process.env,
      PLUMBLINE_TEST_POSTGRES: shared.url,
      PLUMBLINE_TEST_POSTGRES_OWN: own.url,
      PLUMBLINE_TEST_POSTGRES_RESTARTED: JSON.stringify({
        url: restarted.url,
        program: restarted.program,
        args: restarted.restart,
        account: restarted.account,
      }),
    },
  });
  return new Promise((resolve) => {
    child.on("error", () => resolve(1));
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

function chosen() {
  const tests = process.argv.includes("--all") ? onPostgres(root) : chosenOnPostgres(root);
  return ["server/store/postgres", ...tests.map((name) => `tests/${name}`)];
}

function remove() {
  for (const server of servers) server.stop();
  rmSync(folder, { recursive: true, force: true });
}
