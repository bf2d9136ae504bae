/**
 * `npm run test:pg [-- vitest's arguments, such as -t name]`: starts a throw-away PostgreSQL from the system's packages, runs the store
 * suites, the attacks on anonymity and the journeys through the server on it, stops it and removes it, whatever happens in between.
 */
import { spawn, spawnSync } from "node:child_process";
import {
  accessSync,
  appendFileSync,
  chownSync,
  constants,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { canInstall, installPackages } from "./system-packages.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const RESULTS = "node_modules/.vitest-results-pg.json";
/** Promise P1, with the files of the database and its server in the attacker's hands. */
const ATTACKS = ["linking", "open-link", "naive-database"].map(
  (name) => `tests/attacks/linking/${name}.test.ts`,
);
/** Only the socket's name: the server listens on no network address. */
const PORT = 5432;

const CONFIG = ["listen_addresses = ''", `port = ${PORT}`, "max_connections = 200", "wal_recycle = off"];

const bin = findPrograms() ?? (installPackages(["postgresql"]) ? findPrograms() : null);
if (bin === null) {
  const how = canInstall() ? "The system's packages did not provide one" : "Only root can install one here";
  console.error(
    `These tests need a PostgreSQL server (initdb, pg_ctl), and none was found. ${how}: ` +
      "install it (Debian: apt-get install postgresql), then run this again.",
  );
  process.exit(1);
}

// PostgreSQL refuses to run as root.
const account = process.getuid?.() === 0 ? unprivileged() : {};
const folder = mkdtempSync(join(placeInMemory() ?? tmpdir(), "plumbline-pg-"));
/** One for the suites, which run beside each other, one for the test of what holds for a whole server, one that is started anew. */
const CLUSTERS = ["shared", "own", "restarted"];
const FAULTS = ["tests/faults/processes", "tests/faults/upgrade-postgres.test.ts"];
let child = null;
let signal = null;

for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(name, () => {
    signal = name;
    child?.kill(name);
  });
}
process.on("exit", remove);

for (const name of CLUSTERS) startCluster(name);
process.exitCode = await runTests();
if (signal) process.exitCode ||= 1;

/** The folder of the newest server programs; null when there are none. */
function findPrograms() {
  const debian = "/usr/lib/postgresql";
  const versions = list(debian).filter((name) => /^\d+$/.test(name));
  const folders = versions.toSorted((a, b) => b - a).map((version) => join(debian, version, "bin"));
  folders.push(...(process.env.PATH ?? "").split(delimiter));
  return folders.find((one) => isProgram(join(one, "initdb")) && isProgram(join(one, "pg_ctl"))) ?? null;
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

function list(path) {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The numbers of an account that is not root. */
function unprivileged() {
  for (const name of ["postgres", "nobody"]) {
    const [uid, gid] = ["-u", "-g"].map((flag) => Number(spawnSync("id", [flag, name]).stdout || Number.NaN));
    if (uid > 0 && gid > 0) return { uid, gid };
  }
  console.error("PostgreSQL does not run as root, and there is neither an account postgres nor nobody here.");
  process.exit(1);
}

/** The folder with the server's socket. */
function socketsOf(name) {
  return join(folder, `${name}-sockets`);
}

function addressOf(name) {
  return `postgres://postgres@localhost:${PORT}/postgres?host=${encodeURIComponent(socketsOf(name))}`;
}

function startCluster(name) {
  const cluster = join(folder, name);
  const sockets = socketsOf(name);
  mkdirSync(sockets, { mode: 0o700 });
  if (account.uid) for (const path of [folder, sockets]) chownSync(path, account.uid, account.gid);
  run("initdb", [
    "-D",
    cluster,
    "-U",
    "postgres",
    "-A",
    "trust",
    "-E",
    "UTF8",
    "--locale=C",
    "--no-sync",
    "--data-checksums",
  ]);
  const own = [...CONFIG, `unix_socket_directories = '${sockets}'`];
  appendFileSync(join(cluster, "postgresql.conf"), `${own.join("\n")}\n`);
  run("pg_ctl", ["-D", cluster, "-w", "-t", "60", "-l", join(folder, `${name}.log`), "start"]);
}

/** As after a failure of power: nobody is told, and the server recovers from its log. */
function restartOf(name) {
  const log = join(folder, `${name}.log`);
  return ["-D", join(folder, name), "-m", "immediate", "-w", "-t", "60", "-l", log, "restart"];
}

/** Ends the script when the program fails: without the server there is nothing to test. */
function run(program, args) {
  const { status, stdout, stderr } = spawnSync(join(bin, program), args, {
    ...account,
    cwd: folder,
    encoding: "utf8",
    // The server inherits what pg_ctl writes to; a pipe would stay open as long as it runs.
    stdio: program === "pg_ctl" ? "ignore" : "pipe",
  });
  if (status === 0) return;
  console.error(`${program} failed.\n${stdout ?? ""}${stderr ?? ""}`);
  process.exit(1);
}

function runTests() {
  const args = [
    "run",
    "server/store/postgres",
    ...ATTACKS,
    ...FAULTS,
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
        PLUMBLINE_TEST_POSTGRES: addressOf("shared"),
        PLUMBLINE_TEST_POSTGRES_OWN: addressOf("own"),
        PLUMBLINE_TEST_POSTGRES_RESTARTED: JSON.stringify({
          url: addressOf("restarted"),
          program: join(bin, "pg_ctl"),
          args: restartOf("restarted"),
          account,
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
    "rehearsal",
    "wireless",
  ];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".test.ts") && !ofFiles.includes(name.slice(0, -".test.ts".length)))
    .map((name) => join("tests", "journeys", name))
    .filter((file) => readFileSync(join(root, file), "utf8").match(/startTestServer|isPostgresAbsent/));
}

function remove() {
  for (const name of CLUSTERS) {
    spawnSync(join(bin, "pg_ctl"), ["-D", join(folder, name), "-m", "immediate", "-w", "stop"], {
      ...account,
      cwd: tmpdir(),
      stdio: "ignore",
    });
  }
  rmSync(folder, { recursive: true, force: true });
}
