/** The record tells when the office acts; nobody who votes, not even the last one in the grace, may move it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { beginClosing, continueClosing } from "../../../server/services/close-poll.ts";
import { castBallot, type CastRequest } from "../../../server/services/cast-ballot.ts";
import { KEEPER } from "../../../server/services/deps.ts";
import { fromBase64Url } from "../../../server/core/ticket/bytes.ts";
import { ballotOf, redeemed } from "../../journeys/phone-client.ts";
import { startTestServer, testUnit, type TestServer } from "../../journeys/start-server.ts";

let server: TestServer;

beforeAll(async () => {
  const form = { instrument: "leadership-team", categories: ["C"], include: [] };
  server = await startTestServer({
    units: [testUnit("water", "县水利局党组", [0, 0, 30])],
    round: { forms: [form] },
  });
});
afterAll(() => server.stop());

const office = () =>
  server.deps.office.inTransaction(async (tables) => ({
    audit: await tables.audit(),
    polls: await tables.polls(server.round),
  }));

async function aBallot(): Promise<CastRequest> {
  const [url] = await server.tickets("water", "C", 1);
  const ballot = ballotOf(await redeemed(server.address, url!), 0);
  const bytes = (name: string) => fromBase64Url(ballot[name] as string);
  return {
    ...(ballot as unknown as CastRequest),
    message: bytes("message"),
    signature: bytes("signature"),
    retry: bytes("retry"),
  };
}

describe("the office's record and rows", () => {
  it("are the same before and after the last person casts in the grace", async () => {
    const poll = server.polls.get("water")!;
    const last = await aBallot();
    await beginClosing(server.deps, KEEPER, poll, { second: null });
    const before = await office();
    expect(before.audit.at(-1)?.act).toBe("poll.closing");
    await castBallot(server.deps, last);
    await continueClosing(server.deps, KEEPER, poll);
    expect(await office()).toEqual(before);
  });

  it("move again when the office asks", async () => {
    const poll = server.polls.get("water")!;
    await beginClosing(server.deps, KEEPER, poll, { second: null });
    expect((await continueClosing(server.deps, KEEPER, poll)).state).toBe("closed");
    expect((await office()).audit.at(-1)?.act).toBe("poll.closed");
  });
});
