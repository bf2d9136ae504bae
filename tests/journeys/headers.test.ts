/** Headers of every answer: what a browser may do with it, keep of it, and tell others. @source docs/http.md */
import { brotliDecompressSync } from "node:zlib";
import { readFile } from "node:fs/promises";
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PAGES_FOLDER } from "../../server/places.ts";
import { OfficeClient } from "./office-client.ts";
import { ballotOf, post, redeemBody, redeemed } from "./phone-client.ts";
import { startTestServer, type TestServer } from "./start-server.ts";

let server: TestServer;
let office: OfficeClient;
beforeAll(async () => {
  server = await startTestServer();
  office = await OfficeClient.signIn(server);
});
afterAll(() => server.stop());

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${server.address}${path}`, { headers });
const poll = (): string => server.polls.get("water")!;

/** Body and headers as they travel; `fetch` would unpack them. */
function raw(path: string, headers: Record<string, string>) {
  return new Promise<{ headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    const call = request(`${server.address}${path}`, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => resolve({ headers: response.headers, body: Buffer.concat(chunks) }));
    });
    call.on("error", reject);
    call.end();
  });
}

describe("every answer", () => {
  const paths = (): string[] => [
    "/v",
    "/",
    "/rounds/r1",
    "/nothing.js",
    "/api/nothing",
    "/api/entry",
    `/api/polls/${poll()}`,
    "/api/polls/p0",
    "/api/forms/0",
    "/api/office/session",
    "/api/office/rounds",
    "/api/office/openapi.json",
  ];

  it("allows nothing from elsewhere, no frame, no guessing of types, no referrer", async () => {
    for (const path of paths()) {
      const { headers } = await get(path);
      const policy = headers.get("content-security-policy") ?? "";
      expect(policy, path).toContain("default-src 'self'");
      expect(policy, path).toContain("object-src 'none'");
      expect(policy, path).toContain("base-uri 'none'");
      expect(policy, path).toContain("frame-ancestors 'none'");
      // Scripts come from our own files only: no inline script, no eval.
      expect(policy.replace(/style-src [^;]*/, ""), path).not.toMatch(/unsafe|https?:|\*/);
      expect(headers.get("x-content-type-options"), path).toBe("nosniff");
      expect(headers.get("x-frame-options"), path).toBe("SAMEORIGIN");
      expect(headers.get("referrer-policy"), path).toBe("no-referrer");
      expect(headers.get("x-powered-by"), path).toBeNull();
      expect(headers.get("server"), path).toBeNull();
      expect(headers.get("access-control-allow-origin"), path).toBeNull();
      // No page of another host may hold on to ours or show parts of it as its own.
      expect(headers.get("cross-origin-opener-policy"), path).toBe("same-origin");
      expect(headers.get("cross-origin-resource-policy"), path).toBe("same-origin");
    }
  });

  it("says what it is; text with the encoding it is written in", async () => {
    const page = await (await get("/")).text();
    const scripts = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g)].map(([, at]) => at!);
    expect(scripts.length).toBeGreaterThan(1);
    for (const path of [...paths(), ...scripts, "/receipts"]) {
      const answer = await get(path);
      const type = answer.headers.get("content-type") ?? "";
      const text = await answer.text();
      const wanted =
        text.startsWith("{") || text.startsWith("[")
          ? /^application\/json(; charset=utf-8)?$/i
          : /^<!doctype html>/i.test(text)
            ? /^text\/html; charset=utf-8$/i
            : /^text\/(javascript|css); charset=utf-8$/;
      expect(type, path).toMatch(wanted);
    }
  });

  it("with a file of the office is saved under its name and shown by no browser", async () => {
    for (const path of ["/audit.csv", "/roster-template.xlsx"]) {
      const { status, headers } = await office.send("GET", path);
      expect([path, status]).toEqual([path, 200]);
      expect(headers.get("content-disposition"), path).toMatch(
        /^attachment; filename="[^"]+"; filename\*=UTF-8''/,
      );
    }
  });

  it("lets the console, and nobody else, frame the preview of a form, which may call nobody", async () => {
    const { headers, ok } = await get("/preview");
    expect(ok).toBe(true);
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'self'");
    expect(headers.get("content-security-policy")).toContain("default-src 'self'");
    expect(await (await get("/preview")).text()).toContain("connect-src 'none'");
    expect((await get("/preview.html")).headers.get("content-security-policy")).toContain(
      "frame-ancestors 'none'",
    );
  });

  it("of the interface is not kept, refusals too", async () => {
    for (const path of paths().filter((one) => one.startsWith("/api/"))) {
      expect((await get(path)).headers.get("cache-control"), path).toBe("no-store");
    }
    for (const path of ["/rounds", `/rounds/${server.round}`, "/definitions", `/polls/${poll()}/results`]) {
      const { headers } = await office.send("GET", path);
      expect(headers.get("cache-control"), path).toBe("no-store");
    }
    const refused = await fetch(`${server.address}/api/redeem`, { method: "POST", body: "x" });
    expect([refused.status, refused.headers.get("cache-control")]).toEqual([415, "no-store"]);
  });
});

describe("the cookie of the console", () => {
  const ask = (method: string, headers: Record<string, string>, body?: unknown): Promise<Response> =>
    fetch(`${server.address}/api/office/session`, {
      method,
      headers: { origin: server.address, "content-type": "application/json", ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const signIn = async (headers: Record<string, string>) => {
    const answer = await ask("POST", headers, who);
    const [cookie = ""] = answer.headers.getSetCookie();
    const token = /=([^;]+);/.exec(cookie)?.[1] ?? "";
    return { cookie, token, text: await answer.text() };
  };
  const secure = { "x-forwarded-proto": "https" };
  let who: { name: string; password: string };
  beforeAll(async () => {
    who = await server.account("承办人乙");
  });

  it("is read by no script, sent from nowhere else, and told in no body", async () => {
    const { cookie, token, text } = await signIn({});
    expect(cookie).toBe(`plumbline=${token}; Path=/; HttpOnly; SameSite=Strict`);
    expect(token.length).toBeGreaterThan(40);
    expect(text).not.toContain(token);
    expect((await ask("GET", { cookie: `plumbline=${token}` })).status).toBe(200);
  });

  it("on https belongs to this host alone: one that another host or a plain page set counts for nothing", async () => {
    const { cookie, token } = await signIn(secure);
    expect(cookie).toBe(`__Host-plumbline=${token}; Path=/; HttpOnly; Secure; SameSite=Strict`);
    const status = async (name: string) =>
      (await ask("GET", { ...secure, cookie: `${name}=${token}` })).status;
    expect([await status("__Host-plumbline"), await status("plumbline")]).toEqual([200, 401]);
    const ended = await ask("DELETE", { ...secure, cookie: `__Host-plumbline=${token}` });
    expect(ended.headers.getSetCookie()).toEqual([
      "__Host-plumbline=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Strict",
    ]);
    expect(await status("__Host-plumbline")).toBe(401);
  });
});

describe("phones", () => {
  it("get no cookie and are not told anything by one, from entry to receipt", async () => {
    const [url] = await server.tickets("water", "C", 1);
    const person = await redeemed(server.address, url!);
    const { keyId, message, signature } = person.credentials[0]!;
    const bodies: [string, unknown][] = [
      ["/api/redeem", redeemBody(person.entry)],
      ["/api/ballots", ballotOf(person, 0)],
      ["/api/ballots/check", { keyId, message, signature }],
    ];
    for (const [path, body] of bodies) {
      const response = await fetch(`${server.address}${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", cookie: office.cookie },
        body: JSON.stringify(body),
      });
      expect(response.ok, path).toBe(true);
      expect(response.headers.getSetCookie(), path).toEqual([]);
      expect(response.headers.get("etag"), path).toBeNull();
    }
    for (const path of ["/v", `/api/polls/${poll()}`, `/api/forms/${person.entry.forms[0]!.digest}`]) {
      expect((await get(path, { cookie: office.cookie })).headers.getSetCookie(), path).toEqual([]);
    }
  });

  it("are shown the same bytes and headers of a poll, whoever asks", async () => {
    const ask = async (headers: Record<string, string>) => {
      const response = await raw(`/api/polls/${poll()}`, headers);
      const { date: _date, ...rest } = response.headers;
      return { text: response.body.toString("utf8"), headers: rest };
    };
    const first = await ask({});
    const callers: Record<string, string>[] = [
      { cookie: office.cookie },
      { "user-agent": "MicroMessenger", "accept-language": "en" },
      { "x-forwarded-for": "10.1.2.3", referer: "http://elsewhere.example/" },
    ];
    for (const headers of callers) expect(await ask(headers)).toEqual(first);
    expect((await raw(`/api/polls/${poll()}?who=me`, {})).body.toString("utf8")).toBe(first.text);
  });

  it("see nothing of what is stored: no hash, no count, no private key", async () => {
    const [url] = await server.tickets("water", "C", 1);
    const person = await redeemed(server.address, url!);
    await post(server.address, "/api/ballots", ballotOf(person, 0));
    const document = (await (await get(`/api/polls/${poll()}`)).json()) as Record<string, unknown>;
    expect(Object.keys(document).toSorted()).toEqual(
      [
        "batches",
        // The end of the grace, an act of the office; null but while the poll is closing.
        "closingEndsAt",
        "contactPhone",
        "endedAt",
        "forms",
        "group",
        // The office's own settings, as the sentences about the set-up say them.
        "joined",
        "keys",
        "links",
        "listPlace",
        "merged",
        "network",
        "openUntil",
        "poll",
        "rehearsal",
        "round",
        "setUp",
        "size",
        "smallBlocks",
        "state",
        "transport",
        "unit",
      ].toSorted(),
    );
    const keys = await server.deps.roll.signingKeys(poll());
    const pollKeys = (await server.deps.roll.pollKeys(poll()))!;
    const secrets = [
      ...keys.map((key) => key.privatePkcs8),
      pollKeys.transportPrivate,
      pollKeys.receiptKey,
    ].map((bytes) => Buffer.from(bytes).toString("base64url").slice(0, 40));
    const text = JSON.stringify(document);
    for (const secret of secrets) expect(text).not.toContain(secret);
    expect(text).not.toMatch(/eligible|minted|returned|turnout/);
  });
});

