/** Throw-away PostgreSQL servers from the system's packages, each in a folder of its own, for tests and measurements. */
import { spawnSync } from "node:child_process";
import {
  accessSync,
  appendFileSync,
  chownSync,
  constants,
  mkdirSync,
  readdirSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { canInstall, installPackages } from "./system-packages.mjs";

/** Only the socket's name: the server listens on no network address. */
const PORT = 5432;
const CONFIG = ["listen_addresses = ''", `port = ${PORT}`, "max_connections = 200", "wal_recycle = off"];

/**
 * The folder of the newest server programs, installed where that may be done.
 *
 * @throws Error that says what is missing and how to get it
 */
export function postgresPrograms() {
  const found = findPrograms() ?? (installPackages(["postgresql"]) ? findPrograms() : null);
  if (found !== null) return found;
  const how = canInstall() ? "The system's packages did not provide one" : "Only root can install one here";
  throw new Error(
    `This needs a PostgreSQL server (initdb, pg_ctl), and none was found. ${how}: ` +
      "install it (Debian: apt-get install postgresql), then run this again.",
  );
}

/**
 * The numbers of an account that is not root, as which PostgreSQL runs; nothing when this process is not root.
 *
 * @throws Error without such an account
 */
export function postgresAccount() {
  if (process.getuid?.() !== 0) return {};
  for (const name of ["postgres", "nobody"]) {
    const [uid, gid] = ["-u", "-g"].map((flag) => Number(spawnSync("id", [flag, name]).stdout || Number.NaN));
    if (uid > 0 && gid > 0) return { uid, gid };
  }
  throw new Error(
    "PostgreSQL does not run as root, and there is neither an account postgres nor nobody here.",
  );
}

/**
 * Makes and starts a server in `folder`/`name`; without it there is nothing to do, so it throws what the program said.
 *
 * @param folder has to be one that the account may enter
 */
export function startPostgres(folder, name) {
  const [bin, account] = [postgresPrograms(), postgresAccount()];
  if (account.uid) chownSync(folder, account.uid, account.gid);
  const place = placeIn(folder, name, bin, account);
  const { cluster, sockets, run } = place;
  const words = "-U postgres -A trust -E UTF8 --locale=C --no-sync --data-checksums".split(" ");
  run("initdb", ["-D", cluster, ...words]);
  configure(cluster, [...CONFIG, `unix_socket_directories = '${sockets}'`]);
  return started(place);
}

/**
 * Copies a running server into `folder`/`name` and starts the copy as its standby, which the server calls `name`.
 *
 * @param server as `startPostgres` gives it
 */
export function startStandby(server, folder, name) {
  const place = placeIn(folder, name, dirname(server.program), server.account);
  const { cluster, sockets, run } = place;
  const from = ["-h", server.sockets, "-p", String(PORT), "-U", "postgres", "-w"];
  run("pg_basebackup", [...from, "-D", cluster, "-X", "stream", "--no-slot", "-c", "fast", "--no-sync"]);
  writeFileSync(join(cluster, "standby.signal"), "");
  configure(cluster, [
    `unix_socket_directories = '${sockets}'`,
    `primary_conninfo = 'host=${server.sockets} port=${PORT} user=postgres application_name=${name}'`,
    "log_checkpoints = off",
    // Back as soon as the server is.
    "wal_retrieve_retry_interval = 200ms",
    "wal_receiver_status_interval = 1s",
  ]);
  return started(place);
}

function configure(cluster, lines) {
  const path = join(cluster, "postgresql.conf");
  appendFileSync(path, `${lines.join("\n")}\n`);
}

/** The folders of a server and how its programs are run, before it is there. */
function placeIn(folder, name, bin, account) {
  const sockets = join(folder, `${name}-sockets`);
  mkdirSync(sockets, { mode: 0o700 });
  if (account.uid) chownSync(sockets, account.uid, account.gid);
  const run = (program, args) => runProgram(join(bin, program), args, { ...account, cwd: folder });
  return { cluster: join(folder, name), sockets, log: join(folder, `${name}.log`), bin, account, run };
}

function started({ bin, account, cluster, sockets, log, run }) {
  run("pg_ctl", ["-D", cluster, "-w", "-t", "60", "-l", log, "start"]);
  const control = (args) =>
    spawnSync(join(bin, "pg_ctl"), ["-D", cluster, "-w", ...args], {
      ...account,
      cwd: tmpdir(),
      stdio: "ignore",
    });
  return {
    cluster,
    sockets,
    url: `postgres://postgres@localhost:${PORT}/postgres?host=${encodeURIComponent(sockets)}`,
    program: join(bin, "pg_ctl"),
    account,
    /** As after a failure of power: nobody is told, and the server recovers from its log. */
    restart: ["-D", cluster, "-m", "immediate", "-w", "-t", "60", "-l", log, "restart"],
    stop: () => void control(["-m", "immediate", "stop"]),
    /** After a `stop`. */
    start: () => void control(["-t", "60", "-l", log, "start"]),
    /** Makes a standby a server of its own. */
    promote: () => void control(["-t", "60", "promote"]),
  };
}

function runProgram(program, args, options) {
  const { status, stdout, stderr } = spawnSync(program, args, {
    ...options,
    encoding: "utf8",
    // The server inherits what pg_ctl writes to; a pipe would stay open as long as it runs.
    stdio: program.endsWith("pg_ctl") ? "ignore" : "pipe",
  });
  if (status !== 0) throw new Error(`${program} failed.\n${stdout ?? ""}${stderr ?? ""}`);
}

/** The folder of the newest server programs; null when there are none. */
function findPrograms() {
  const debian = "/usr/lib/postgresql";
  const versions = list(debian).filter((name) => /^\d+$/.test(name));
  const folders = versions.toSorted((a, b) => b - a).map((version) => join(debian, version, "bin"));
  folders.push(...(process.env.PATH ?? "").split(delimiter));
  return folders.find((one) => isProgram(join(one, "initdb")) && isProgram(join(one, "pg_ctl"))) ?? null;
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
