/**
 * Two production servers that each serve every office of a database, behind one address, killed one after the other while
 * people of all offices hand in. What a killed one was closing the other closes.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openServices } from "../../../server/compose.ts";
import { openPoll } from "../../../server/services/change-poll-state.ts";
import { createAccount } from "../../../server/services/create-account.ts";
import { createRound } from "../../../server/services/create-round.ts";
import { type Deps, KEEPER } from "../../../server/services/deps.ts";
import { mintTickets } from "../../../server/services/mint-tickets.ts";
import { saveUnits } from "../../../server/services/save-units.ts";
import { sealRound } from "../../../server/services/seal-round.ts";
import { connected } from "../../../server/store/postgres/connected.ts";
import { urlOfOffice } from "../../../server/store/postgres/office-place.ts";
import { enterOffice } from "../../../server/store/postgres/register-of-offices.ts";
import {
  isPostgresAbsent,
  onPostgres,
  temporaryDatabase,
} from "../../../server/store/postgres/temporary-postgres.ts";
import { OfficeClient } from "../../journeys/office-client.ts";
import { type ProductionProcess, startProduction } from "../../journeys/production-process.ts";
import { ROUND, testUnit } from "../../journeys/start-server.ts";
import { crowd } from "./crowd.ts";
import { oneAddress, type OneAddress } from "./one-address.ts";

/** Each at a number of this machine as its host. */
const HOSTS = { a: "127.0.0.1", b: "127.0.0.2", c: "127.0.0.3" } as const;
type Name = keyof typeof HOSTS;
const NAMES = Object.keys(HOSTS) as readonly Name[];
/** So many come to an office for each kill, and it happens after the first few ballots of each, with the others under way. */
const PEOPLE = 8;
const BALLOTS_BEFORE = 2;
const LONGEST_MS = 120_000;

interface Office {
  readonly url: string;
  readonly poll: string;
  readonly slips: string[];
  /** Name → first password. */
  readonly accounts: ReadonlyMap<string, string>;
  /** Of everything that was acknowledged. */
  readonly receipts: string[];
}

