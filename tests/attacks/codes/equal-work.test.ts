/**
 * A stranger who tries codes learns nothing from what an answer costs: the same bytes after the same reads of the stores.
 * Nothing is timed; what is done is counted. @source anonymity.md §3: unknown → 404 with equal size and time
 */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { toBase64Url } from "../../../server/core/ticket/bytes.ts";
import { entitlementOf, ticketHashOf } from "../../../server/core/ticket/derive.ts";
import { enter, look, redeem } from "../../../server/core/ticket/respondent.ts";
import { parseTicket } from "../../../server/core/ticket/ticket-url.ts";
import { httpPort } from "../../../server/cli/demo/simulated-staff.ts";
import { beginClosing, continueClosing } from "../../../server/services/close-poll.ts";
import { KEEPER } from "../../../server/services/deps.ts";
import { startTestServer, testUnit, type TestServer } from "../../journeys/start-server.ts";

const NEVER_MADE = ["0123456789ABCDEFGHJK", "ZZZZZZZZZZZZZZZZZZZZ"] as const;

let server: TestServer;
const codes = new Map<string, string>();
beforeAll(async () => {
  server = await startTestServer({
    units: [testUnit("open", "县教育局党组", [12, 20, 30]), testUnit("shut", "县水利局党组", [12, 20, 30])],
  });
  const [unused, used] = await server.tickets("open", "C", 2);
  const [left, spent] = await server.tickets("shut", "C", 2);
  const port = httpPort(server.address);
  for (const url of [used!, spent!]) await redeem(port, await enter(port, parseTicket(url)));
  const shut = server.polls.get("shut")!;
  await beginClosing(server.deps, KEEPER, shut, { second: KEEPER });
  await continueClosing(server.deps, KEEPER, shut);
  for (const [name, url] of Object.entries({ unused, used, left, spent }))
    codes.set(name, parseTicket(url!).code);
});
afterAll(() => server.stop());

interface Cost {
  readonly status: number;
  readonly body: string;
  /** Calls of the stores, in order. */
  readonly reads: readonly string[];
}

const METHODS = {
  roll: ["ticket", "use", "counts", "used", "pollKeys", "pollOfKey", "signingKeys", "holds"],
  box: ["cast", "ballots", "spent"],
  office: ["inTransaction"],
  closed: ["exists", "head", "check"],
} as const;

/** Sends a request and writes down what the server asks its stores for meanwhile. */
async function costOf(path: string, body: object): Promise<Cost> {
  const reads: string[] = [];
  const spies = (Object.keys(METHODS) as (keyof typeof METHODS)[]).flatMap((store) =>
    METHODS[store].map((method) => {
      const held = server.deps[store] as unknown as Record<string, (...given: unknown[]) => unknown>;
      const real = held[method]!.bind(held);
      return vi.spyOn(held, method).mockImplementation((...given) => {
        reads.push(`${store}.${method}`);
        return real(...given);
      });
    }),
  );
  try {
    const response = await fetch(`${server.address}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.text(), reads };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

const entry = (code: string): Promise<Cost> => costOf("/api/entry", { h: toBase64Url(ticketHashOf(code)) });
const BLINDED = toBase64Url(new Uint8Array(256).fill(7));
const redeeming = (code: string): Promise<Cost> =>
  costOf("/api/redeem", {
    a: toBase64Url(entitlementOf(code)),
    blinded: Object.fromEntries(
      ["leadership-team", "leadership-members", "staff-questionnaire"].map((form) => [form, BLINDED]),
    ),
  });

describe.each([
  ["looking a code up", entry],
  ["redeeming it", redeeming],
])("%s", (_, ask) => {
  it("costs the same for a code that nobody made, and for slips of a closed poll, used or not", async () => {
    const costs: Cost[] = [];
    for (const code of [...NEVER_MADE, codes.get("left")!, codes.get("spent")!]) costs.push(await ask(code));
    expect(costs[0]).toMatchObject({ status: 404, reads: ["roll.ticket"] });
    for (const cost of costs) expect(cost).toEqual(costs[0]);
  });
});

it("looking a slip up costs the same and says the same whether it is used or not", async () => {
  const [unused, used] = [await entry(codes.get("unused")!), await entry(codes.get("used")!)];
  expect(unused).toMatchObject({ status: 200, reads: ["roll.ticket"] });
  expect(used).toEqual(unused);
});

describe("looking whether a slip was begun, on plain http", () => {
  const SIGNATURES = /^\{"signatures":\{(?:"[a-z-]+":"[\w-]{342}",?){3}\}\}$/;

  it("sends the same again before and after the slip is used and hears the same: whoever replays it learns nothing", async () => {
    const [url] = await server.tickets("open", "C", 1);
    const heard: { path: string; body: string }[] = [];
    const open = httpPort(server.address);
    const sealing = {
      ...open,
      seals: true,
      fetch: (...[path, request]: Parameters<typeof open.fetch>) => {
        heard.push({ path, body: request.body ?? "" });
        return open.fetch(path, request);
      },
    };
    const entry = await enter(sealing, parseTicket(url!));
    expect(await look(sealing, entry)).toBeNull();
    const sent = heard.at(-1)!;
    const again = () => costOf(sent.path, JSON.parse(sent.body) as object);
    const before = [await again(), await again()];
    const credentials = await redeem(open, entry);
    const after = await again();
    for (const cost of [...before, after]) {
      expect(cost).toMatchObject({ status: 200, reads: before[0]!.reads });
      expect(cost.body).toMatch(SIGNATURES);
    }
    // Nothing tells used from unused but what only the phone can work out: that these belong to its messages.
    expect(before[0]!.body).not.toBe(before[1]!.body);
    expect(await look(sealing, entry)).toEqual(credentials);
  });
});

it("positive control: the count tells a slip that is redeemed in earnest from an unknown one", async () => {
  const [known, unknown] = [await redeeming(codes.get("used")!), await redeeming(NEVER_MADE[0])];
  expect(known.status).toBe(409);
  expect(known.reads.length).toBeGreaterThan(unknown.reads.length);
});
