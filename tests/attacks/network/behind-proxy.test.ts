/** The web servers in front, set up as docs/deploy says: they serve people and office, and their files tell nothing of them. */
import { once } from "node:events";
import { readdirSync, readFileSync, rmSync, watch } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { connect as connectTls, type ConnectionOptions } from "node:tls";
import { describe, expect, it } from "vitest";
import { answerAll, httpPort } from "../../../server/cli/demo/simulated-staff.ts";
import { seeded } from "../../../server/cli/demo/simulated-answers.ts";
import type { PhonePort } from "../../../server/core/ticket/phone-port.ts";
import { OfficeClient } from "../../journeys/office-client.ts";
import { startTestServer } from "../../journeys/start-server.ts";
import {
  callThroughTls,
  type FrontServer,
  hasCaddy,
  hasNginx,
  startCaddy,
  type StartFront,
  startNginx,
} from "./front-servers.ts";
import { orSkipped } from "../../or-skipped.ts";

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

/** Ways to speak TLS, old ones among them that this side would take. */
const TLS: Readonly<Record<string, ConnectionOptions>> = {
  "1.3": { minVersion: "TLSv1.3" },
  "1.2 with GCM": { maxVersion: "TLSv1.2", ciphers: "ECDHE-ECDSA-AES128-GCM-SHA256" },
  "1.2 with CBC": { maxVersion: "TLSv1.2", ciphers: "ECDHE-ECDSA-AES128-SHA" },
  "1.1": { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" },
};

/** Which of them the server in front speaks too. */
async function tlsSpokenBy(address: string): Promise<readonly string[]> {
  const spoken: string[] = [];
  for (const [name, options] of Object.entries(TLS)) {
    const own = { host: "127.0.0.1", port: Number(new URL(address).port), rejectUnauthorized: false };
    const socket = connectTls({ ...own, ...options });
    await new Promise<void>((done) => {
      socket.once("secureConnect", () => {
        spoken.push(name);
        socket.destroy();
      });
      socket.on("error", () => {});
      socket.once("close", () => done());
    });
  }
  return spoken;
}

/** Status and new address of a page that was asked for without TLS. */
async function answerInClear({ plain }: FrontServer, path: string): Promise<string> {
  const { status, headers } = await fetch(`${plain}${path}`, { redirect: "manual" });
  return `${status} ${headers.get("location") ?? ""}`.trim();
}

const lengthOf = (hex: string, bytes: number): string =>
  (hex.length / 2).toString(16).padStart(2 * bytes, "0");

/** What the server in front wrote and printed, its configuration, certificate and own bookkeeping left out. */
const written = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(pem|conf)$|^pid$|^autosave\.json$/.test(entry.name))
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
    const spoken = await tlsSpokenBy(front.address);
    const inClear = [await answerInClear(front, "/v?a=1"), await answerInClear(front, "/api/polls/p1")];
    await server.stop();
    const away = await callThroughTls(`${front.address}/api/redeem`, { method: "POST", body: "{}" });
    await front.stop();
    const statuses = [session.status, forged.status, away.status];
    const seen = { spoken, inClear, cookie: session.cookie, kept: written(front.folder) };
    return { cast, statuses, ...seen, code: codeOf(slip!) };
  } finally {
    rmSync(front.folder, { recursive: true, force: true });
  }
}

const NOON = new Date("2026-11-20T04:00:00Z");

/** Somebody at another machine guesses at a name; then its owner signs in. @returns the statuses of both's last calls */
async function guessThrough(start: StartFront, change: (site: string) => string = (site) => site) {
  // Its clock stands still, and so every wait that has begun runs on.
  const server = await startTestServer({ clock: () => NOON });
  const { name, password } = await server.account("承办人甲");
  const front = await start(server.address, change);
  const signIn = async (given: string, headers: Record<string, string>, from?: string): Promise<number> => {
    const { status } = await callThroughTls(`${front.address}/api/office/session`, {
      method: "POST",
      headers: { ...headers, origin: front.address, "content-type": "application/json" },
      body: JSON.stringify({ name, password: given }),
      ...(from ? { from } : {}),
    });
    return status;
  };
  try {
    // Saying to be somebody else makes nobody somebody else.
    for (let i = 0; i < 6; i += 1) await signIn("wrong-password", { "x-real-ip": "127.0.0.1" }, "127.0.0.2");
    const guesser = await signIn(password, { "x-real-ip": "127.0.0.9" }, "127.0.0.2");
    return [guesser, await signIn(password, {})];
  } finally {
    await front.stop();
    await server.stop();
    rmSync(front.folder, { recursive: true, force: true });
  }
}

