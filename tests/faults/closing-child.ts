/**
 * Child of `closing.test.ts` and `closing-postgres.test.ts`: closes a poll, or goes on closing it, and kills itself at a
 * named point. Without a point it prints "go" and is killed from outside, or ends when the poll is closed. In a database
 * every statement it sends is a point as well, and in the end it prints how many there were.
 */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { type Deps, KEEPER } from "../../server/services/deps.ts";
import { openInstallation } from "../../server/installation/open-installation.ts";
import { openVolumeFolders } from "../../server/installation/volume-folders.ts";
import { LivePolls } from "../../server/services/live-polls.ts";
import type { ClosedFiles } from "../../server/store/closed.ts";
import type { Office } from "../../server/store/office.ts";
import { openServerStores } from "../../server/store/postgres/open-server-stores.ts";
import { openStores } from "../../server/store/sqlite/open-stores.ts";
import { watchStatements } from "./watch-statements.ts";

const [folder, poll, point, databaseUrl] = process.argv.slice(2) as [string, string, string?, string?];

function reached(name: string): void {
  if (name === point) process.kill(process.pid, "SIGKILL");
}

async function around<T>(name: string, act: () => Promise<T>): Promise<T> {
  reached(`before ${name}`);
  const outcome = await act();
  reached(`after ${name}`);
  return outcome;
}

/** Rows that pass by; the point is reached before row `at`, counted from 1. */
async function* passing<T>(name: string, rows: AsyncIterable<T>, at: number): AsyncGenerator<T> {
  let count = 0;
  for await (const row of rows) {
    count += 1;
    if (count === at) reached(`among ${name}`);
    yield row;
  }
}

/** A store of which some calls are our own. */
function withOwn<T extends object>(store: T, own: Partial<T>): T {
  return new Proxy(store, {
    get(target, name) {
      if (Object.hasOwn(own, name)) return own[name as keyof T];
      const value: unknown = target[name as keyof T];
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}

/** A point before and after the commit of each change of state. */
const watchedOffice = (office: Office): Office =>
  withOwn(office, {
    async inTransaction(use) {
      let state = "";
      const outcome = await office.inTransaction(async (transaction) => {
        const savePoll: typeof transaction.savePoll = async (row) => {
          state = row.state;
          await transaction.savePoll(row);
        };
        const value = await use(withOwn(transaction, { savePoll }));
        reached(`before ${state}`);
        return value;
      });
      reached(`after ${state}`);
      return outcome;
    },
  });

const watchedClosed = (closed: ClosedFiles): ClosedFiles =>
  withOwn(closed, {
    write: (head, contents) =>
      around("write", () =>
        closed.write(head, {
          ...contents,
          credentials: passing("credentials", contents.credentials, 10),
          ballots: passing("ballots", contents.ballots, 30),
          texts: passing("texts", contents.texts, 2),
        }),
      ),
    check: (id) => around("check", () => closed.check(id)),
  });

process.stdout.write("go\n");
const stores =
  databaseUrl === undefined
    ? await openStores(folder)
    : await openServerStores(databaseUrl, folder, () => process.exit(1));
const sent = databaseUrl === undefined ? () => 0 : watchStatements(reached);
const { roll, box } = stores;
const office = watchedOffice(stores.office);
const deps: Deps = {
  office,
  roll: withOwn(roll, { erase: (id) => around("roll.erase", () => roll.erase(id)) }),
  box: withOwn(box, {
    drain: () => around("drain", () => box.drain()),
    erase: (keys) => around("box.erase", () => box.erase(keys)),
  }),
  closed: watchedClosed(stores.closed),
  live: new LivePolls(office, roll, stores.doors),
  installation: openInstallation({
    databaseUrl: null,
    serverVersion: null,
    backupPlaces: null,
    dataFolder: folder,
    backupsFolder: `${folder}-backups`,
    address: null,
    clock: () => new Date(),
  }),
  // Closing makes no volume.
  volumes: openVolumeFolders(join(folder, "archives"), ""),
  // Closing reads frozen forms only.
  readDefinition: () => Promise.reject(new Error("nothing is read here")),
  library: {
    instruments: new Map(),
    schemes: new Map(),
    categoryNames: { formatVersion: 1, weights: {}, outside: [], unitTypes: [] },
  },
  address: null,
  // Closing signs nothing.
  signer: { publicKey: new Uint8Array(32), sign: () => new Uint8Array(64) },
  clock: () => new Date(),
  random: (bytes) => new Uint8Array(randomBytes(bytes)),
};
const row = await office.inTransaction((transaction) => transaction.poll(poll));
if (row?.state === "open") await beginClosing(deps, KEEPER, poll, { second: KEEPER });
await continueClosing(deps, KEEPER, poll);
const statements = sent();
await stores.close();
process.stdout.write(`closed ${statements}\n`);
