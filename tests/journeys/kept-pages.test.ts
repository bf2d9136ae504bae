/** What is answered from memory, pages and frozen forms, is header by header what the app answers. */
import { get } from "node:http";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { digestOf } from "../../server/core/definition/canonical.ts";
import { freezeForm } from "../../server/core/definition/freeze-form.ts";
import { composeApp, type Services } from "../../server/compose.ts";
import { fixedPaths } from "../../server/http/app.ts";
import { readPages } from "../../server/http/pages.ts";
import { PAGES_FOLDER } from "../../server/places.ts";
import { type RunningServer, startServer } from "../../server/start-server.ts";
import { EXAMPLE_VARIABLES } from "../cases/worked-example.ts";
import { openStoresOfTest, type StoresOfTest } from "./stores-of-test.ts";

interface Answer {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: string;
}

let folder: string;
let stores: StoresOfTest;
let services: Services;
let server: RunningServer;
let paths: readonly string[];
/** Requests that reached the app over the network. */
let asked: string[] = [];
/** Path of a frozen form. */
let form: string;
let isHeld = true;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "plumbline-kept-"));
  stores = await openStoresOfTest(folder, { address: "http://127.0.0.1" });
  ({ services } = stores);
  const pages = await readPages(PAGES_FOLDER);
  paths = fixedPaths(pages);
  const app = await composeApp({ ...services, isHeld: () => isHeld }, pages);
  const fetch: typeof app.fetch = (request, ...rest) => {
    asked.push(request.headers.get("x-asked-by") ?? "itself");
    return app.fetch(request, ...rest);
  };
  server = await startServer({ ...app, fetch }, { port: 0, host: "127.0.0.1" });
  const { instrument } = services.deps.library.instruments.get("leadership-team")!;
  const context = { leaders: [], variables: EXAMPLE_VARIABLES, include: [], kindsInRound: [instrument.kind] };
  const frozen = freezeForm(instrument, context);
  form = `/api/forms/${digestOf(frozen)}`;
  await services.deps.office.inTransaction((office) => office.saveForm(digestOf(frozen), frozen));
});

afterAll(async () => {
  await server.stop(0);
  await stores.dispose();
  await rm(folder, { recursive: true, force: true });
});

function ask(path: string, headers: Readonly<Record<string, string>> = {}, method = "GET"): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = {
      port: server.port,
      host: "127.0.0.1",
      path,
      method,
      headers: { ...headers, "x-asked-by": "the test" },
    };
    get(options, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk as Buffer);
      const named = Object.entries(answer.headers).filter(([name]) => name !== "date");
      resolve({
        status: answer.statusCode!,
        headers: named.map(([name, value]) => `${name}: ${String(value)}`).sort(),
        body: Buffer.concat(chunks).toString("base64"),
      });
    }).on("error", reject);
  });
}

/** The answer as soon as one comes without the app. */
async function keptAnswer(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  for (;;) {
    asked = [];
    const answer = await ask(path, headers);
    if (overNetwork() === 0) return answer;
  }
}

const overNetwork = (): number => asked.filter((by) => by === "the test").length;

describe("a page from memory", () => {
  it("is the page that the app gives, for every path and coding, whole or unchanged", async () => {
    expect(paths.length).toBeGreaterThan(10);
    for (const path of paths)
      for (const coding of ["gzip, deflate, br", "gzip", "identity", "br;q=0, gzip"]) {
        const accepting = { "accept-encoding": coding };
        // A query makes it another address: the app answers.
        const fromApp = await ask(`${path}?`, accepting);
        const kept = await keptAnswer(path, accepting);
        expect({ path, coding, answer: kept }).toEqual({ path, coding, answer: fromApp });
        const etag = kept.headers.find((one) => one.startsWith("etag: "))!.slice("etag: ".length);
        const unchanged = await ask(path, { ...accepting, "if-none-match": etag });
        expect(unchanged).toEqual(await ask(`${path}?`, { ...accepting, "if-none-match": etag }));
        expect(unchanged.status).toBe(304);
        expect(await ask(path, { ...accepting, "if-none-match": '"another"' })).toEqual(fromApp);
      }
  });

  it("is given for a plain GET only", async () => {
    await keptAnswer("/v");
    expect((await ask("/v", {}, "HEAD")).body).toBe("");
    expect((await ask("/v", {}, "POST")).status).toBe(404);
    expect((await ask("/v/", {})).status).toBe(404);
    expect(overNetwork()).toBe(3);
    expect((await ask("/v")).status).toBe(200);
    expect(overNetwork()).toBe(3);
  });
});

describe("a form from memory", () => {
  it("is the form that the app gives, in every coding", async () => {
    for (const coding of ["gzip, deflate, br", "gzip", "identity", "br;q=0, gzip"]) {
      const accepting = { "accept-encoding": coding };
      const fromApp = await ask(`${form}?`, accepting);
      expect(fromApp.status).toBe(200);
      const kept = await keptAnswer(form, accepting);
      expect({ coding, answer: kept }).toEqual({ coding, answer: fromApp });
      expect(await ask(form, { ...accepting, "if-none-match": "anything" })).toEqual(fromApp);
    }
    expect(overNetwork()).toBe(0);
  });

  it("is given by nobody who may not answer, and again afterwards", async () => {
    await keptAnswer(form);
    isHeld = false;
    expect((await ask(form)).status).toBe(503);
    isHeld = true;
    asked = [];
    expect((await ask(form)).status).toBe(200);
    expect(asked).toEqual([]);
  });

  it("that nobody has is asked of the app each time, and of nobody else", async () => {
    asked = [];
    const unknown = `/api/forms/${"0".repeat(64)}`;
    for (let i = 0; i < 3; i += 1) expect((await ask(unknown)).status).toBe(404);
    expect(asked).toEqual(["the test", "the test", "the test"]);
  });
});

it("gives a form that one office has frozen at that office's host only, though it is kept", async () => {
  const path = `/api/forms/${"a".repeat(64)}`;
  let asked = 0;
  const has = {
    fetch: () => {
      asked += 1;
      return new Response("form", { headers: { etag: '"f"' } });
    },
  };
  const hasNot = { fetch: () => new Response("unknown", { status: 404 }) };
  const at = (host: string | undefined | null) => (host?.startsWith("127.0.0.1") ? has : hasNot);
  const both = await startServer(
    { fetch: (request) => at(request.headers.get("host")).fetch(), keptAt: at },
    { port: 0, host: "0.0.0.0" },
  );
  const ask = (host: string) => fetch(`http://${host}:${both.port}${path}`).then((answer) => answer.text());
  await ask("127.0.0.1");
  await expect.poll(() => asked).toBe(3);
  expect([await ask("127.0.0.1"), asked]).toEqual(["form", 3]);
  expect(await ask("127.0.0.2")).toBe("unknown");
  await both.stop(0);
});
