/** A process that hung while it brought in paper wakes up beside the one that took over. */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { isPostgresAbsent, onPostgres } from "../../server/store/postgres/temporary-postgres.ts";
import { connected } from "../../server/store/postgres/connected.ts";
import { beginByTwo, keyStack, sheet } from "./key-paper.ts";
import { OfficeClient } from "./office-client.ts";
import { type SecondServer, startSecondServer } from "./second-server.ts";
import { startTestServer, type TestServer } from "./start-server.ts";

const mergeModule = () => import("../../server/services/paper/merge-stack.ts");

describe.skipIf(isPostgresAbsent)(onPostgres("paper by two processes"), () => {
  let first: TestServer;
  let second: SecondServer;
  beforeAll(async () => {
    first = await startTestServer();
    second = await startSecondServer(first);
  });
  afterAll(async () => {
    await second.stop();
    await first.stop();
  });

  it("is counted once when one wakes after its lease has ended, between the other's ballots and its end", async () => {
    const poll = first.polls.get("water")!;
    const [one, other] = [await OfficeClient.signIn(first, "甲"), await OfficeClient.signIn(first, "乙")];
    const id = await beginByTwo(one, other, `/polls/${poll}/stacks`, 2);
    for (const who of [one, other]) await keyStack(who, `/polls/${poll}/stacks/${id}`, [sheet(), sheet()]);
    const keyings = await first.deps.office.inTransaction((office) => office.paper.keyings(id));
    const [who, beside] = keyings.map(({ account }) => ({ account, name: account }));
    // What a process keeps of its own, each of the two has for itself.
    const hung = await mergeModule();
    vi.resetModules();
    const successor = await mergeModule();

    const looked = gate();
    const wakes = gate();
    const roll = replaced(first.deps.roll, "signingKeys", async (of: string) => {
      const found = await first.deps.roll.signingKeys(of);
      looked.open();
      await wakes.passed;
      return found;
    });
    const waking = hung.mergeStack({ ...first.deps, roll }, { ...who!, second: beside! }, poll, id);
    await looked.passed;
    await endLeases(first);
    const cast = gate();
    const goesOn = gate();
    const box = replaced(second.deps.box, "drain", async () => {
      cast.open();
      await goesOn.passed;
    });
    const taking = successor.resumeStacks({ ...second.deps, box });
    await cast.passed;
    wakes.open();
    goesOn.open();
    await taking;
    expect(await waking).toMatchObject({ sheets: 2 });

    const keys = (await first.deps.roll.signingKeys(poll)).filter(({ source }) => source === "paper");
    expect(keys).toHaveLength(1);
    expect(await first.deps.box.countSpent(keys.map(({ keyId }) => keyId))).toEqual([2]);
  });
});

/** As the server's clock does after half a minute. */
async function endLeases({ databaseUrl }: TestServer): Promise<void> {
  const client = await connected(databaseUrl!, "test");
  await client.query("update office.leases set ends_at_utc = '2020-01-01T00:00:00.000000Z'");
  await client.end();
}

function gate() {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { open: () => open(), passed };
}

/** The store with one act of its own. */
function replaced<Store extends object, Name extends keyof Store>(
  store: Store,
  name: Name,
  act: Store[Name],
): Store {
  return new Proxy(store, {
    get(target, key) {
      const value: unknown = key === name ? act : Reflect.get(target, key);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}