describe("files", () => {
  it("named by their digest are kept for good: frozen forms and assets", async () => {
    const { forms } = (await (await get(`/api/polls/${poll()}`)).json()) as { forms: { digest: string }[] };
    const form = await get(`/api/forms/${forms[0]!.digest}`);
    expect(form.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    const page = await (await get("/v")).text();
    const assets = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path!);
    expect(assets.length).toBeGreaterThan(0);
    for (const path of assets) {
      const asset = await get(path);
      expect(asset.status, path).toBe(200);
      expect(asset.headers.get("cache-control"), path).toBe("public, max-age=31536000, immutable");
    }
    expect((await get("/v")).headers.get("cache-control")).toBe("no-cache");
  });

  it("travel in brotli when the browser takes it, plain when not, with the same content", async () => {
    const plain = await readFile(`${PAGES_FOLDER}/phone.html`);
    const br = await raw("/v", { "accept-encoding": "gzip, deflate, br" });
    expect(br.headers["content-encoding"]).toBe("br");
    expect(br.headers["vary"]).toBe("Accept-Encoding");
    expect(brotliDecompressSync(br.body).equals(plain)).toBe(true);
    expect(br.body.length).toBeLessThan(plain.length);
    const none = await raw("/v", { "accept-encoding": "identity" });
    expect(none.headers["content-encoding"]).toBeUndefined();
    expect(none.body.equals(plain)).toBe(true);
    const refused = await raw("/v", { "accept-encoding": "br;q=0, identity" });
    expect(refused.headers["content-encoding"]).toBeUndefined();
  });

  it("that the browser has already are not sent again", async () => {
    const first = await get("/v");
    const again = await get("/v", { "if-none-match": first.headers.get("etag")! });
    expect([again.status, await again.text()]).toEqual([304, ""]);
  });

  it("outside the built folder are not served", async () => {
    for (const path of ["/../package.json", "/%2e%2e/package.json", "/assets/../../package.json", "/.env"]) {
      const { body } = await raw(path, {});
      expect(body.toString("utf8"), path).not.toContain('plumbline"');
    }
  });
});
