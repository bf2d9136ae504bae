/** The web server in front, set up as docs/deploy/nginx.conf says: it serves people, and its files tell nothing of them. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { answerAll, httpPort } from "../../../server/cli/demo/simulated-staff.ts";
import { seeded } from "../../../server/cli/demo/simulated-answers.ts";
import type { PhonePort } from "../../../server/core/ticket/phone-port.ts";
import { selfSigned } from "../../browser/tls-front.ts";
import { startTestServer } from "../../journeys/start-server.ts";
import { freePort } from "../../journeys/free-port.ts";

const SITE = readFileSync(fileURLToPath(new URL("../../../docs/deploy/nginx.conf", import.meta.url)), "utf8");
const hasNginx = spawnSync("nginx", ["-v"]).status === 0;
if (!hasNginx) process.stderr.write("SKIPPED: the site for nginx, because nginx is not installed here.\n");

/** nginx with the shipped site in a folder of its own; only names, ports and paths are replaced. */
async function startNginx(behind: string, change: (site: string) => string) {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-nginx-"));
  const [secure, plain] = [await freePort(), await freePort()];
  const { key, cert } = selfSigned();
  writeFileSync(join(folder, "privkey.pem"), key);
  writeFileSync(join(folder, "fullchain.pem"), cert);
  const replaced = [
    ["443", `127.0.0.1:${secure}`],
    ["listen 80", `listen 127.0.0.1:${plain}`],
    ["/etc/ssl/plumbline", folder],
    ["/var/log/nginx", folder],
    ["http://127.0.0.1:8080", behind],
  ] as const;
  const site = replaced.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replaceAll(from, to);
  }, SITE);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((one) => {
    mkdirSync(join(folder, one));
    return `${one}_temp_path ${join(folder, one)};`;
  });
  const config = join(folder, "nginx.conf");
  writeFileSync(
    config,
    `daemon off; pid ${join(folder, "pid")}; error_log ${join(folder, "error.log")} crit;\n` +
      `events {}\nhttp {\n${temporary.join("\n")}\n${change(site)}\n}\n`,
  );
  const child = spawn("nginx", ["-p", folder, "-e", join(folder, "start.log"), "-c", config], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  const address = `https://127.0.0.1:${secure}`;
  for (let tries = 0; !(await answers(address)); tries += 1) {
    if (tries > 100 || child.exitCode !== null) throw new Error("nginx does not answer");
    await sleep(100);
  }
  return {
    address,
    folder,
    async stop() {
      child.kill("SIGQUIT");
      await once(child, "exit");
    },
  };
}

const answers = (address: string): Promise<boolean> =>
  throughTls(address)
    .fetch("/ready", { method: "GET", headers: {} })
    .then(
      ({ status }) => status === 200,
      () => false,
    );

/** A phone that takes the test's own certificate; on https it does not seal. */
function throughTls(address: string): PhonePort {
  return {
    ...httpPort(address),
    fetch: (path, { method, headers, body }) =>
      new Promise((resolve, reject) => {
        const call = request(
          `${address}${path}`,
          { method, headers: { ...headers, "user-agent": "canary-agent" }, rejectUnauthorized: false },
          (response) => {
            const chunks: Buffer[] = [];
            response.on("data", (chunk: Buffer) => chunks.push(chunk));
            response.on("end", () =>
              resolve({
                status: response.statusCode!,
                text: () => Promise.resolve(Buffer.concat(chunks).toString("utf8")),
              }),
            );
          },
        );
        call.on("error", reject);
        call.end(body);
      }),
  };
}

/** Files that nginx wrote, its configuration and certificate left out. */
const written = (folder: string): Map<string, Buffer> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.(pem|conf)$|^pid$/.test(entry.name))
      .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name))]),
  );

async function voteThrough(
  change: (site: string) => string,
): Promise<{ cast: number; kept: Map<string, Buffer> }> {
  const server = await startTestServer();
  const [slip] = await server.tickets("water", "C", 1);
  const proxy = await startNginx(server.address, change);
  try {
    const cast = await answerAll(
      throughTls(proxy.address),
      [{ url: slip!, climate: 0.9 }],
      seeded(3),
      () => {},
    );
    await proxy.stop();
    return { cast, kept: written(proxy.folder) };
  } finally {
    await server.stop();
    rmSync(proxy.folder, { recursive: true, force: true });
  }
}

describe.skipIf(!hasNginx)("nginx as shipped", () => {
  it("lets people answer and writes nothing of them into any file", async () => {
    const { cast, kept } = await voteThrough((site) => site);
    expect(cast).toBeGreaterThan(0);
    for (const [name, bytes] of kept) {
      expect([name, bytes.toString("utf8")]).toEqual([name, ""]);
    }
  });

  it("would tell who came when if its log were on: the search finds that", async () => {
    const { kept } = await voteThrough((site) =>
      site.replaceAll("access_log off;", "access_log access.log combined;"),
    );
    expect(kept.get("access.log")!.toString("utf8")).toMatch(/127\.0\.0\.1 .*\/api\/redeem.*canary-agent/);
  });
});
