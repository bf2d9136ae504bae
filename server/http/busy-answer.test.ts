import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Hono } from "hono";
import { afterEach, describe, expect, it } from "vitest";
import { busyAnswer, isOfCrowd } from "./busy-answer.ts";
import { pageHeaders } from "./page-headers.ts";

let close = () => {};
afterEach(() => close());

describe("busyAnswer", () => {
  it("says when to come back, with the headers of every other answer", async () => {
    const sendAway = await busyAnswer();
    const server = createServer((_incoming, outgoing) => sendAway(outgoing));
    close = () => void server.close();
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const ask = () => fetch(`${address}/api/ballots`, { method: "POST", body: "x".repeat(5_000) });
    for (const answer of [await ask(), await ask()]) {
      expect(answer.status).toBe(503);
      expect(await answer.json()).toEqual({ code: "server.busy", facts: { seconds: 5 } });
      expect(answer.headers.get("retry-after")).toBe("5");
      expect(answer.headers.get("cache-control")).toBe("no-store");
      const other = await new Hono()
        .use(pageHeaders)
        .all("*", (c) => c.json({}))
        .request("/api/ballots");
      for (const [name, value] of other.headers)
        expect([name, answer.headers.get(name)]).toEqual([name, value]);
    }
  });
});

describe("isOfCrowd", () => {
  it("is who asks from a phone or a screen, never the console and never a page", () => {
    for (const url of ["/api/ballots", "/api/entry", `/api/forms/${"0".repeat(64)}`]) {
      expect([url, isOfCrowd(url)]).toEqual([url, true]);
    }
    for (const url of ["/api/office/rounds", "/v", "/", "/ready", undefined]) {
      expect([url, isOfCrowd(url)]).toEqual([url, false]);
    }
  });
});
