/** A sheet of thousands of tickets that nobody waits for any more is not drawn to its end, and is kept nowhere. */
import { readdirSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { OfficeClient } from "./office-client.ts";
import { startTestServer, type TestServer, testUnit } from "./start-server.ts";

let server: TestServer;
let office: OfficeClient;

beforeAll(async () => {
  server = await startTestServer({
    units: [testUnit("county", "县教育局党组", [5, 10, 9000])],
    opens: false,
  });
  office = await OfficeClient.signIn(server, "承办人");
});
afterAll(() => server.stop());

const workers = (): number =>
  process.getActiveResourcesInfo().filter((resource) => resource === "MessagePort").length;
const files = (): readonly string[] =>
  readdirSync(server.dataFolder, { recursive: true, encoding: "utf8" }).toSorted();

it("ends its worker when the answer is dropped, leaves no file, and is made anew", async () => {
  const [before, kept] = [workers(), files()];
  const tickets = { batch: "C", spare: 0 };
  const path = `/polls/${server.polls.get("county")}/tickets`;
  const answer = await office.send("POST", path, tickets);
  expect([answer.status, answer.headers.get("x-plumbline-pages")]).toEqual([200, "750"]);
  const reader = answer.body!.getReader();
  await reader.read();
  expect(workers()).toBeGreaterThan(before);
  await reader.cancel();
  await expect.poll(workers).toBe(before);
  expect(files()).toEqual(kept);
  expect(await office.get(`/rounds/${server.round}/exports`)).toEqual([]);
  const again = await office.send("POST", path, { batch: "A", spare: 0 });
  const pdf = Buffer.from(await again.arrayBuffer()).toString("latin1");
  expect(pdf.trimEnd().endsWith("%%EOF")).toBe(true);
});
