/**
 * Three production servers behind one address and on one database, killed one at a time under load, replaced one by one,
 * and the database itself started anew: no ballot that was acknowledged is lost, none is doubled, and each poll is closed once.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { beginClosing } from "../../../server/services/close-poll.ts";
import { KEEPER } from "../../../server/services/deps.ts";
import { onPostgres, restartedServer } from "../../../server/store/postgres/temporary-postgres.ts";
import { type ProductionProcess, startProduction } from "../../journeys/production-process.ts";
import { startTestServer, type TestServer, testUnit } from "../../journeys/start-server.ts";
import { rounds } from "../long-form.ts";
import { crowd } from "./crowd.ts";
import { oneAddress, type OneAddress } from "./one-address.ts";

const PROCESSES = 3;
/** Kills, and starts of the database. */
const ROUNDS = rounds(3, 60);
/** So many come for each fault, and it happens after the first few ballots, with the others under way. */
const PEOPLE = 8;
const BALLOTS_BEFORE = 4;
const LONGEST_MS = 120_000 + ROUNDS * 30_000;
/** With somebody who signs for the close beside him, nobody is waited for. */
const SECOND = { account: "a2", name: "第二人" };

describe.skipIf(restartedServer === null)(onPostgres("several processes behind one address"), () => {
  let first: TestServer;
  let folder: string;
  let entrance: OneAddress;
  let serving: ProductionProcess[] = [];
  let started = 0;

  const startOne = async (): Promise<ProductionProcess> => {
    started += 1;
    const one = await startProduction({
      PLUMBLINE_DATA: join(folder, `data-${started}`),
      PLUMBLINE_URL: "",
      DATABASE_URL: first.databaseUrl!,
    });
    expect([one.port === null, one.log()]).toEqual([false, expect.stringContaining('"started"')]);
    return one;
  };
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "plumbline-processes-"));
    const units = ["killed", "replaced", "restarted"].map((id) =>
      testUnit(id, `县${id}局党组`, [5, 10, PEOPLE * ROUNDS]),
    );
    first = await startTestServer({ units, databaseServer: restartedServer!.url });
    serving = [];
    for (let at = 0; at < PROCESSES; at += 1) serving.push(await startOne());
    entrance = await oneAddress(() => serving.map(({ port }) => port!));
  });
  afterAll(async () => {
    await entrance.stop();
    for (const one of serving) await one.end("SIGKILL");
    await first.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** @returns the receipts of everybody who came for these faults, one after the other */
  async function underLoad(unit: string, faults: readonly (() => Promise<unknown>)[]): Promise<string[]> {
    const receipts: string[] = [];
    for (const fault of faults) {
      const people = crowd(entrance.address, await first.tickets(unit, "C", PEOPLE));
      await people.reaches(BALLOTS_BEFORE);
      await fault();
      await people.done;
      receipts.push(...people.receipts);
    }
    return receipts;
  }

  /** One of the processes goes on with it by itself; what is counted is what was acknowledged. */
  async function expectCloses(unit: string, receipts: readonly string[]): Promise<void> {
    const poll = first.polls.get(unit)!;
    await beginClosing(first.deps, KEEPER, poll, { second: SECOND });
    const state = () => first.deps.office.inTransaction(async (office) => (await office.poll(poll))?.state);
    await expect.poll(state, { timeout: 120_000, interval: 250 }).toBe("closed");
    expect(await first.deps.closed.receipts(poll)).toEqual(receipts.toSorted());
    const { tally } = await first.deps.closed.head(poll);
    const counted = tally.forms
      .flatMap(({ blocks }) => blocks)
      .reduce((sum, { ballots }) => sum + ballots, 0);
    expect(counted).toBe(receipts.length);
    const lines = await first.deps.office.inTransaction((office) => office.audit());
    const acts = lines
      .filter(({ about, act }) => about === poll && act.startsWith("poll."))
      .map(({ act }) => act);
    expect(acts.slice(-4)).toEqual(["poll.closing", "poll.sealing", "poll.counted", "poll.closed"]);
    expect(acts.filter((act) => act === "poll.closed")).toHaveLength(1);
    expect(await first.deps.roll.holds(poll)).toBe(false);
  }

  const each = (count: number, fault: (at: number) => Promise<unknown>) =>
    Array.from({ length: count }, (_, i) => () => fault(i % PROCESSES));

  it(
    "lose and double nothing when one after the other is killed",
    async () => {
      const kill = async (at: number): Promise<void> => {
        await serving[at]!.end("SIGKILL");
        serving[at] = await startOne();
      };
      await expectCloses("killed", await underLoad("killed", each(ROUNDS, kill)));
    },
    LONGEST_MS,
  );

  it(
    "lose and double nothing while they are replaced one by one",
    async () => {
      const replace = async (at: number): Promise<void> => {
        const before = serving[at]!;
        serving[at] = await startOne();
        expect(await before.end("SIGTERM")).toEqual([0, null]);
      };
      await expectCloses("replaced", await underLoad("replaced", each(PROCESSES, replace)));
    },
    LONGEST_MS,
  );

  it(
    "go on by themselves after the database was started anew, with everything acknowledged",
    async () => {
      const before = serving.map(({ port }) => port);
      const receipts = await underLoad("restarted", each(ROUNDS, restartedServer!.restart));
      expect(serving.map(({ port }) => port)).toEqual(before);
      for (const { address } of serving) {
        const isReady = async () => (await fetch(`${address}/ready`)).status;
        await expect.poll(isReady, { timeout: 30_000 }).toBe(200);
      }
      await expectCloses("restarted", receipts);
    },
    LONGEST_MS,
  );
});
