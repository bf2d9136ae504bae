/** What whoever runs the server relies on: health, metrics that tell nothing of people, its log, an orderly stop. */
import { once } from "node:events";
import { request } from "node:http";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BUILT_SERVER } from "./built-server.ts";
import { composeApp, watchApp } from "../../server/compose.ts";
import { type LogEvent, jsonLog } from "../../server/log.ts";
import { startServer } from "../../server/start-server.ts";
import { OfficeClient } from "./office-client.ts";
import { ballotOf, post, redeemed } from "./phone-client.ts";
import { startTestServer, type TestServer } from "./start-server.ts";

describe("health and readiness", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  it("answers both while everything is well, and keeps nothing in caches", async () => {
    for (const path of ["/health", "/ready"]) {
      const response = await fetch(`${server.address}${path}`);
      expect([path, response.status, response.headers.get("cache-control")]).toEqual([path, 200, "no-store"]);
    }
  });

  /** The files themselves are broken in `tests/faults/disk/readiness.test.ts`. */
  it.each(["office", "roll", "box"] as const)(
    "is alive and not ready when the %s does not answer",
    async (store) => {
      const gone = Object.create(server.deps[store], {
        tryOut: { value: () => Promise.reject(new Error("gone")) },
      }) as never;
      const deps = { ...server.deps, [store]: gone };
      const app = await composeApp({ deps, exportsFolder: "", close: () => Promise.resolve() }, new Map());
      expect((await app.request("/health")).status).toBe(200);
      const ready = await app.request("/ready");
      expect([ready.status, await ready.json()]).toEqual([503, { ready: false, reason: "stores" }]);
    },
  );
});

describe("metrics", () => {
  it("tell of the process and of the office's acts, and stay the same when people answer", async () => {
    const server = await startTestServer();
    const watched = watchApp({ deps: server.deps, exportsFolder: "", close: () => Promise.resolve() });
    const read = async (): Promise<Map<string, number>> => {
      const text = await (await watched.request("/metrics")).text();
      const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
      return new Map(lines.map((line) => [line.replace(/ \S+$/, ""), Number(line.split(" ").at(-1))]));
    };
    const before = await read();
    expect(before.get('plumbline_polls{state="open"}')).toBe(1);
    expect(before.get("plumbline_ready")).toBe(1);
    const [url] = await server.tickets("water", "C", 1);
    const person = await redeemed(server.address, url!);
    expect((await post(server.address, "/api/ballots", ballotOf(person, 0))).status).toBe(201);
    const after = await read();
    // What the process itself uses moves all the time; nothing else may move with a ballot.
    const measured = /^plumbline_(uptime|resident|heap|cpu|event_loop)/;
    const others = (metrics: Map<string, number>) => [...metrics].filter(([name]) => !measured.test(name));
    expect(others(after)).toEqual(others(before));
    for (const one of [before, after]) {
      for (const name of ["plumbline_resident_bytes", "plumbline_heap_used_bytes"])
        expect([name, one.get(name)! % (16 * 1024 * 1024)]).toEqual([name, 0]);
      expect(before.get("plumbline_resident_bytes")).toBeGreaterThan(0);
      for (const quantile of ["0.5", "0.99"]) {
        const tenths = 10 * one.get(`plumbline_event_loop_delay_seconds{quantile="${quantile}"}`)!;
        expect(tenths).toBeCloseTo(Math.round(tenths), 9);
      }
      expect(one.get("plumbline_cpu_seconds")! % 10).toBe(0);
    }
    await server.stop();
  });
});

describe("the log", () => {
  it("names the office's routes without what stood in them, and no request of a phone", async () => {
    const server = await startTestServer();
    const lines: string[] = [];
    const write = jsonLog(
      () => new Date("2026-11-20T08:00:00Z"),
      (line) => lines.push(line),
    );
    const app = await composeApp(
      { deps: server.deps, exportsFolder: "", close: () => Promise.resolve() },
      new Map(),
      write,
    );
    const second = await startServer(app, { port: 0, host: "127.0.0.1" });
    const address = `http://127.0.0.1:${second.port}`;
    const office = await OfficeClient.signIn({ ...server, address });
    const poll = server.polls.get("water")!;
    expect(await office.status("GET", `/polls/${poll}/results`)).toBe(409);
    await fetch(`${address}/api/polls/${poll}`);
    await fetch(`${address}/api/entry`, { method: "POST", body: "{}" });
    await second.stop(0);
    const events = lines.map((line) => JSON.parse(line) as LogEvent & { at: string });
    expect(events.length).toBeGreaterThan(1);
    expect(events.at(-1)).toMatchObject({
      at: "2026-11-20T08:00:00.000Z",
      event: "office-request",
      method: "GET",
      route: "/api/office/polls/:poll/results",
      status: 409,
    });
    expect(lines.join("")).not.toContain(poll);
    expect(events.every((one) => one.event === "office-request")).toBe(true);
    await server.stop();
  });
});

describe("stopping", () => {
  it("lets who is inside finish, takes nobody new, and ends who never does", async () => {
    let release = (): void => {};
    const held = new Promise<void>((done) => {
      release = done;
    });
    const app = new Hono().get("/slow", async (c) => {
      await held;
      return c.text("done");
    });
    const server = await startServer(app, { port: 0, host: "127.0.0.1" });
    const address = `http://127.0.0.1:${server.port}`;
    const slow = fetch(`${address}/slow`);
    const hanging = request(`${address}/slow`, { method: "POST" });
    hanging.on("error", () => {});
    hanging.write("half a body");
    await new Promise((done) => setTimeout(done, 100));
    const stopped = server.stop(1_000);
    await expect(fetch(`${address}/slow`)).rejects.toThrow();
    release();
    expect(await (await slow).text()).toBe("done");
    await stopped;
  });

  it("SIGTERM ends the production command in order: exit code 0, the folder free for the next start", async () => {
    const folder = mkdtempSync(join(tmpdir(), "plumbline-stop-"));
    for (const round of [1, 2]) {
      const child = spawn(process.execPath, BUILT_SERVER, {
        env: {
          ...process.env,
          PORT: "0",
          PLUMBLINE_HOST: "127.0.0.1",
          PLUMBLINE_DATA: folder,
          PLUMBLINE_LOG: "json",
        },
        stdio: ["ignore", "ignore", "pipe"],
      });
      const ended = once(child, "exit");
      let log = "";
      for await (const chunk of child.stderr) {
        log += String(chunk);
        if (log.includes('"started"') && !log.includes('"stopping"') && !child.killed) child.kill("SIGTERM");
      }
      expect([round, await ended]).toEqual([round, [0, null]]);
      expect(
        log
          .trim()
          .split("\n")
          .map((line) => (JSON.parse(line) as LogEvent).event),
      ).toEqual(["started", "stopping", "stopped"]);
    }
    rmSync(folder, { recursive: true });
  });
});
