/**
 * A stranger who tries codes learns nothing from what an answer costs: the same bytes after the same reads of the stores.
 * Nothing is timed; what is done is counted. Who measures what a phone sends and hears learns no answer. @source anonymity.md §3: unknown → 404 with equal size and time
 */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { conditionalQuestions } from "../../../server/core/definition/conditional-questions.ts";
import { toBase64Url } from "../../../server/core/ticket/bytes.ts";
import { entitlementOf, ticketHashOf } from "../../../server/core/ticket/derive.ts";
import type { FetchLike, PhonePort } from "../../../server/core/ticket/phone-port.ts";
import {
  cast,
  enter,
  isCast,
  loadForm,
  look,
  newRetry,
  redeem,
} from "../../../server/core/ticket/respondent.ts";
import { parseTicket } from "../../../server/core/ticket/ticket-url.ts";
import { seeded, simulatedAnswers } from "../../../server/cli/demo/simulated-answers.ts";
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

interface Person {
  readonly bag: "A" | "B" | "C";
  /** 0 to 1: how the person answers. */
  readonly climate: number;
  /** Written wherever a text is asked for. */
  readonly text: string;
}

const CURT: Person = { bag: "C", climate: 0, text: "" };
/** Answers otherwise everywhere, and writes 540 bytes wherever something may be written. */
const LONG: Person = { ...CURT, climate: 1, text: "食堂".repeat(90) };

/** What somebody on the line measures: bytes of each request with its headers, of each answer with its own as it travels. */
async function measured(
  person: Person,
  seals: boolean,
  change: (body: string) => string = (body) => body,
): Promise<readonly string[]> {
  const lines: string[] = [];
  const hear: FetchLike = async (path, request) => {
    const sent = request.body === undefined ? undefined : change(request.body);
    const response = await fetch(`${server.address}${path}`, {
      method: request.method,
      headers: request.headers,
      ...(sent !== undefined && { body: sent }),
    });
    const heads = [...response.headers].filter(([name]) => name !== "date");
    const bytes = Buffer.byteLength(`${path}${JSON.stringify(request.headers)}${sent ?? ""}`);
    const text = await response.text();
    lines.push(`${path} ${bytes} → ${response.status} ${JSON.stringify(heads).length} ${text.length}`);
    return { status: response.status, text: () => Promise.resolve(text) };
  };
  const port: PhonePort = { ...httpPort(server.address), seals, fetch: hear };
  const [url] = await server.tickets("open", person.bag, 1);
  const entry = await enter(port, parseTicket(url!));
  await look(port, entry);
  const [credentials] = [await redeem(port, entry), await redeem(port, entry)];
  const random = seeded(person.climate * 100 + 1);
  for (const [i, credential] of credentials.entries()) {
    const { digest } = entry.forms[i]!;
    const form = await loadForm(port, digest);
    const hidden = conditionalQuestions(form.survey);
    const texts = form.leaves.flatMap(({ kind, question }) =>
      kind === "text" && !hidden.has(question) ? [question] : [],
    );
    const answers = {
      ...simulatedAnswers(form, person.climate, random),
      ...Object.fromEntries(texts.map((question) => [question, person.text || undefined])),
    };
    const ballot = { digest, answers, retry: newRetry(port) };
    await isCast(port, credential);
    // Once more, as after a lost reply; then another one, which is refused.
    expect(await cast(port, credential, ballot)).toBe(await cast(port, credential, ballot));
    await isCast(port, credential);
    const other = cast(port, credential, { ...ballot, retry: newRetry(port) });
    await expect(other).rejects.toMatchObject({ code: "ballot.already-cast" });
  }
  return lines;
}

describe.each([
  ["over plain http", true],
  ["within https", false],
])("the lengths of all that a phone sends and hears %s", (_, seals) => {
  let curt: readonly string[];
  beforeAll(async () => {
    curt = await measured(CURT, seals);
  });

  it("are of every call from the scan to the last receipt", () => {
    const called = curt.map((line) => line.split(" ")[0]!.replace(/[0-9a-f]{64}$/, ":digest"));
    const ofForm = [
      "/api/ballots/check",
      "/api/ballots",
      "/api/ballots",
      "/api/ballots/check",
      "/api/ballots",
    ];
    const each = ["/api/forms/:digest", ...ofForm];
    expect(called).toEqual(["/api/entry", ...Array(3).fill("/api/redeem"), ...each, ...each, ...each]);
  });

  it("are the same whatever is answered and written, and of whichever slip", async () => {
    expect(await measured(LONG, seals)).toEqual(curt);
  });

  it("are the same from category to category that fills the same forms", async () => {
    expect(await measured({ ...LONG, bag: "B" }, seals)).toEqual(curt);
  });
});

it("positive control: without its padding a ballot's length tells how much was written", async () => {
  const unpadded = (body: string): string => {
    const { pad: _, ...rest } = JSON.parse(body) as Record<string, unknown>;
    return JSON.stringify(rest);
  };
  const [curt, long] = [await measured(CURT, false, unpadded), await measured(LONG, false, unpadded)];
  const differing = curt.filter((line, i) => line !== long[i]).map((line) => line.split(" ")[0]);
  expect(new Set(differing)).toEqual(new Set(["/api/ballots"]));
});
