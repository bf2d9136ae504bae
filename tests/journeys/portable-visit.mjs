// Run by the portable folder's own Node, in a network of its own where that is possible: starts the folder as people
// do, looks at it as a phone and as the office do, and stops it. Prints what it found as JSON.
import { spawn } from "node:child_process";
import { once } from "node:events";

const [script, port] = process.argv.slice(2);
const started = spawn("/bin/sh", [script], {
  cwd: "/",
  env: { PATH: "/nowhere", PORT: port, PLUMBLINE_BROWSER: "none", PLUMBLINE_URL: `http://127.0.0.1:${port}` },
  stdio: ["ignore", "pipe", "pipe"],
});
let said = "";
started.stdout.setEncoding("utf8").on("data", (text) => (said += text));
started.stderr.setEncoding("utf8").on("data", (text) => (said += text));
const ended = once(started, "exit");
const page = await new Promise((resolve) => {
  started.stdout.on("data", () => {
    const found = /(http:\/\/127\.0\.0\.1:\d+\/)\n.*Ctrl\+C/.exec(said);
    if (found) resolve(found[1]);
  });
  void ended.then(() => resolve(null));
});

const own = `http://127.0.0.1:${port}`;
const textOf = async (url) => (await fetch(url)).text();
const visit = async () => {
  const test = new RegExp(`${own}/t/[a-z]+`).exec(said)[0];
  const before = await textOf(page);
  const shown = (await fetch(`${test}/shown.svg`)).status;
  const [, name, password] = /账号 (\S+)　初始密码 (\S+)/.exec(said);
  const signedIn = await fetch(`${own}/api/office/session`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: own },
    body: JSON.stringify({ name, password }),
  });
  return {
    page: before,
    pageAfterPhone: await textOf(page),
    phone: await textOf(`${own}/v`),
    test: await textOf(test),
    shown,
    signedIn: signedIn.status,
  };
};
const seen = page === null ? null : await visit();
started.kill("SIGTERM");
const [code] = await ended;
process.stdout.write(JSON.stringify({ said, code, seen }));
