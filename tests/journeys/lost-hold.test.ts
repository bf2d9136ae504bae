/** A server that has lost its part of the database answers nobody by what it may no longer know. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { composeApp } from "../../server/compose.ts";
import { startTestServer, type TestServer } from "./start-server.ts";

let server: TestServer;
let isHeld = true;
let app: Awaited<ReturnType<typeof composeApp>>;
beforeAll(async () => {
  server = await startTestServer();
  const close = async (): Promise<void> => {};
  app = await composeApp({ deps: server.deps, exportsFolder: "none", isHeld: () => isHeld, close });
});
afterAll(() => server.stop());

const ask = async (path: string): Promise<Response> => app.request(path);

it.each(["/ready", "/receipts", "/receipts/nothing", "/api/polls/nothing", "/api/office/session"])(
  "%s is answered later",
  async (path) => {
    isHeld = true;
    expect((await ask(path)).status).not.toBe(503);
    isHeld = false;
    const refused = await ask(path);
    expect(refused.status).toBe(503);
    expect(refused.headers.get("content-type")).toContain("json");
    expect(await refused.json()).toMatchObject({ code: "server.busy" });
    expect((await ask("/health")).status).toBe(200);
  },
);