/** Sends what is larger than nginx's own limit, and looks meanwhile whether it lies in the folder for bodies. */
async function sendParcel(change: (site: string) => string = (site) => site) {
  const server = await startTestServer();
  const { name, password } = await OfficeClient.signIn(server);
  const front = await startNginx(server.address, change);
  const places = new Set<string>();
  const watcher = watch(join(front.folder, "client_body"), (_, file) => places.add(file ?? ""));
  try {
    const post = (path: string, type: string, body: string | Buffer, cookie: string) =>
      callThroughTls(`${front.address}/api/office${path}`, {
        method: "POST",
        headers: { origin: front.address, "content-type": type, cookie },
        body,
      });
    const { cookie } = await post("/session", "application/json", JSON.stringify({ name, password }), "");
    const body = Buffer.alloc(13 * 1024 * 1024, 1);
    const { status, text } = await post("/parcels", "application/zip", body, cookie.split(";")[0]!);
    const hasKept = places.size > 0;
    return { status, text, hasKept };
  } finally {
    watcher.close();
    await front.stop();
    await server.stop();
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
    orSkipped(
      isHere,
      "serves people and office and writes nothing of them, also when something fails",
      "this proxy is not installed here",
    ),
    async () => {
      const { cast, statuses, spoken, inClear, cookie, kept, code } = await useThrough(start);
      expect(cast).toBeGreaterThan(0);
      expect(statuses).toEqual([200, 403, 502]);
      expect(spoken).toEqual(["1.3", "1.2 with GCM"]);
      // A page leads on to the site's own name, whatever host was asked for; a call of the interface does not.
      expect(inClear).toEqual([
        expect.stringMatching(/^301 https:\/\/ceping\.example\.gov\.cn\/v\?a=1$/),
        expect.stringMatching(/^403$/),
      ]);
      expect(cookie).toMatch(/^__Host-plumbline=.*; Secure/);
      expect(kept).not.toMatch(ADDRESS_OF_CALLER);
      expect(kept).not.toMatch(/canary-agent|\/api\/|\/v\b/);
      expect(kept).not.toContain(code);
    },
  );

  // Only Linux answers on all of 127.0.0.0/8.
  it.skipIf(!isHere || process.platform !== "linux")(
    orSkipped(
      isHere && process.platform === "linux",
      "lets nobody keep somebody else out by guessing at their name",
      "this proxy is not installed here, or this is not Linux",
    ),
    async () => {
      expect(await guessThrough(start)).toEqual([401, 200]);
      // Without the caller's name all are one, and the owner waits for the guesser's guesses.
      const nameless = (site: string) =>
        site
          .replace("X-Real-IP $remote_addr", 'X-Real-IP ""')
          .replace("X-Real-IP {remote_host}", "-X-Real-IP");
      expect(await guessThrough(start, nameless)).toEqual([401, 401]);
    },
  );
});

describe.skipIf(!hasNginx)(orSkipped(hasNginx, "nginx and a parcel", "nginx is not installed here"), () => {
  it("lets it through whole, and keeps none of it in a file", async () => {
    // Refused by the office itself, which has read it: it is no parcel.
    const { status, text, hasKept } = await sendParcel();
    expect([status, JSON.parse(text), hasKept]).toMatchObject([422, { code: "parcel.refused" }, false]);
  });

  it("set up otherwise is found out: it is refused, or lies in a file", async () => {
    expect((await sendParcel((site) => site.replace(/^.*520m.*\n/m, ""))).status).toBe(413);
    const buffered = await sendParcel((site) => site.replace(/^.*request_buffering.*\n/m, ""));
    expect([buffered.status, buffered.hasKept]).toEqual([422, true]);
  });
});

describe.skipIf(!hasNginx)(
  orSkipped(hasNginx, "nginx set up otherwise is found out", "nginx is not installed here"),
  () => {
    it("with an access log: who came when", async () => {
      const { kept } = await useThrough(startNginx, (site) =>
        site.replaceAll("access_log off;", "access_log access.log combined;"),
      );
      expect(kept).toMatch(/127\.0\.0\.1 - .*\/api\/redeem.*canary-agent/);
    });

    it("with milder errors: whose TLS failed; with the library's own ciphers: an old one is spoken", async () => {
      const { kept, spoken } = await useThrough(startNginx, (site) =>
        site.replace("emerg;", "crit;").replace(/ssl_ciphers .*;/, ""),
      );
      expect(kept).toMatch(ADDRESS_OF_CALLER);
      expect(spoken).toContain("1.2 with CBC");
    });
  },
);

describe.skipIf(!hasCaddy)(
  orSkipped(hasCaddy, "Caddy without the block for errors is found out", "Caddy is not installed here"),
  () => {
    it("who asked while the server was away", async () => {
      const { kept } = await useThrough(startCaddy, (site) => site.replace(/^\{[^]*?^\}\n/m, ""));
      expect(kept).toMatch(ADDRESS_OF_CALLER);
      expect(kept).toContain("canary-agent");
    });
  },
);
