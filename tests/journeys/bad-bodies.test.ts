/** Bodies that are no bodies: too large, wrong type, not JSON as we take it. @source anonymity.md §6 */
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { ballotOf, post, postRaw, redeemed, replyOf } from "./phone-client.ts";
import { startTestServer, type TestServer } from "./start-server.ts";

const PATHS = ["/api/entry", "/api/redeem", "/api/ballots", "/api/ballots/check", "/api/office/session"];
const LIMIT = 64 * 1024;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const send = (path: string, body: Parameters<typeof postRaw>[2], type = "application/json") =>
  postRaw(server.address, path, body, { "content-type": type, origin: server.address });

/** A body that arrives in pieces, without a length announced. */
function inPieces(total: number): ReadableStream<Uint8Array> {
  let left = total;
  return new ReadableStream({
    pull(controller) {
      const size = Math.min(left, 8 * 1024);
      if (size === 0) return controller.close();
      left -= size;
      controller.enqueue(new Uint8Array(size).fill(0x20));
    },
  });
}

describe.each(PATHS)("POST %s", (path) => {
  it.each([
    ["one byte more than 64 KiB", () => " ".repeat(LIMIT + 1)],
    ["10 MiB", () => `{"h":"${"A".repeat(10 * 1024 * 1024)}"}`],
    ["pieces without a length", () => inPieces(LIMIT + 1)],
    ["8 MiB in pieces", () => inPieces(8 * 1024 * 1024)],
  ])("refuses %s with 413", async (_, body) => {
    expect(await send(path, body())).toMatchObject({
      status: 413,
      code: "request.too-large",
      body: { facts: { bytesMax: LIMIT } },
    });
  });

  it.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "application/jsonx",
    "",
  ])("refuses the type “%s” with 415", async (type) => {
    expect(await send(path, "{}", type)).toMatchObject({ status: 415, code: "request.wrong-type" });
  });

  const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
  it.each<[string, string | Uint8Array<ArrayBuffer>]>([
    ["nothing", ""],
    ["half an object", '{"h":'],
    ["two values", "{}{}"],
    ["NaN", '{"h":NaN}'],
    ["Infinity", '{"h":-Infinity}'],
    ["a comment", '{/**/"h":1}'],
    ["invalid UTF-8", new Uint8Array([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d])],
    ["an overlong slash", new Uint8Array([0x22, 0xc0, 0xaf, 0x22])],
    ["a surrogate in UTF-8", new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ["UTF-16", new Uint8Array(Buffer.from('{"h":"x"}', "utf16le"))],
    ["a key twice", '{"h":"a","h":"b"}'],
    ["a key twice, once escaped", '{"h":"a","\\u0068":"b"}'],
    ["a key twice, deep inside", '{"h":[{"x":{"y":1,"y":1}}]}'],
    ["33 levels", deep(33)],
    ["5 000 levels", deep(5_000)],
    ["33 lists", `${"[".repeat(33)}${"]".repeat(33)}`],
    ["__proto__", '{"__proto__":{"polluted":true}}'],
    ["__proto__ escaped", '{"\\u005f_proto__":{"polluted":true}}'],
    ["__proto__ in a list", '{"answers":[1,{"__proto__":{"polluted":true}}]}'],
    ["constructor", '{"answers":{"constructor":{"prototype":{"polluted":true}}}}'],
    ["prototype at level 30", `${'{"a":'.repeat(29)}{"prototype":1}${"}".repeat(29)}`],
    ["a list instead of an object", "[]"],
    ["null", "null"],
    ["a number", "7"],
    ["a string", '"h"'],
  ])("refuses %s with 400", async (_, body) => {
    expect(await send(path, body)).toMatchObject({ status: 400, code: "request.malformed" });
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  it("refuses what the shape does not name with 400", async () => {
    expect(await send(path, '{"h":"x","unwanted":1}')).toMatchObject({
      status: 400,
      code: "request.malformed",
    });
  });
});

describe("bytes in JSON", () => {
  it.each([
    ["hex of the right length", "a".repeat(64)],
    ["one byte short", Buffer.alloc(31).toString("base64url")],
    ["one byte long", Buffer.alloc(33).toString("base64url")],
    ["padding", `${Buffer.alloc(32).toString("base64url")}=`],
    ["the other alphabet", `${"A".repeat(42)}+/`],
    ["stray bits at the end", `${"A".repeat(42)}B`],
    ["a line break", `${Buffer.alloc(32).toString("base64url")}\n`],
    ["a number", 7],
    ["null", null],
    ["a list", ["A".repeat(43)]],
  ])("refuses %s", async (_, h) => {
    expect(await post(server.address, "/api/entry", { h })).toMatchObject({
      status: 400,
      code: "request.malformed",
    });
  });
});

describe("a ballot with reserved keys", () => {
  it("is refused at any depth of its answers, and the credential stays unspent", async () => {
    const [url] = await server.tickets("water", "C", 1);
    const person = await redeemed(server.address, url!);
    const good = JSON.stringify(ballotOf(person, 0));
    for (const key of ["__proto__", "constructor", "prototype"]) {
      const bad = good.replace('"answers":{', `"answers":{"t01":{"x":[{"${key}":{"polluted":1}}]},`);
      expect(await send("/api/ballots", bad)).toMatchObject({ status: 400, code: "request.malformed" });
    }
    expect(await send("/api/ballots", good)).toMatchObject({ status: 201 });
  });
});

/** Bytes on the wire that no client library would send. */
function talk(bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const { port } = new URL(server.address);
    let heard = "";
    const socket = connect(Number(port), "127.0.0.1", () => socket.end(bytes));
    socket.on("data", (chunk) => (heard += chunk.toString("latin1")));
    socket.on("error", () => resolve(heard));
    socket.on("close", () => resolve(heard));
  });
}

