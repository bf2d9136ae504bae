/** Connections to the database end in the middle of what people do: they are told to try again, and the process goes on. */
import { setImmediate as turn } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connected } from "../../server/store/postgres/connected.ts";
import { isPostgresAbsent, onPostgres } from "../../server/store/postgres/temporary-postgres.ts";
import { ballotOf, post, redeemed } from "./phone-client.ts";
import { startTestServer, type TestServer } from "./start-server.ts";

const PEOPLE = 8;
/** Connections. */
const CUT = 30;

describe.skipIf(isPostgresAbsent)(onPostgres("connections that are cut"), () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  it("cost nobody his ballot, and give no other answer than taken or busy", async () => {
    const urls = await server.tickets("water", "C", PEOPLE);
    const people = [];
    for (const url of urls) people.push(await redeemed(server.address, url));
    const ballots = people.flatMap((person) =>
      [...person.credentials.keys()].map((i) => ballotOf(person, i)),
    );
    const admin = await connected(server.databaseUrl!, "test");
    const cut = (): Promise<{ readonly rowCount: number | null }> =>
      admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and application_name like 'plumbline %'`,
      );
    const answers: number[] = [];
    let taken = 0;
    let ended = 0;
    const castAll = async (ballot: unknown): Promise<void> => {
      for (;;) {
        const { status } = await post(server.address, "/api/ballots", ballot);
        answers.push(status);
        if (status !== 503) taken += 1;
        // Goes on asking until all are cut, so that each cut meets somebody.
        if (status !== 503 && ended >= CUT) return;
      }
    };
    const casting = Promise.all(ballots.map(castAll));
    while (ended < CUT) {
      const before = taken;
      while (taken === before) await turn();
      ended += (await cut()).rowCount ?? 0;
    }
    await casting;
    await admin.end();
    expect(taken).toBeGreaterThanOrEqual(ballots.length);
    expect(answers.filter((status) => ![200, 201, 503].includes(status))).toEqual([]);
    const keys = await server.deps.roll.signingKeys(server.polls.get("water")!);
    const spent = await server.deps.box.countSpent(keys.map(({ keyId }) => keyId));
    expect(spent.reduce((sum, count) => sum + count, 0)).toBe(ballots.length);
  });
});
