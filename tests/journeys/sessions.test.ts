/** How long a session lives, and what counts as somebody being there. @source docs/accounts.md */
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Services } from "../../server/compose.ts";
import { createApp } from "../../server/http/app.ts";
import { createAccount } from "../../server/services/create-account.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { changePassword } from "../../server/services/sign-in.ts";
import { openStoresOfTest, type StoresOfTest } from "./stores-of-test.ts";

const MINUTE = 60_000;
let folder: string;
let stores: StoresOfTest;
let services: Services;
let app: ReturnType<typeof createApp>;
let now = Date.parse("2026-11-27T08:00:00Z");
let cookie: string;
let password: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "plumbline-test-"));
  stores = await openStoresOfTest(folder, { clock: () => new Date(now) });
  ({ services } = stores);
  app = createApp({ deps: services.deps, pages: new Map(), exportsFolder: folder, onFault: () => {} });
  ({ password } = await createAccount(services.deps, KEEPER, {
    name: "承办人",
    role: "office",
    group: null,
  }));
});
afterAll(async () => {
  await stores.dispose();
  await rm(folder, { recursive: true, force: true });
});

const ask = (method: string, headers: Record<string, string> = {}, body?: unknown) =>
  app.request("/api/office/session", {
    method,
    headers: { host: "x", origin: "http://x", cookie, "content-type": "application/json", ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
const byPerson = async (): Promise<number> => (await ask("GET")).status;
const byTimer = async (): Promise<number> => (await ask("GET", { "x-plumbline-by-timer": "1" })).status;

beforeEach(async () => {
  cookie = "";
  const response = await ask("POST", {}, { name: "承办人", password });
  cookie = response.headers.getSetCookie()[0]!.split(";")[0]!;
});

it("ends after 15 idle minutes, and not before", async () => {
  now += 15 * MINUTE;
  expect(await byPerson()).toBe(200);
  now += 15 * MINUTE + 1;
  expect(await byPerson()).toBe(401);
});

it("is not kept alive by what a page asks on a timer", async () => {
  for (let minute = 1; minute <= 15; minute += 1) {
    now += MINUTE;
    expect(await byTimer()).toBe(200);
  }
  now += 1;
  expect(await byTimer()).toBe(401);
});

it("lives on while somebody does something now and then", async () => {
  for (let minutes = 0; minutes < 120; minutes += 14) {
    now += 14 * MINUTE;
    expect(await byPerson()).toBe(200);
  }
});

it("counts an act as somebody being there, whatever a header says", async () => {
  now += 14 * MINUTE;
  const act = await app.request("/api/office/password", {
    method: "PUT",
    headers: {
      host: "x",
      origin: "http://x",
      cookie,
      "content-type": "application/json",
      "x-plumbline-by-timer": "1",
    },
    body: "{}",
  });
  expect(act.status).toBe(400);
  now += 14 * MINUTE;
  expect(await byTimer()).toBe(200);
});

it("ends after 8 hours whoever is there", async () => {
  for (let minutes = 0; minutes < 480; minutes += 10) {
    expect(await byPerson()).toBe(200);
    now += 10 * MINUTE;
  }
  expect(await byPerson()).toBe(200);
  now += 1;
  expect(await byPerson()).toBe(401);
});

it("a password that is being changed does not undo a reset that two others made meanwhile", async () => {
  const { office } = services.deps;
  const account = (await office.inTransaction((scope) => scope.accountByName("承办人")))!;
  const reset = { ...account, passwordHash: "another", mustChange: true };
  let isReset = false;
  // The reset falls between the look at the old password and the saving of the new one.
  const raced = Object.create(office, {
    inTransaction: {
      async value(use: Parameters<typeof office.inTransaction>[0]) {
        const found = await office.inTransaction(use);
        if (!isReset) await office.inTransaction((scope) => scope.saveAccount(reset));
        isReset = true;
        return found;
      },
    },
  }) as typeof office;
  const change = { old: password, next: "一个很长的新口令2026", from: "here" };
  await expect(changePassword({ ...services.deps, office: raced }, account, change)).rejects.toMatchObject({
    code: "account.refused",
  });
  const after = (await office.inTransaction((scope) => scope.accountByName("承办人")))!;
  expect(after).toMatchObject({ passwordHash: "another", mustChange: true });
  await office.inTransaction((scope) => scope.saveAccount(account));
  await changePassword(services.deps, account, change);
  expect((await office.inTransaction((scope) => scope.accountByName("承办人")))!.mustChange).toBe(false);
});