/** What comes back while the sender goes on holding the line and sends no more. */
function heardBefore(path: string, headers: string, begun: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(server.address).port), "127.0.0.1", () => {
      socket.write(
        `POST ${path} HTTP/1.1\r\nhost: ${new URL(server.address).host}\r\norigin: ${server.address}\r\ncontent-type: application/json\r\n${headers}\r\n\r\n${begun}`,
      );
    });
    socket.once("error", reject);
    socket.once("close", () => reject(new Error("closed without an answer")));
    socket.once("data", (chunk) => {
      resolve(chunk.toString("latin1"));
      socket.destroy();
    });
  });
}

describe.each(PATHS)("a body that is too large, at %s", (path) => {
  it("has its 413 before the rest is sent, announced or not", async () => {
    const announced = await heardBefore(path, `content-length: ${10 * 1024 * 1024}`, '{"h":"');
    expect(announced).toMatch(/^HTTP\/1\.1 413 /);
    const size = LIMIT + 1;
    const piece = `${size.toString(16)}\r\n${" ".repeat(size)}\r\n`;
    expect(await heardBefore(path, "transfer-encoding: chunked", piece)).toMatch(/^HTTP\/1\.1 413 /);
  });
});

describe("bytes that are hardly HTTP", () => {
  const head = "POST /api/entry HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n";
  it.each([
    ["a length that is no number", `${head}content-length: x\r\n\r\n{}`],
    ["a negative length", `${head}content-length: -5\r\n\r\n{}`],
    ["two lengths", `${head}content-length: 2\r\ncontent-length: 3\r\n\r\n{}`],
    [
      "a length and pieces",
      `${head}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
    ],
    ["a broken piece", `${head}transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`],
    ["no HTTP at all", "\x16\x03\x01\x02\x00\x01\r\n\r\n"],
    ["a header of 100 KiB", `GET / HTTP/1.1\r\nhost: a\r\nx: ${"y".repeat(100_000)}\r\n\r\n`],
  ])("%s: refused, and the server goes on", async (_, bytes) => {
    expect(await talk(bytes)).toMatch(/^(HTTP\/1\.1 4\d\d |$)/);
    expect((await fetch(`${server.address}/api/office/openapi.json`)).status).toBe(200);
  });

  it("a person who leaves in the middle of a body is no fault and leaves no line", async () => {
    const lines = vi.spyOn(process.stderr, "write");
    await talk(`${head}content-length: 5000\r\n\r\n{"h":`);
    await talk(`${head}transfer-encoding: chunked\r\n\r\n5\r\n{"h":\r\n`);
    expect((await fetch(`${server.address}/api/office/openapi.json`)).status).toBe(200);
    expect(lines.mock.calls).toEqual([]);
    lines.mockRestore();
  });

  it.each([
    "/api/polls/%E0%A4%A",
    "/%E0%A4%A",
    "/api/polls/%00",
    "/..%2f..%2fetc/passwd",
    "/api/forms/%F0%28",
  ])("GET %s answers as not found", async (path) => {
    const reply = await fetch(`${server.address}${path}`);
    expect([200, 400, 404]).toContain(reply.status);
    if (reply.status === 200) expect(reply.headers.get("content-type")).toContain("text/html");
    else expect((await replyOf(reply)).code).not.toBe("fault");
  });
});
