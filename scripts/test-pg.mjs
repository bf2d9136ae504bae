/**
 * `npm run test:pg [-- vitest's arguments, such as -t name]`: starts a throw-away PostgreSQL from the system's packages, runs the store
 * suites, the attacks on anonymity, the journeys through the server and some of those in a browser on it, stops it and removes it, whatever happens in between.
 */
import { spawn } from "node:child_process";
import { accessSync, constants, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { startPostgres } from "./throwaway-postgres.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const RESULTS = "node_modules/.vitest-results-pg.json";
/** Promise P1, with the files of the database and its server in the attacker's hands; and offices that share a database. */
const ATTACKS = ["linking", "open-link", "naive-database"]
  .map((name) => `tests/attacks/linking/${name}.test.ts`)
  .concat("tests/attacks/offices");
const FAULTS = [
  "tests/faults/processes",
  "tests/faults/upgrade-postgres.test.ts",
  "tests/faults/closing-postgres.test.ts",
];

/** What people do from the scan to the results, in real Chromium; the other browser tests run on SQLite. */
const BROWSER = ["phone", "meeting-room", "paper-keying", "round-as-group", "open-link"].map(
  (name) => `tests/browser/${name}.test.ts`,
);

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
  const args = [
    "run",
    "server/store/postgres",
    ...ATTACKS,
    ...FAULTS,
    ...BROWSER,
    ...journeys(),
    "--reporter=default",
    "--reporter=json",
  ];
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  child = spawn(
    process.execPath,
    [vitest, ...args, `--outputFile.json=${RESULTS}`, ...process.argv.slice(2)],
    {
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
    },
  );
  return new Promise((resolve) => {
    child.on("error", () => resolve(1));
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

/** Journeys that look into the files of a data folder, which on PostgreSQL has none. */
function journeys() {
  const folder = join(root, "tests", "journeys");
  const ofFiles = [
    "installation",
    "invalid",
    "look-back",
    "panel-scores",
    "paper",
    "paper-corrections",
    "wireless",
  ];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".test.ts") && !ofFiles.includes(name.slice(0, -".test.ts".length)))
    .map((name) => join("tests", "journeys", name))
    .filter((file) => readFileSync(join(root, file), "utf8").match(/startTestServer|isPostgresAbsent/));
}

function remove() {
  for (const server of servers) server.stop();
  rmSync(folder, { recursive: true, force: true });
}
