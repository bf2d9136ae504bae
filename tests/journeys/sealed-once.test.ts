/** However often and from wherever a round is sealed: keys are made once, and never for a poll that is no draft any more. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPoll } from "../../server/services/change-poll-state.ts";
import { createRound } from "../../server/services/create-round.ts";
import { type Actor, type Deps, KEEPER } from "../../server/services/deps.ts";
import { mintTickets } from "../../server/services/mint-tickets.ts";
import { saveUnits } from "../../server/services/save-units.ts";
import { sealRound } from "../../server/services/seal-round.ts";
import { connected } from "../../server/store/postgres/connected.ts";
import { isPostgresAbsent, onPostgres } from "../../server/store/postgres/temporary-postgres.ts";
import { ballotOf, post, redeemed } from "./phone-client.ts";
import { type SecondServer, startSecondServer } from "./second-server.ts";
import { ROUND, startTestServer, type TestServer, testUnit } from "./start-server.ts";

const SECOND_PERSON: Actor = { account: "a2", name: "第二人" };
const UNITS = ["x", "y"].map((id) => testUnit(id, `县${id}局党组`, [5, 10, 30]));

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

async function draftRound(title: string): Promise<{ round: string; polls: readonly string[] }> {
  const { id: round } = await createRound(server.deps, KEEPER, { ...ROUND, title });
  await saveUnits(server.deps, KEEPER, round, UNITS);
  const rows = await server.deps.office.inTransaction((office) => office.polls(round));
  return { round, polls: rows.map(({ id }) => id) };
}

const keysOf = async (poll: string): Promise<readonly string[]> =>
  (await server.deps.roll.signingKeys(poll)).map(({ keyId }) => Buffer.from(keyId).toString("hex")).sort();

/** The deps with a roll that first does something else whenever `method` is called. */
function withRoll(deps: Deps, method: "addKeys" | "holds", first: () => Promise<void>): Deps {
  const roll = new Proxy(deps.roll, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      const own = value.bind(target) as (...args: unknown[]) => unknown;
      return name === method ? (...args: unknown[]) => first().then(() => own(...args)) : own;
    },
  });
  return { ...deps, roll };
}

describe("a round that is sealed twice at once", () => {
  it("is sealed once: both are told the same, one line is on record, the keys stay", async () => {
    const { round, polls } = await draftRound("两次");
    const [one, other] = await Promise.all([
      sealRound(server.deps, KEEPER, round),
      sealRound(server.deps, SECOND_PERSON, round),
    ]);
    expect(one.sealed.toSorted()).toEqual(polls.toSorted());
    expect(other).toEqual(one);
    const before = await Promise.all(polls.map(keysOf));
    expect(before.every((keys) => keys.length > 0)).toBe(true);
    expect((await sealRound(server.deps, KEEPER, round)).sealed).toEqual([]);
    expect(await Promise.all(polls.map(keysOf))).toEqual(before);
  });
});

describe("a poll that stops being a draft while its keys are made", () => {
  it("stays what it became, and nothing of the keys is left", async () => {
    const { round, polls } = await draftRound("途中");
    const [gone, stays] = polls as [string, string];
    const sendAway = async (): Promise<void> => {
      await server.deps.office.inTransaction(async (office) => {
        const row = await office.poll(gone);
        await office.savePoll({ ...row!, state: "away" });
      });
    };
    const outcome = await sealRound(withRoll(server.deps, "addKeys", sendAway), KEEPER, round);
    expect(outcome.sealed).toEqual([stays]);
    const rows = await server.deps.office.inTransaction((office) => office.polls(round));
    expect(rows.find(({ id }) => id === gone)!.state).toBe("away");
    expect(await server.deps.roll.holds(gone)).toBe(false);
    expect(await keysOf(stays)).not.toEqual([]);
  });
});

describe.skipIf(isPostgresAbsent)(onPostgres("a round that two processes seal"), () => {
  let second: SecondServer;
  beforeAll(async () => {
    second = await startSecondServer(server);
  });
  afterAll(() => second.stop());

  it("keeps tickets, ballots and state when one of the two comes late", async () => {
    const { round, polls } = await draftRound("先后");
    let goOn = (): void => {};
    const held = new Promise<void>((resolve) => (goOn = resolve));
    const reached = new Promise<void>((resolve) => {
      const late = withRoll(second.deps, "holds", () => {
        resolve();
        return held;
      });
      void sealRound(late, SECOND_PERSON, round).then((outcome) => (lateOutcome = outcome.sealed));
    });
    let lateOutcome: readonly string[] | null = null;
    await reached;
    const early = sealRound(server.deps, KEEPER, round);
    goOn();
    expect((await early).sealed).toEqual([]);
    expect(lateOutcome!.toSorted()).toEqual(polls.toSorted());

    const poll = polls[0]!;
    await openPoll(server.deps, KEEPER, poll);
    const sheet = await mintTickets(server.deps, KEEPER, poll, "C", { count: 3, voidUnused: false });
    const person = await redeemed(server.address, sheet.urls[0]!);
    expect((await post(server.address, "/api/ballots", ballotOf(person, 0))).status).toBe(201);
    expect((await sealRound(second.deps, SECOND_PERSON, round)).sealed).toEqual([]);
    expect((await post(second.address, "/api/ballots", ballotOf(person, 1))).status).toBe(201);
  });

  it.each([
    ["before it drops what an earlier attempt left", "holds"],
    ["before it stores keys of its own", "addKeys"],
  ] as const)("does not undo what the other has sealed while it hung %s", async (_when, method) => {
    const { round, polls } = await draftRound(`停住 ${method}`);
    const admin = await connected(server.databaseUrl!, "test");
    let keys: readonly (readonly string[])[] = [];
    let urls: readonly string[] = [];
    let hasHung = false;
    const hang = async (): Promise<void> => {
      if (hasHung) return;
      hasHung = true;
      await admin.query("update office.leases set ends_at_utc = '2020-01-01' where job = $1", [
        `seal ${round}`,
      ]);
      expect((await sealRound(server.deps, KEEPER, round)).sealed.toSorted()).toEqual(polls.toSorted());
      await openPoll(server.deps, KEEPER, polls[0]!);
      ({ urls } = await mintTickets(server.deps, KEEPER, polls[0]!, "C", { count: 1, voidUnused: false }));
      keys = await Promise.all(polls.map(keysOf));
    };
    expect((await sealRound(withRoll(second.deps, method, hang), SECOND_PERSON, round)).sealed).toEqual([]);
    await admin.end();
    expect(hasHung).toBe(true);
    expect(await Promise.all(polls.map(keysOf))).toEqual(keys);
    const person = await redeemed(server.address, urls[0]!);
    expect((await post(server.address, "/api/ballots", ballotOf(person, 0))).status).toBe(201);
  });
});
