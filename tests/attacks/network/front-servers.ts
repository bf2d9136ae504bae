/** nginx and Caddy with the shipped sites, each in a folder of its own; only names, ports and paths are replaced. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { selfSigned } from "../../browser/tls-front.ts";
import { freePort } from "../../journeys/free-port.ts";

export interface FrontServer {
  /** `https://127.0.0.1:…` */
  readonly address: string;
  /** `http://127.0.0.1:…`, where people come who typed no https. */
  readonly plain: string;
  /** Everything it writes lies here, what it prints in `printed.log`. */
  readonly folder: string;
  stop(): Promise<void>;
}

/** Starts one in front of `behind`, `http://host:port`; `change` is applied to the shipped text first. */
export type StartFront = (behind: string, change: (site: string) => string) => Promise<FrontServer>;

export const hasNginx = spawnSync("nginx", ["-v"]).status === 0;
export const hasCaddy = spawnSync("caddy", ["version"]).status === 0;

/** Else its workers were somebody who may not enter the folder of the test. */
const isRoot = process.getuid?.() === 0;

const shipped = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../docs/deploy/${name}`, import.meta.url)), "utf8");

export const startNginx: StartFront = async (behind, change) => {
  const { folder, secure, plain } = await makePlace("nginx");
  const site = replaceAll(shipped("nginx.conf"), [
    ["443 ssl", `127.0.0.1:${secure} ssl`],
    ["listen 80", `listen 127.0.0.1:${plain}`],
    ["/etc/ssl/plumbline", folder],
    ["/var/log/nginx", folder],
    ["server 127.0.0.1:8080", `server ${behind.replace("http://", "")}`],
  ]);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((one) => {
    mkdirSync(join(folder, one));
    return `${one}_temp_path ${join(folder, one)};`;
  });
  writeFileSync(
    join(folder, "nginx.conf"),
    `${isRoot ? "user root;\n" : ""}daemon off; pid ${join(folder, "pid")}; error_log ${join(folder, "error.log")} emerg;\n` +
      `events {}\nhttp {\n${temporary.join("\n")}\n${change(site)}\n}\n`,
  );
  const args = ["-p", folder, "-e", join(folder, "start.log"), "-c", join(folder, "nginx.conf")];
  return answering(run("nginx", args, folder), { secure, plain, folder }, "SIGQUIT");
};

export const startCaddy: StartFront = async (behind, change) => {
  const { folder, secure, plain } = await makePlace("caddy");
  const own = `admin off\n\tskip_install_trust\n\thttp_port ${plain}\n\thttps_port ${secure}\n\tstorage file_system ${folder}/store`;
  const certificate = `tls ${folder}/fullchain.pem ${folder}/privkey.pem`;
  const site = replaceAll(change(shipped("Caddyfile")), [
    ["\nceping.example.gov.cn {", `\nhttps://127.0.0.1:${secure} {\n\t${certificate}`],
    ["\nhttp://ceping.example.gov.cn {", `\nhttp://127.0.0.1:${plain} {`],
    ["127.0.0.1:8080", behind.replace("http://", "")],
  ]);
  // The global block is the shipped one, where `change` has left it.
  const whole = /^\{/m.test(site) ? site.replace(/^\{/m, `{\n\t${own}`) : `{\n\t${own}\n}\n${site}`;
  writeFileSync(join(folder, "Caddyfile.conf"), whole);
  const args = ["run", "--adapter", "caddyfile", "--config", join(folder, "Caddyfile.conf")];
  return answering(run("caddy", args, folder), { secure, plain, folder }, "SIGTERM");
};

async function makePlace(name: string) {
  const folder = mkdtempSync(join(tmpdir(), `plumbline-${name}-`));
  const { key, cert } = selfSigned();
  writeFileSync(join(folder, "privkey.pem"), key);
  writeFileSync(join(folder, "fullchain.pem"), cert);
  return { folder, secure: await freePort(), plain: await freePort() };
}

function replaceAll(text: string, pairs: readonly (readonly [string, string])[]): string {
  return pairs.reduce((before, [from, to]) => {
    if (!before.includes(from)) throw new Error(`the shipped site has no ${from}`);
    return before.replaceAll(from, to);
  }, text);
}

function run(program: string, args: readonly string[], folder: string): ChildProcess {
  const printed = openSync(join(folder, "printed.log"), "a");
  const env = { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder };
  return spawn(program, args, { stdio: ["ignore", printed, printed], env });
}

async function answering(
  child: ChildProcess,
  { secure, plain, folder }: { readonly secure: number; readonly plain: number; readonly folder: string },
  signal: NodeJS.Signals,
): Promise<FrontServer> {
  const address = `https://127.0.0.1:${secure}`;
  const ended = once(child, "exit");
  const isUp = () =>
    callThroughTls(`${address}/ready`, { method: "GET" }).then(
      ({ status }) => status === 200,
      () => false,
    );
  for (let tries = 0; !(await isUp()); tries += 1) {
    if (tries > 100 || child.exitCode !== null)
      throw new Error(`it does not answer: ${readFileSync(join(folder, "printed.log"), "utf8")}`);
    await sleep(100);
  }
  return {
    address,
    plain: `http://127.0.0.1:${plain}`,
    folder,
    async stop() {
      child.kill(signal);
      await ended;
    },
  };
}

/** One call that takes the test's own certificate, with an agent that a search finds. */
export function callThroughTls(
  url: string,
  call: {
    readonly method: string;
    readonly headers?: Record<string, string>;
    readonly body?: string | Buffer;
    /** One of the machine's own loop addresses: 127.0.0.2 is another caller than 127.0.0.1. */
    readonly from?: string;
  },
): Promise<{ readonly status: number; readonly cookie: string; readonly text: string }> {
  const headers = { ...call.headers, "user-agent": "canary-agent" };
  return new Promise((resolve, reject) => {
    const options = { method: call.method, headers, localAddress: call.from, rejectUnauthorized: false };
    const outgoing = request(url, options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () =>
        resolve({
          status: answer.statusCode!,
          cookie: (answer.headers["set-cookie"] ?? []).join("; "),
          text: Buffer.concat(chunks).toString("utf8"),
        }),
      );
    });
    outgoing.on("error", reject);
    outgoing.end(call.body);
  });
}
