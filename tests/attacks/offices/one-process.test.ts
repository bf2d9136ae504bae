/** Offices that one process serves, attacked: what is of one is unknown at the host of the other, and no connection of one serves the other. */
import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import { request } from "node:http";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { seeded, simulatedAnswers } from "../../../server/cli/demo/simulated-answers.ts";
import { createApp } from "../../../server/http/app.ts";
import { beginClosing, continueClosing } from "../../../server/services/close-poll.ts";
import { type Deps, KEEPER } from "../../../server/services/deps.ts";
import { enterOffice } from "../../../server/store/postgres/register-of-offices.ts";
import { isPostgresAbsent, onPostgres } from "../../../server/store/postgres/temporary-postgres.ts";
import { ballotOf, post, redeemed } from "../../journeys/phone-client.ts";
import { type ServedOffice, startTwoInOne, startTwoOffices, type TwoInOne } from "./two-offices.ts";

const SECOND = { account: "a2", name: "第二人" };

/** Of which offices connections were used, by the host at which somebody was asking. */
const asking = new AsyncLocalStorage<string>();
const used = new Map<string, Set<string>>();

function watchConnections(): void {
  const query = Client.prototype.query as (this: Client, ...call: unknown[]) => unknown;
  vi.spyOn(Client.prototype, "query").mockImplementation(function (this: Client, ...call: unknown[]) {
    const host = asking.getStore();
    const { application_name: name } = (
      this as unknown as { connectionParameters: { application_name: string } }
    ).connectionParameters;
    if (host !== undefined) used.set(host, (used.get(host) ?? new Set()).add(name));
    return query.apply(this, call);
  } as typeof Client.prototype.query);
}

