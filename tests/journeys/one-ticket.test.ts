/** P5 and P6: one ticket is one ballot a form, however often and however badly it is sent. @source anonymity.md §4 */
import { randomBytes } from "node:crypto";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seeded, simulatedAnswers } from "../../server/cli/demo/simulated-answers.ts";
import { httpPort } from "../../server/cli/demo/simulated-staff.ts";
import { isProblem } from "../../server/core/problem.ts";
import { toBase64Url } from "../../server/core/ticket/bytes.ts";
import { cast, enter, loadForm, newRetry, redeem } from "../../server/core/ticket/respondent.ts";
import { parseTicket } from "../../server/core/ticket/ticket-url.ts";
import { openPort, post, redeemBody } from "./phone-client.ts";
import { startTestServer, type TestServer } from "./start-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

/** Ballots received so far, of all forms. */
async function received(): Promise<number> {
  const keys = await server.deps.roll.signingKeys(server.polls.get("water")!);
  const spent = await server.deps.box.countSpent(keys.map((key) => key.keyId));
  return spent.reduce((sum, n) => sum + n, 0);
}
const usedTickets = (): Promise<number> => server.deps.roll.used(server.polls.get("water")!);

describe("200 redeems of one ticket at once", () => {
  it("with different blinded values: exactly one is answered, 199 are used elsewhere", async () => {
    const [url] = await server.tickets("water", "C", 1);
    const { a, blinded } = redeemBody(await enter(openPort(server.address), parseTicket(url!)));
    const used = await usedTickets();
    // With a first byte of zero any value is below the modulus.
    const anyValue = () => toBase64Url(Buffer.concat([Buffer.alloc(1), randomBytes(255)]));
    const bodies = Array.from({ length: 200 }, () => ({
      a,
      blinded: Object.fromEntries(Object.keys(blinded).map((instrument) => [instrument, anyValue()])),
    }));
    const replies = await Promise.all(bodies.map((body) => post(server.address, "/api/redeem", body)));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(replies.filter(({ code }) => code === "ticket.used-elsewhere")).toHaveLength(199);
    expect(await usedTickets()).toBe(used + 1);
  });

  it("with the same blinded values: all get the same answer, one ticket is used", async () => {
    const [url] = await server.tickets("water", "C", 1);
    const used = await usedTickets();
    const body = redeemBody(await enter(openPort(server.address), parseTicket(url!)));
    const replies = await Promise.all(
      Array.from({ length: 50 }, () => post(server.address, "/api/redeem", body)),
    );
    expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1);
    expect(replies[0]!.status).toBe(200);
    expect(await usedTickets()).toBe(used + 1);
  });
});

describe("50 casts of one credential at once", () => {
  it("with different retries: exactly one is new, the others are 已提交", async () => {
    const port = openPort(server.address);
    const entry = await enter(port, parseTicket((await server.tickets("water", "C", 1))[0]!));
    const [credential] = await redeem(port, entry);
    const { digest } = entry.forms[0]!;
    const answers = simulatedAnswers(await loadForm(port, digest), 0.8, seeded(3));
    const before = await received();
    const { poll, instrument, block, message, signature } = credential!;
    const replies = await Promise.all(
      Array.from({ length: 50 }, () => {
        const body = { poll, instrument, block, message, signature, digest, answers, retry: newRetry(port) };
        return post(server.address, "/api/ballots", body);
      }),
    );
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(replies.filter(({ code }) => code === "ballot.already-cast")).toHaveLength(49);
    expect(await received()).toBe(before + 1);
  });
});

/** Stands between phone and server; `loses` says per request whether it or its reply gets lost. */
class FaultProxy {
  readonly seen: string[] = [];
  private readonly proxy: Server;

  constructor(loses: (path: string, attempt: number) => "request" | "reply" | null) {
    this.proxy = createServer((incoming, outgoing) => {
      const path = incoming.url ?? "";
      this.seen.push(path);
      const attempt = this.seen.filter((one) => one === path).length;
      const fault = loses(path, attempt);
      if (fault === "request") return void incoming.socket.destroy();
      const onward = request(`${server.address}${path}`, {
        method: incoming.method,
        headers: { "content-type": incoming.headers["content-type"] ?? "" },
      });
      onward.on("response", (answer) => {
        // The server has done its work; only its word gets lost, wholly or after some bytes.
        if (fault === "reply") {
          answer.resume();
          answer.on("end", () => incoming.socket.destroy());
          return;
        }
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      });
      incoming.pipe(onward);
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.proxy.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.proxy.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    this.proxy.closeAllConnections();
    return new Promise((resolve) => this.proxy.close(() => resolve()));
  }
}

/** What the phone does: the same again until an answer comes. */
async function again<T>(act: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await act();
    } catch (error) {
      if (!isProblem(error, "network.no-answer") || attempt === 8) throw error;
    }
  }
}

interface Journey {
  readonly receipts: readonly string[];
  readonly seen: readonly string[];
}

async function journey(loses: ConstructorParameters<typeof FaultProxy>[0]): Promise<Journey> {
  const proxy = new FaultProxy(loses);
  const port = httpPort(await proxy.start());
  try {
    const [url] = await server.tickets("water", "C", 1);
    const entry = await again(() => enter(port, parseTicket(url!)));
    const credentials = await again(() => redeem(port, entry));
    const receipts: string[] = [];
    for (const [i, { digest }] of entry.forms.entries()) {
      const form = await again(() => loadForm(port, digest));
      const ballot = { digest, answers: simulatedAnswers(form, 0.9, seeded(i)), retry: newRetry(port) };
      receipts.push(await again(() => cast(port, credentials[i]!, ballot)));
      // Sent once more after all: the receipt is the same and nothing is added.
      expect(await again(() => cast(port, credentials[i]!, ballot))).toBe(receipts[i]);
    }
    return { receipts, seen: [...proxy.seen] };
  } finally {
    await proxy.stop();
  }
}

describe("a network that loses", () => {
  const steps = ["/api/entry", "/api/forms", "/api/redeem", "/api/ballots"];
  const rows = steps.flatMap((step) => [[step, "request"] as const, [step, "reply"] as const]);
  it.each(rows)("%s: each %s three times: one ballot a form, each with its receipt", async (step, what) => {
    const ballots = await received();
    const used = await usedTickets();
    const { receipts, seen } = await journey((path, attempt) =>
      path.startsWith(step) && attempt <= 3 ? what : null,
    );
    expect(seen.filter((path) => path.startsWith(step)).length).toBeGreaterThan(3);
    expect(new Set(receipts).size).toBe(3);
    expect(await received()).toBe(ballots + 3);
    expect(await usedTickets()).toBe(used + 1);
  });

  it("half of all messages or their replies: still one ballot a form", async () => {
    const ballots = await received();
    const random = seeded(11);
    const { receipts } = await journey(() =>
      random() < 0.25 ? "request" : random() < 0.34 ? "reply" : null,
    );
    expect(new Set(receipts).size).toBe(3);
    expect(await received()).toBe(ballots + 3);
  });
});
