/** Wrong passwords wait longer and longer, and keep nobody else out. @source anonymity.md §6 */
import { request } from "node:http";
import { afterAll, beforeAll, expect, it } from "vitest";
import { OfficeClient } from "./office-client.ts";
import { startTestServer, type TestServer } from "./start-server.ts";
import { orSkipped } from "../or-skipped.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

interface Answer {
  readonly status: number;
  readonly code?: string;
  readonly facts?: { readonly waitSeconds: number };
}

/** Signs in from one of the machine's own loop addresses: 127.0.0.2 is another caller than 127.0.0.1. */
function signIn(name: string, password: string, from = "127.0.0.1"): Promise<Answer> {
  const { port } = new URL(server.address);
  return new Promise((resolve, reject) => {
    const call = request({
      host: "127.0.0.1",
      port,
      localAddress: from,
      method: "POST",
      path: "/api/office/session",
      headers: { "content-type": "application/json", origin: server.address, host: `127.0.0.1:${port}` },
    });
    call.on("error", reject);
    call.on("response", (response) => {
      let text = "";
      response.on("data", (chunk) => (text += String(chunk)));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, ...JSON.parse(text) }));
    });
    call.end(JSON.stringify({ name, password }));
  });
}

it("waits longer after each further wrong password", async () => {
  const { name } = await OfficeClient.signIn(server);
  const waits: number[] = [];
  for (let i = 0; i < 3; i += 1) waits.push((await signIn(name, "wrong-password")).facts!.waitSeconds);
  expect(waits).toEqual([0, 0, 1]);
});

it("refuses the right password too while the wait runs, and says how long", async () => {
  const { name, password } = await OfficeClient.signIn(server);
  for (let i = 0; i < 3; i += 1) await signIn(name, "wrong-password");
  expect(await signIn(name, password)).toMatchObject({
    status: 401,
    code: "account.refused",
    facts: { waitSeconds: 1 },
  });
});

it("lets no more than three of many guesses sent at once reach the password", async () => {
  const { name, password } = await OfficeClient.signIn(server);
  const guesses = Array.from({ length: 30 }, (_, i) =>
    signIn(name, i === 20 ? password : `guess-${i}-guess`),
  );
  const answers = await Promise.all(guesses);
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 30 }, () => 401));
});

// Only Linux answers on all of 127.0.0.0/8.
it.skipIf(process.platform !== "linux")(
  orSkipped(
    process.platform === "linux",
    "keeps nobody else out: the same name from another machine, another name from the same one",
    "this is not Linux",
  ),
  async () => {
    const { name, password } = await OfficeClient.signIn(server);
    const other = await OfficeClient.signIn(server);
    for (let i = 0; i < 6; i += 1) await signIn(name, "wrong-password", "127.0.0.2");
    expect(await signIn(name, password, "127.0.0.2")).toMatchObject({ status: 401 });
    expect(await signIn(name, password)).toMatchObject({ status: 200 });
    expect(await signIn(other.name, other.password, "127.0.0.2")).toMatchObject({ status: 200 });
  },
);

it("says the same of a name that does not exist and of a wrong password", async () => {
  const { name } = await OfficeClient.signIn(server);
  expect(await signIn("没有这个人", "wrong-password")).toEqual(await signIn(name, "wrong-password"));
});