describe.skipIf(isPostgresAbsent)(onPostgres("two offices in one process"), () => {
  let served: TwoInOne;
  let a: ServedOffice;
  let b: ServedOffice;
  beforeAll(async () => {
    watchConnections();
    served = await startTwoInOne((host, answer) => asking.run(host, answer));
    ({ a, b } = served);
  }, 240_000);
  afterAll(async () => {
    await served.dispose();
    vi.restoreAllMocks();
  });

  /** Asks the process with any host that a browser, or somebody who plays one, may send. */
  const askAt = (host: string, path: string): Promise<{ status: number; head: object; text: string }> =>
    new Promise((resolve, reject) => {
      const asked = request({ port: served.port, host: "127.0.0.1", path, headers: { host } }, (answer) => {
        let text = "";
        answer.on("data", (chunk) => (text += String(chunk)));
        answer.on("end", () => resolve({ status: answer.statusCode!, head: answer.headers, text }));
      });
      asked.on("error", reject);
      asked.end();
    });

  it("answers an account of one about what the other has as about what does not exist", async () => {
    const app = createApp({ deps: a.deps, pages: new Map(), exportsFolder: "", onFault: () => undefined });
    const routes = new Set(
      app.routes
        .filter(({ method, path }) => method !== "ALL" && /^\/api\/office\/.*:(?:round|poll)\b/.test(path))
        .map(({ method, path }) => `${method} ${path.slice("/api/office".length)}`),
    );
    expect(routes.size).toBeGreaterThan(40);
    const ask = async (route: string, round: string, poll: string): Promise<readonly unknown[]> => {
      const [method, path] = route.split(" ") as [string, string];
      const filled = path
        .replace(":round", round)
        .replace(":poll", poll)
        .replace(":unit", "water")
        .replaceAll(/:\w+/g, "x");
      const answer = await a.client.send(method, filled, method === "GET" ? undefined : {});
      return [answer.status, (await answer.text()).replaceAll(round, "").replaceAll(poll, "")];
    };
    for (const route of routes)
      expect(await ask(route, b.round, b.poll), route).toEqual(await ask(route, randomUUID(), randomUUID()));
    // What is asked so of one's own is there.
    expect(await a.client.status("GET", `/rounds/${a.round}`)).toBe(200);
    expect(await b.client.status("GET", `/rounds/${b.round}`)).toBe(200);
    expect((await a.client.get("/rounds")).map(({ id }: { readonly id: string }) => id)).toEqual([a.round]);
  }, 240_000);

  it("knows neither session, password, slip, credential nor receipts of the other", async () => {
    const session = (address: string, cookie: string) =>
      fetch(`${address}/api/office/session`, { headers: { cookie } });
    expect((await session(a.address, a.client.cookie)).status).toBe(200);
    expect((await session(b.address, a.client.cookie)).status).toBe(401);
    const { name, password } = a.client;
    const signIn = (address: string) =>
      fetch(`${address}/api/office/session`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: address },
        body: JSON.stringify({ name, password }),
      });
    expect((await signIn(b.address)).status).toBe(401);
    const known = await signIn(a.address);
    expect(known.status).toBe(200);
    // No other host is sent the cookie: it has no domain.
    expect(known.headers.getSetCookie().join()).not.toMatch(/domain/i);

    const slip = a.tickets[0]!;
    await expect(redeemed(b.address, slip)).rejects.toMatchObject({ code: "ticket.unknown" });
    const ballot = await ballotOfFirst(a);
    const foreign = await post(b.address, "/api/ballots", ballot);
    const unknown = await post(b.address, "/api/ballots", { ...ballot, poll: randomUUID() });
    expect([foreign.status, foreign.body]).toEqual([unknown.status, unknown.body]);
    // As if it were of B's own poll: the signature is of no key of B.
    expect(await post(b.address, "/api/ballots", { ...ballot, poll: b.poll })).toMatchObject({
      code: "credential.refused",
    });
    expect((await post(a.address, "/api/ballots", ballot)).status).toBe(201);
    expect([await a.deps.roll.used(a.poll), await b.deps.roll.used(b.poll)]).toEqual([1, 0]);

    const receipts = async (poll: string) => {
      const { status, text } = await askAt("127.0.0.2", `/receipts/${poll}`);
      return [status, text];
    };
    expect(await receipts(a.poll)).toEqual(await receipts(randomUUID()));
  });

  it("lets nobody at one wait for wrong passwords at the other", async () => {
    const guess = async (address: string): Promise<number> => {
      const answer = await fetch(`${address}/api/office/session`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: address },
        body: JSON.stringify({ name: "承办人", password: "错的密码错的密码" }),
      });
      return ((await answer.json()) as { facts: { waitSeconds: number } }).facts.waitSeconds;
    };
    for (let i = 0; i < 3; i += 1) await guess(a.address);
    expect(await guess(a.address)).toBeGreaterThan(0);
    expect(await guess(b.address)).toBe(0);
  });

  it("refuses at any other host, with a page that names no office, whatever else is sent", async () => {
    // The pages of the offices are kept by now, and answered at their hosts alone.
    for (const host of ["127.0.0.1", "127.0.0.2"]) {
      await askAt(host, "/");
      expect((await askAt(`${host}:${served.port}`, "/")).text).toContain("<script");
    }
    for (const host of ["127.0.0.3", "c.test", "127.0.0.1.test", "a@127.0.0.1", "127.0.0.1%2e", "%"])
      for (const path of ["/", "/v", "/receipts", "/assets/x.js", "/api/office/session", "/api/forms/x"]) {
        const { status, text } = await askAt(host, path);
        if (status === 400) continue; // The parser of HTTP refuses it before anybody is asked.
        expect([host, path, status]).toEqual([host, path, 421]);
        expect(text).toContain(path.startsWith("/api/") ? '"host.unknown"' : "没有这个网址");
        expect(text).not.toMatch(/<script|巡察办|127\.0\.0|"[ab]"/);
      }
    expect((await askAt("c.test", "/health")).status).toBe(200);
    expect((await askAt("c.test", "/ready")).text).toBe('{"ready":true}');
    const forwarded = await fetch(`http://127.0.0.3:${served.port}/`, {
      headers: { "x-forwarded-host": "127.0.0.1", forwarded: "host=127.0.0.1" },
    });
    expect(forwarded.status).toBe(421);
  });

  it("looks at each office once, however often anybody asks at any host whether all are ready", async () => {
    const looks = [a, b].map(({ deps }) => vi.spyOn(deps.box, "countSpent"));
    const metrics = async () => (await served.offices.watchApp().request("/metrics")).text();
    const [ready, text] = await Promise.all([
      Promise.all(Array.from({ length: 40 }, async () => (await askAt("c.test", "/ready")).text)),
      Promise.all(Array.from({ length: 10 }, metrics)),
    ]);
    expect(new Set(ready)).toEqual(new Set(['{"ready":true}']));
    for (const one of text)
      expect(one).toMatch(/office_ready\{office="a"\} 1\n.*office_ready\{office="b"\} 1/);
    for (const look of looks) {
      expect(look.mock.calls.length).toBeLessThanOrEqual(1);
      look.mockRestore();
    }
  });

  it("tells in the operator's log which office was asked", async () => {
    await b.client.get("/rounds");
    expect(served.events.at(-1)).toMatchObject({ event: "office-request", office: "b" });
  });

  it("uses no connection of one for who asks at the other", () => {
    const officesOf = (host: string): string[] => [
      ...new Set([...(used.get(host) ?? [])].map((name) => name.replace(/^plumbline \w+ ?/, ""))),
    ];
    expect(officesOf("127.0.0.1")).toEqual(["a"]);
    expect(officesOf("127.0.0.2")).toEqual(["b"]);
    for (const [host, office] of [
      ["127.0.0.1", "a"],
      ["127.0.0.2", "b"],
    ] as const)
      expect([...used.get(host)!]).toEqual(
        expect.arrayContaining(["office", "roll", "box"].map((store) => `plumbline ${store} ${office}`)),
      );
  });

  it("would be seen to, were a request of one answered by the other", async () => {
    // Control: the app of B, asked as if at A.
    const atB = served.offices.keptAt("127.0.0.2")!.fetch;
    const answer = await asking.run("crossed", () => atB(new Request("http://127.0.0.1/receipts")));
    expect(answer.status).toBe(200);
    expect([...used.get("crossed")!]).toContain("plumbline office b");
  });

  it("goes on beside one that cannot be opened, and takes one up that was added, or mended, meanwhile", async () => {
    const { admin, url } = served.place;
    const written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const metrics = async () => (await served.offices.watchApp().request("/metrics")).text();
    await enterOffice(url, { name: "c", title: "县委巡察办", address: "http://c.test" });
    await served.offices.look();
    // Added, and nothing done in it yet: left alone for `move` and `restore`, which want it for themselves.
    expect((await askAt("c.test", "/")).status).toBe(503);
    expect((await askAt("d.test", "/ready")).status).toBe(200);

    await served.addAccounts("c");
    await admin.query("update c_box.schema_version set version = 999");
    await served.offices.look();
    await served.offices.look();
    const said = written.mock.calls.map(([line]) => String(line)).filter((line) => line.startsWith("c："));
    expect(said).toHaveLength(1);
    const page = await askAt("c.test", "/");
    expect([page.status, page.head]).toMatchObject([503, { "retry-after": "60" }]);
    expect(page.text).toContain("现在打不开");
    expect((await askAt("c.test", "/api/office/session")).text).toContain('"office.not-open"');
    expect((await askAt("d.test", "/ready")).status).toBe(503);
    expect(await metrics()).toMatch(/office_ready\{office="b"\} 1\n.*office_ready\{office="c"\} 0/);
    for (const one of [a, b]) expect(await one.client.status("GET", "/rounds")).toBe(200);
    expect((await askAt("127.0.0.1", "/ready")).status).toBe(200);

    const [known] = (await admin.query<{ version: number }>("select version from a_box.schema_version")).rows;
    await admin.query("update c_box.schema_version set version = $1", [known!.version]);
    await served.offices.look();
    expect((await askAt("c.test", "/ready")).text).toBe('{"ready":true}');
    expect((await askAt("c.test", "/api/office/session")).status).toBe(401);
    expect(await metrics()).toContain('office_ready{office="c"} 1');

    await admin.query("delete from plumbline.offices where name = 'c'");
    await served.offices.look();
    expect((await askAt("c.test", "/")).status).toBe(421);
    expect(served.offices.servicesOf("c")).toBeNull();
    written.mockRestore();
  }, 120_000);

  it("has the same scores of a round as two processes have", async () => {
    const apart = await startTwoOffices();
    // What the first of A has handed in above.
    await post(apart.a.address, "/api/ballots", await ballotOfFirst(apart.a));
    const inOne = await Promise.all([scoresOf(a, 1), scoresOf(b, 2)]);
    const inTwo = await Promise.all([scoresOf(apart.a, 1), scoresOf(apart.b, 2)]);
    await apart.dispose();
    expect(inOne).toEqual(inTwo);
    expect(inOne[0]).not.toEqual(inOne[1]);
  }, 240_000);
});

