/**
 * Bodies sent to every call of both interfaces, spoilt: each is answered below 500, no fault is reported, no line of
 * the process holds what was sent, and while nothing was taken the stores are what they were.
 */
import { createHash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createApp } from "../../../server/http/app.ts";
import { OfficeClient } from "../../journeys/office-client.ts";
import { ballotOf, redeemBody, redeemed } from "../../journeys/phone-client.ts";
import {
  ROUND,
  startTestServer,
  testAssessment,
  testUnit,
  type TestServer,
} from "../../journeys/start-server.ts";
import { rounds } from "../long-form.ts";
import { SEED } from "../../fixed-seed.ts";
import { spoiltText } from "./spoilt.ts";

/** A string that stands in many of the bodies; nothing may print it. */
const CANARY = "canary-4f7a91c2";
/** The server's clock goes on by a second after so many requests: nobody is signed out, and limits per minute hold. */
const REQUESTS_PER_SECOND = 100;
/** So many refusals in a row are followed by a look at the stores. */
const REFUSED_TOGETHER = 20;

/** Sign-in and passwords cost argon2 each; a backup copies the whole folder. */
const NOT_TRIED = ["/api/office/session", "/api/office/password", "/api/office/installation/backups"];

let server: TestServer;
let clerk: OfficeClient;
let app: ReturnType<typeof createApp>;
let routes: readonly { readonly method: string; readonly path: string }[];
let bodies: readonly unknown[];
let now = Date.parse("2026-11-20T08:00:00Z");
const faults: string[] = [];

beforeAll(async () => {
  const units = [
    testUnit("water", "县水利局党组", [5, 10, 30]),
    testUnit("roads", "县公路局党组", [5, 10, 30]),
  ];
  server = await startTestServer({ units, clock: () => new Date(now) });
  app = createApp({
    deps: server.deps,
    pages: new Map(),
    exportsFolder: server.dataFolder,
    onFault: (error) => faults.push(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  });
  clerk = await OfficeClient.signIn(server);
  const changes = app.routes.filter(
    ({ method, path }) =>
      path.startsWith("/api/") && ["POST", "PUT", "DELETE"].includes(method) && !NOT_TRIED.includes(path),
  );
  routes = [...new Map(changes.map(({ method, path }) => [`${method} ${path}`, { method, path }])).values()];
  const [url] = await server.tickets("water", "C", 1);
  const person = await redeemed(server.address, url!);
  const { keyId, message, signature } = person.credentials[0]!;
  const two = { own: CANARY, second: { name: clerk.name, password: CANARY } };
  bodies = [
    { h: "A".repeat(43) },
    redeemBody(person.entry),
    { ...ballotOf(person, 0), signature: "A".repeat(342) },
    { keyId, message, signature },
    { sealed: { key: "A".repeat(43), epk: "A".repeat(43), box: "A".repeat(900) } },
    { poll: server.polls.get("water"), link: "D", blinded: { "leadership-team": "A".repeat(342) } },
    { ...ROUND, title: CANARY },
    { seen: null, assessment: { ...testAssessment, note: CANARY } },
    { ...two, reason: CANARY, kind: "returned", grade: "较好", day: "2026-11-20" },
    { name: CANARY, role: "group", group: "县委第一巡察组" },
    { instrument: "leadership-team", batch: "C", sheets: 3, count: 5, voidUnused: false },
    { sheets: [{ marks: [0, 1, null], isVoid: false }], from: 0 },
    {
      form: "leadership-team",
      id: "own",
      title: CANARY,
      replace: { "leadership-team": "own" },
      units: ["water"],
    },
    { formats: ["xlsx", "pdf"], hasTexts: true, until: "2026年11月27日 18:00", expected: 45, seen: 0 },
  ];
}, 120_000);
afterAll(() => server.stop());

const segment = fc.constantFrom(
  "water",
  "roads",
  "C",
  "D",
  "leadership-team",
  "0",
  "none",
  "..",
  "%00",
  "甲",
  CANARY,
);

const requests = () =>
  fc.record({
    route: fc.constantFrom(...routes),
    names: fc.array(segment, { minLength: 4, maxLength: 4 }),
    body: spoiltText(bodies),
    type: fc.constantFrom(...Array.from({ length: 12 }, () => "application/json"), "text/plain", ""),
  });

function addressOf(path: string, names: readonly string[]): string {
  let next = 0;
  return path.replace(/:\w+/g, (name) => {
    const other = names[next++ % names.length]!;
    if (name === ":round") return other === "甲" ? "%E7%94%B2" : server.round;
    if (name === ":poll")
      return other === "甲" ? "%E7%94%B2" : server.polls.get(other === "roads" ? "roads" : "water")!;
    return encodeURI(other);
  });
}

/** Everything that a request could have changed, as one digest; what is told of refused attempts is not looked at. */
async function stateOf({ deps, polls, round }: TestServer): Promise<string> {
  const hash = createHash("sha256");
  const add = (value: unknown) => hash.update(JSON.stringify(value));
  await deps.office.inTransaction(async (office) => {
    add(await office.rounds());
    add(await office.units(round));
    add(await office.polls(round));
    add(await office.rehearsals(round));
    add(await office.accounts());
    add(await office.ownForms());
    add(await office.ownSchemes());
    for (const unit of polls.keys())
      add([await office.assessment(round, unit), await office.review(round, unit)]);
    for (const poll of polls.values()) add([await office.rollSheet(poll), await office.paper.sessions(poll)]);
  });
  for (const poll of polls.values()) {
    const keys = await deps.roll.signingKeys(poll);
    add(await deps.roll.counts(poll));
    add(await deps.box.countSpent(keys.map(({ keyId }) => keyId)));
  }
  return hash.digest("hex");
}

describe("a spoilt body", () => {
  it("is answered, never as a fault; what is refused changes nothing and is printed nowhere", async () => {
    const printed: string[] = [];
    const write = (text: unknown) => printed.push(String(text)) > 0;
    vi.spyOn(process.stdout, "write").mockImplementation(write);
    vi.spyOn(process.stderr, "write").mockImplementation(write);
    const statuses = new Map<number, number>();
    let state = await stateOf(server);
    let sent = 0;
    let refused = 0;
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(requests(), async ({ route, names, body, type }) => {
        sent += 1;
        if (sent % REQUESTS_PER_SECOND === 0) {
          now += 1_000;
          await nextTurn();
        }
        const cookie = route.path.startsWith("/api/office") ? clerk.cookie : "";
        const response = await app.request(`http://127.0.0.1${addressOf(route.path, names)}`, {
          method: route.method,
          headers: {
            "content-type": type,
            origin: server.address,
            host: new URL(server.address).host,
            cookie,
          },
          body,
        });
        await response.arrayBuffer();
        const { status } = response;
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        // Busy is an honest answer: the thread that checks definitions has a queue of its own.
        if ((status >= 500 && status !== 503) || faults.length > 0) {
          throw new Error(`${route.method} ${route.path} → ${status} ${faults.splice(0).join("\n")}`);
        }
        refused = status < 400 ? 0 : refused + 1;
        if (refused === 0) state = await stateOf(server);
        if (refused < REFUSED_TOGETHER) return;
        expect(await stateOf(server)).toBe(state);
        compared += 1;
        refused = 0;
      }),
      { seed: SEED, numRuns: rounds(1_000, 100_000) },
    );
    vi.restoreAllMocks();
    process.stdout.write(`${JSON.stringify([...statuses].toSorted())}\n`);
    expect(compared).toBeGreaterThan(5);
    expect(printed.join("")).not.toContain(CANARY);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