describe.skipIf(isPostgresAbsent)(onPostgres("two processes of which each serves all offices"), () => {
  let place: Awaited<ReturnType<typeof temporaryDatabase>>;
  let folder: string;
  let offices: ReadonlyMap<Name, Office>;
  let entrance: OneAddress;
  /** Those that serve, by the name under which each takes leases of the first office. */
  const serving = new Map<string, ProductionProcess>();
  let started = 0;

  const addressOf = (name: Name): string => `http://${HOSTS[name]}:${entrance.port}`;
  const processesOf = async (): Promise<readonly string[]> =>
    (await place.admin.query<{ process: string }>("select process from a_processes.serving")).rows.map(
      ({ process }) => process,
    );

  async function startOne(): Promise<void> {
    const before = await processesOf();
    started += 1;
    const one = await startProduction({
      PLUMBLINE_DATA: join(folder, `data-${started}`),
      PLUMBLINE_URL: "",
      DATABASE_URL: place.url,
    });
    expect([one.port === null, one.log()]).toEqual([false, expect.stringContaining('"started"')]);
    const [process, ...others] = (await processesOf()).filter((found) => !before.includes(found));
    expect(others).toEqual([]);
    serving.set(process!, one);
  }

  async function killOne(process: string): Promise<void> {
    await serving.get(process)!.end("SIGKILL");
    serving.delete(process);
  }

  beforeAll(async () => {
    place = await temporaryDatabase();
    folder = mkdtempSync(join(tmpdir(), "plumbline-all-offices-"));
    for (const name of NAMES)
      await enterOffice(place.url, { name, title: "县委巡察办", address: `http://${HOSTS[name]}` });
    const prepared = await Promise.all(
      NAMES.map((name) => prepareOffice(urlOfOffice(place.url, name), join(folder, name))),
    );
    offices = new Map(NAMES.map((name, at) => [name, prepared[at]!]));
    for (let at = 0; at < 2; at += 1) await startOne();
    entrance = await oneAddress(() => [...serving.values()].map(({ port }) => port!), "0.0.0.0");
  }, LONGEST_MS);
  afterAll(async () => {
    await entrance.stop();
    for (const one of serving.values()) await one.end("SIGKILL");
    await place.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  /** People of these offices hand in, and the fault happens with them at it. */
  async function underLoad(names: readonly Name[], fault: () => Promise<unknown>): Promise<void> {
    const crowds = names.map((name) => {
      const { slips, receipts } = offices.get(name)!;
      return { receipts, people: crowd(addressOf(name), slips.splice(0, PEOPLE)) };
    });
    await Promise.all(crowds.map(({ people }) => people.reaches(BALLOTS_BEFORE)));
    const acknowledged = crowds.reduce((sum, { people }) => sum + people.receipts.length, 0);
    expect(acknowledged).toBeLessThan(crowds.length * PEOPLE * FORMS.length);
    await fault();
    for (const { people, receipts } of crowds) {
      await people.done;
      receipts.push(...people.receipts);
    }
  }

  const closePoll = async (name: Name): Promise<Response> => {
    const { accounts, poll } = offices.get(name)!;
    const account = async (who: string) => ({ name: who, password: accounts.get(who)! });
    const [own, second] = [
      await OfficeClient.signIn({ address: addressOf(name), account }, "经办人"),
      await OfficeClient.signIn({ address: addressOf(name), account }, "审核人"),
    ];
    return own.send("POST", `/polls/${poll}/close`, { waits: false, ...own.withSecond(second) });
  };
  const stateOf = async (name: Name): Promise<string> => {
    const sql = `select state from ${name}_office.polls where id = $1`;
    const { rows } = await place.admin.query<{ state: string }>(sql, [offices.get(name)!.poll]);
    return rows[0]!.state;
  };

  it(
    "lose and double nothing of any of them, and the survivor closes what the killed one was closing",
    async () => {
      await underLoad(NAMES, () => killOne([...serving.keys()][0]!));
      await startOne();

      // Somebody's reading for long, such as a dump, keeps the close of A's poll from its end, and nobody else from anything.
      const reader = await connected(place.url, "test");
      await reader.query("begin; lock table a_box.spent, a_box.ballots, a_box.texts in access share mode");
      const closing = closePoll("a").catch(() => null);
      await expect.poll(() => stateOf("a"), { timeout: LONGEST_MS, interval: 20 }).toBe("counted");
      const leases = "select job, owner from a_office.leases";
      const { rows } = await place.admin.query<{ job: string; owner: string }>(leases);
      expect(rows.map(({ job }) => job)).toEqual([`close ${offices.get("a")!.poll}`]);
      const { owner } = rows[0]!;
      expect([...serving.keys()]).toContain(owner);
      await underLoad(["b", "c"], () => killOne(owner));
      const survivors = [...serving.keys()];
      expect(survivors).toHaveLength(1);
      expect(await stateOf("a")).toBe("counted");
      // As the server's clock does after half a minute.
      const end = "update a_office.leases set ends_at_utc = '2020-01-01T00:00:00.000000Z' where owner = $1";
      await place.admin.query(end, [owner]);
      const taken = async () =>
        (await place.admin.query<{ owner: string }>(leases)).rows.map((row) => row.owner);
      await expect.poll(taken, { timeout: LONGEST_MS, interval: 50 }).toEqual(survivors);
      await reader.query("commit");
      await reader.end();
      await expect.poll(() => stateOf("a"), { timeout: LONGEST_MS, interval: 50 }).toBe("closed");
      await closing;

      for (const name of ["b", "c"] as const) expect((await closePoll(name)).status).toBe(200);
      for (const name of NAMES) await expectClosed(offices.get(name)!, join(folder, `looked-${name}`));
    },
    LONGEST_MS,
  );
});

const FORMS = ["leadership-team", "leadership-members"].map((instrument) => ({
  instrument,
  categories: ["C"],
  include: [],
}));

/** An open poll, slips for all who will come and two people of the office; nobody serves it yet. */
async function prepareOffice(url: string, dataFolder: string): Promise<Office> {
  const { deps, close } = await openServices({ dataFolder, databaseUrl: url, address: null });
  const round = await createRound(deps, KEEPER, { ...ROUND, forms: FORMS });
  await saveUnits(deps, KEEPER, round.id, [testUnit("water", "县水利局党组", [0, 0, 2 * PEOPLE])]);
  await sealRound(deps, KEEPER, round.id);
  const [row] = await deps.office.inTransaction((office) => office.polls(round.id));
  const poll = row!.id;
  await openPoll(deps, KEEPER, poll);
  const { urls } = await mintTickets(deps, KEEPER, poll, "C", { count: 2 * PEOPLE, voidUnused: false });
  const accounts = new Map<string, string>();
  for (const name of ["经办人", "审核人"])
    accounts.set(name, (await createAccount(deps, KEEPER, { name, role: "office", group: null })).password);
  await close();
  return { url, poll, slips: [...urls], accounts, receipts: [] };
}

/** What was acknowledged is counted and nothing else, and each step of the close was taken once. */
async function expectClosed({ url, poll, receipts }: Office, dataFolder: string): Promise<void> {
  const { deps, close } = await openServices({ dataFolder, databaseUrl: url, address: null });
  try {
    expect(receipts.length).toBeGreaterThan(0);
    expect(await deps.closed.receipts(poll)).toEqual(receipts.toSorted());
    expect(await countedIn(deps, poll)).toBe(receipts.length);
    const lines = await deps.office.inTransaction((office) => office.audit());
    const acts = lines
      .filter(({ about, act }) => about === poll && act.startsWith("poll."))
      .map(({ act }) => act);
    expect(acts.slice(-4)).toEqual(["poll.closing", "poll.sealing", "poll.counted", "poll.closed"]);
    expect(new Set(acts).size).toBe(acts.length);
    expect(await deps.roll.holds(poll)).toBe(false);
  } finally {
    await close();
  }
}

const countedIn = async (deps: Deps, poll: string): Promise<number> =>
  (await deps.closed.head(poll)).tally.forms
    .flatMap(({ blocks }) => blocks)
    .reduce((sum, { ballots }) => sum + ballots, 0);
