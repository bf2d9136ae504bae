/** The web servers in front, set up as docs/deploy says: they serve people and office, and their files tell nothing of them. */
import { once } from "node:events";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { answerAll, httpPort } from "../../../server/cli/demo/simulated-staff.ts";
import { seeded } from "../../../server/cli/demo/simulated-answers.ts";
import type { PhonePort } from "../../../server/core/ticket/phone-port.ts";
import { startTestServer } from "../../journeys/start-server.ts";
import {
  callThroughTls,
  hasCaddy,
  hasNginx,
  startCaddy,
  type StartFront,
  startNginx,
} from "./front-servers.ts";

if (!hasNginx) process.stderr.write("SKIPPED: the site for nginx, because nginx is not installed here.\n");
if (!hasCaddy) process.stderr.write("SKIPPED: the site for Caddy, because Caddy is not installed here.\n");

/** A phone on https, which does not seal. */
const phoneThrough = (address: string): PhonePort => ({
  ...httpPort(address),
  async fetch(path, call) {
    const { status, text } = await callThroughTls(`${address}${path}`, call);
    return { status, text: () => Promise.resolve(text) };
  },
});

/** Opens with a key share of 31 bytes for X25519, which has 32: no server can go on with that. @source RFC 8446 §4.2.8 */
async function failHandshake(address: string): Promise<void> {
  const extensions =
    "002b0003020304" + "000a00040002001d" + "000d0006000404030804" + `003300250023001d001f${"11".repeat(31)}`;
  const hello = `0303${"22".repeat(32)}00` + "00021301" + "0100" + lengthOf(extensions, 2) + extensions;
  const handshake = `01${lengthOf(hello, 3)}${hello}`;
  const socket = connect(Number(new URL(address).port), "127.0.0.1");
  socket.on("error", () => {});
  socket.write(Buffer.from(`160301${lengthOf(handshake, 2)}${handshake}`, "hex"));
  socket.resume();
  await once(socket, "close");
}

const lengthOf = (hex: string, bytes: number): string =>
  (hex.length / 2).toString(16).padStart(2 * bytes, "0");

/** What the server in front wrote and printed, its configuration, certificate and own bookkeeping left out. */
const written = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(pem|conf)$|^pid$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");

/** Somebody answers, somebody of the office signs in, somebody's TLS fails, and somebody asks while the server is away. */
async function useThrough(start: StartFront, change: (site: string) => string = (site) => site) {
  const server = await startTestServer();
  const [slip] = await server.tickets("water", "C", 1);
  const { name, password } = await server.account("承办人甲");
  const front = await start(server.address, change);
  try {
    const cast = await answerAll(
      phoneThrough(front.address),
      [{ url: slip!, climate: 0.9 }],
      seeded(3),
      () => {},
    );
    const signIn = (origin: string) =>
      callThroughTls(`${front.address}/api/office/session`, {
        method: "POST",
        headers: { origin, "content-type": "application/json" },
        body: JSON.stringify({ name, password }),
      });
    const session = await signIn(front.address);
    const forged = await signIn("https://elsewhere.example");
    await failHandshake(front.address);
    await server.stop();
    const away = await callThroughTls(`${front.address}/api/redeem`, { method: "POST", body: "{}" });
    await front.stop();
    const statuses = [session.status, forged.status, away.status];
    return { cast, statuses, cookie: session.cookie, kept: written(front.folder), code: codeOf(slip!) };
  } finally {
    rmSync(front.folder, { recursive: true, force: true });
  }
}

const codeOf = (slip: string): string => slip.split("#")[1]!.split(".")[0]!;
const ADDRESS_OF_CALLER = /client: 127\.0\.0\.1|remote_ip|remote_addr|127\.0\.0\.1 - |error from 127/;

describe.each([
  { name: "nginx", start: startNginx, isHere: hasNginx },
  { name: "Caddy", start: startCaddy, isHere: hasCaddy },
])("$name as shipped", ({ start, isHere }) => {
  it.skipIf(!isHere)(
    "serves people and office and writes nothing of them, also when something fails",
    async () => {
      const { cast, statuses, cookie, kept, code } = await useThrough(start);
      expect(cast).toBeGreaterThan(0);
      expect(statuses).toEqual([200, 403, 502]);
      expect(cookie).toMatch(/; Secure/);
      expect(kept).not.toMatch(ADDRESS_OF_CALLER);
      expect(kept).not.toMatch(/canary-agent|\/api\/|\/v\b/);
      expect(kept).not.toContain(code);
    },
  );
});

describe.skipIf(!hasNginx)("nginx set up otherwise is found out", () => {
  it("with an access log: who came when", async () => {
    const { kept } = await useThrough(startNginx, (site) =>
      site.replaceAll("access_log off;", "access_log access.log combined;"),
    );
    expect(kept).toMatch(/127\.0\.0\.1 - .*\/api\/redeem.*canary-agent/);
  });

  it("with milder errors: whose TLS failed", async () => {
    const { kept } = await useThrough(startNginx, (site) => site.replace("emerg;", "crit;"));
    expect(kept).toMatch(ADDRESS_OF_CALLER);
  });
});

describe.skipIf(!hasCaddy)("Caddy without the block for errors is found out", () => {
  it("who asked while the server was away", async () => {
    const { kept } = await useThrough(startCaddy, (site) => site.replace(/^\{[^]*?^\}\n/m, ""));
    expect(kept).toMatch(ADDRESS_OF_CALLER);
    expect(kept).toContain("canary-agent");
  });
});