const ballotOfFirst = async ({ address, tickets }: ServedOffice) =>
  ballotOf(await redeemed(address, tickets[0]!), 0);

/** Everybody who has a slip left hands in, each otherwise than the others; then the poll is closed. */
async function scoresOf({ address, deps, round, poll, tickets, client }: ServedOffice, salt: number) {
  await Promise.all(
    tickets.slice(1).map(async (slip, at) => {
      const person = await redeemed(address, slip);
      for (const [i, form] of person.forms.entries()) {
        const answers = simulatedAnswers(form, 0.9, seeded(100 * salt + at));
        expect((await post(address, "/api/ballots", ballotOf(person, i, { answers }))).status).toBe(201);
      }
    }),
  );
  await close(deps, poll);
  // When it was closed, and what is made of its keys, is of each poll alone.
  const { closedAtUtc: _at, digest: _of, ...results } = await client.get(`/polls/${poll}/results`);
  expect(JSON.stringify(results)).toContain("县水利局党组");
  return JSON.parse(JSON.stringify(results).replaceAll(poll, "poll").replaceAll(round, "round")) as unknown;
}

async function close(deps: Deps, poll: string): Promise<void> {
  await beginClosing(deps, KEEPER, poll, { second: SECOND });
  expect((await continueClosing(deps, KEEPER, poll)).state).toBe("closed");
}
