/** Looking whether a slip was begun: it stays as it is, and who has begun is told the same as by redeeming again. */
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toBase64Url } from "../../server/core/ticket/bytes.ts";
import { ticketHashOf } from "../../server/core/ticket/derive.ts";
import { enter, isCast, look, redeem } from "../../server/core/ticket/respondent.ts";
import { parseTicket } from "../../server/core/ticket/ticket-url.ts";
import { pausePoll, resumePoll } from "../../server/services/change-poll-state.ts";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { KEEPER } from "../../server/services/deps.ts";
import type { PhonePort } from "../../server/core/ticket/phone-port.ts";
import { ballotOf, openPort, post, postRaw, redeemBody, redeemed } from "./phone-client.ts";
import { startTestServer, type TestServer, testUnit } from "./start-server.ts";

const CHECK = "/api/ballots/check";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ units: [testUnit("water", "县水利局党组", [12, 20, 30])] });
});
afterAll(() => server.stop());

async function taken() {
  const [url] = await server.tickets("water", "C", 1);
  const port = openPort(server.address);
  const entry = await enter(port, parseTicket(url!));
  return { port, entry, looked: (body: object = {}) => lookWith({ ...redeemBody(entry), ...body }) };
}
const lookWith = (body: object) => post(server.address, "/api/redeem", { ...body, look: true });
const stateOf = async (code: string) => (await server.deps.roll.ticket(ticketHashOf(code)))?.state;

describe("a slip that is looked at", () => {
  it("stays unused, and counts for nobody", async () => {
    const { port, entry, looked } = await taken();
    const used = await server.deps.roll.used(server.polls.get("water")!);
    expect(await looked()).toMatchObject({ status: 200, body: { signatures: {} } });
    expect(await look(port, entry)).toBeNull();
    expect(await stateOf(entry.code)).toBe("unused");
    expect(await server.deps.roll.used(server.polls.get("water")!)).toBe(used);
  });

  it("gives the same credentials once it is used, on any device, and after a pause", async () => {
    const { port, entry } = await taken();
    const fresh = await taken();
    const credentials = await redeem(port, entry);
    const other = await enter(port, { code: entry.code, fingerprint: null });
    expect(await look(port, other)).toEqual(credentials);
    const poll = server.polls.get("water")!;
    await pausePoll(server.deps, KEEPER, poll);
    await expect(look(port, entry)).rejects.toMatchObject({ code: "poll.not-open" });
    await resumePoll(server.deps, KEEPER, poll);
    expect(await look(port, entry)).toEqual(credentials);
    expect(await look(fresh.port, fresh.entry)).toBeNull();
  });

  it("is refused as redeeming it would be: with other values, voided, out of range", async () => {
    const { port, entry, looked } = await taken();
    await redeem(port, entry);
    const { blinded } = redeemBody(entry);
    const other = () => toBase64Url(Buffer.concat([Buffer.alloc(1), randomBytes(255)]));
    expect(
      await looked({ blinded: Object.fromEntries(Object.keys(blinded).map((form) => [form, other()])) }),
    ).toMatchObject({ status: 409, body: { code: "ticket.used-elsewhere" } });
    expect(await looked({ blinded: {} })).toMatchObject({ body: { code: "credential.refused" } });
    const void_ = await taken();
    await server.deps.roll.voidUnused(server.polls.get("water")!, null);
    expect(await void_.looked()).toMatchObject({ status: 410, body: { code: "ticket.voided" } });
  });

  it("tells who has heard the question on plain http nothing of when its ballot came", async () => {
    const [url] = await server.tickets("water", "C", 1);
    const person = await redeemed(server.address, url!);
    const heard: string[] = [];
    const port: PhonePort = {
      ...openPort(server.address),
      seals: true,
      fetch: (path, request) => {
        if (path === CHECK) heard.push(request.body!);
        return fetch(`${server.address}${path}`, request);
      },
    };
    const again = async (body: string) => (await postRaw(server.address, CHECK, body)).body as object;
    const replies: object[] = [];
    expect(await isCast(port, person.credentials[0]!)).toBe(false);
    for (let i = 0; i < 3; i += 1) replies.push(await again(heard[0]!));
    expect((await post(server.address, "/api/ballots", ballotOf(person, 0))).status).toBe(201);
    for (let i = 0; i < 3; i += 1) replies.push(await again(heard[0]!));
    expect(await isCast(port, person.credentials[0]!)).toBe(true);
    const said = replies.map((reply) => JSON.stringify(reply));
    expect(new Set(said).size).toBe(6);
    expect(said.map((one) => /^\{"sealed":"[\w-]{39}"\}$/.test(one))).toEqual(said.map(() => true));
    // Positive control: an answer in clear turns true.
    const { keyId, message, signature } = person.credentials[0]!;
    const open = await post(server.address, CHECK, { keyId, message, signature });
    expect(open.body).toEqual({ cast: true });
  });

  it("is told the same while the poll closes, and is unknown afterwards", async () => {
    const [left, begun] = [await taken(), await taken()];
    const credentials = await redeem(begun.port, begun.entry);
    const poll = server.polls.get("water")!;
    await beginClosing(server.deps, KEEPER, poll, { second: null });
    expect(await look(begun.port, begun.entry)).toEqual(credentials);
    expect(await look(left.port, left.entry)).toBeNull();
    await beginClosing(server.deps, KEEPER, poll, { second: KEEPER });
    await continueClosing(server.deps, KEEPER, poll);
    expect(await left.looked()).toMatchObject({ status: 404, body: { code: "ticket.unknown" } });
  });
});
