/** Who comes late while a poll closes: taken and counted, or refused; never acknowledged and lost. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openServices, type Services } from "../../server/compose.ts";
import { castBallot } from "../../server/services/cast-ballot.ts";
import {
  beginClosing,
  continueClosing,
  GRACE_MINUTES,
  resumeClosing,
  voidPoll,
} from "../../server/services/close-poll.ts";
import { type Deps, KEEPER } from "../../server/services/deps.ts";
import { LivePolls } from "../../server/services/live-polls.ts";
import type { PollState } from "../../server/core/round/round.ts";
import { openStores } from "../../server/store/sqlite/open-stores.ts";
import { backup } from "../../server/store/sqlite/backup.ts";
import { prepareClosingFolder, type ClosingFolder } from "./closing-folder.ts";

let parent: string;
let folder: string;
let prepared: ClosingFolder;
let services: Services;
let deps: Deps;
let now: number;

beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), "plumbline-late-"));
  prepared = await prepareClosingFolder(join(parent, "prepared"));
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));
beforeEach(async () => {
  folder = join(parent, "data");
  cpSync(join(parent, "prepared"), folder, { recursive: true });
  now = Date.now();
  services = await openServices({ dataFolder: folder, address: null }, () => new Date(now));
  deps = services.deps;
});
afterEach(async () => {
  await services.close();
  rmSync(folder, { recursive: true, force: true });
});

const stateOf = async (poll = prepared.poll): Promise<PollState | undefined> =>
  (await deps.office.inTransaction((office) => office.poll(poll)))?.state;

const withSecond = { second: { account: "second", name: "审核人" } };

/** Use cases whose casts stand still between seeing the poll and writing, until the gate is opened. */
function slowly(): { slow: Deps; open: () => void } {
  let open = (): void => {};
  const gate = new Promise<void>((resolve) => (open = resolve));
  const pollKeys = async (poll: string) => {
    await gate;
    return deps.roll.pollKeys(poll);
  };
  const roll = new Proxy(deps.roll, {
    get: (target, name) =>
      name === "pollKeys" ? pollKeys : (Reflect.get(target, name, target) as () => unknown).bind(target),
  });
  return { slow: { ...deps, live: new LivePolls(deps.office, roll) }, open };
}

describe("a ballot on its way while the poll is sealed", () => {
  it("is waited for and counted, however slow", async () => {
    await beginClosing(deps, KEEPER, prepared.poll, withSecond);
    const { slow, open } = slowly();
    const casting = castBallot(slow, prepared.late);
    // The poll is seen as `closing`, and sealed before the ballot is written.
    await sleep(50);
    await deps.office.inTransaction(async (office) => {
      await office.savePoll({ ...(await office.poll(prepared.poll))!, state: "sealing" });
    });
    slow.live.forget(prepared.poll);
    const closing = continueClosing(slow, KEEPER, prepared.poll);
    await sleep(50);
    expect(await stateOf()).toBe("sealing");
    expect(await deps.closed.exists(prepared.poll)).toBe(false);
    open();
    const { receipt, isNew } = await casting;
    expect(isNew).toBe(true);
    expect((await closing).state).toBe("closed");
    const receipts = await deps.closed.receipts(prepared.poll);
    expect(receipts).toEqual([...prepared.reference.receipts, receipt].toSorted());
  });

  it("is refused when it comes after", async () => {
    await beginClosing(deps, KEEPER, prepared.poll, withSecond);
    const closing = continueClosing(deps, KEEPER, prepared.poll);
    await expect(closing).resolves.toMatchObject({ state: "closed" });
    await expect(castBallot(deps, prepared.late)).rejects.toMatchObject({ code: "poll.closed" });
  });

  it("of all that come at every moment, exactly the acknowledged ones are in the closed file", async () => {
    await beginClosing(deps, KEEPER, prepared.poll, { second: null });
    now += GRACE_MINUTES * 60_000;
    const casts: Promise<{ receipt: string } | null>[] = [];
    const closing = continueClosing(deps, KEEPER, prepared.poll);
    for (let i = 0; i < 40; i += 1) {
      casts.push(castBallot(deps, prepared.late).catch(() => null));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await closing;
    const acknowledged = new Set((await Promise.all(casts)).flatMap((one) => (one ? [one.receipt] : [])));
    const receipts = await deps.closed.receipts(prepared.poll);
    expect(receipts).toEqual([...prepared.reference.receipts, ...acknowledged].toSorted());
  });
});

describe("the grace", () => {
  it("waits for those who have redeemed, and ends when somebody asks again after the last of them has cast", async () => {
    await beginClosing(deps, KEEPER, prepared.other, { second: null });
    expect((await continueClosing(deps, KEEPER, prepared.other)).state).toBe("closing");
    for (const request of prepared.ballotsOfOther) {
      expect((await continueClosing(deps, KEEPER, prepared.other)).state).toBe("closing");
      expect((await castBallot(deps, request)).isNew).toBe(true);
    }
    expect((await continueClosing(deps, KEEPER, prepared.other)).state).toBe("closing");
    await beginClosing(deps, KEEPER, prepared.other, { second: null });
    expect((await continueClosing(deps, KEEPER, prepared.other)).state).toBe("closed");
  });

  it("ends after five minutes for those who have not", async () => {
    await beginClosing(deps, KEEPER, prepared.poll, { second: null });
    now += GRACE_MINUTES * 60_000 - 1;
    expect((await continueClosing(deps, KEEPER, prepared.poll)).state).toBe("closing");
    now += 1;
    expect((await continueClosing(deps, KEEPER, prepared.poll)).state).toBe("closed");
  });

  it("is not made longer by asking again, and ends at once when a second person agrees", async () => {
    const first = await beginClosing(deps, KEEPER, prepared.poll, { second: null });
    now += 60_000;
    const again = await beginClosing(deps, KEEPER, prepared.poll, { second: null });
    expect(again.closingEndsAtUtc).toBe(first.closingEndsAtUtc);
    const agreed = await beginClosing(deps, KEEPER, prepared.poll, withSecond);
    expect(agreed.closingEndsAtUtc).toBe(new Date(now).toISOString());
    expect((await continueClosing(deps, KEEPER, prepared.poll)).state).toBe("closed");
  });
});

describe("nothing is erased", () => {
  it("when the closed file does not hold what the box holds", async () => {
    await beginClosing(deps, KEEPER, prepared.poll, withSecond);
    await continueClosing({ ...deps, box: stoppingBeforeErase() }, KEEPER, prepared.poll).catch(() => {});
    expect(await stateOf()).toBe("counted");
    await deps.office.inTransaction(async (office) => {
      await office.savePoll({ ...(await office.poll(prepared.poll))!, state: "closing" });
    });
    deps.live.forget(prepared.poll);
    await castBallot(deps, prepared.late);
    await expect(continueClosing(deps, KEEPER, prepared.poll)).rejects.toMatchObject({
      code: "store.damaged",
      facts: { reason: "other-than-box" },
    });
    expect(await deps.roll.holds(prepared.poll)).toBe(true);
  });

  it("when the closed file is not the one that was counted", async () => {
    await beginClosing(deps, KEEPER, prepared.poll, withSecond);
    await continueClosing({ ...deps, box: stoppingBeforeErase() }, KEEPER, prepared.poll).catch(() => {});
    await deps.office.inTransaction(async (office) => {
      await office.savePoll({ ...(await office.poll(prepared.poll))!, closedDigest: "00" });
    });
    const unfinished = await resumeClosing(deps, KEEPER);
    expect(unfinished).toMatchObject([{ poll: prepared.poll, error: { facts: { reason: "other-digest" } } }]);
    expect(await deps.roll.holds(prepared.poll)).toBe(true);
  });

  function stoppingBeforeErase(): Deps["box"] {
    const erase = () => Promise.reject(new Error("stopped"));
    return new Proxy(deps.box, {
      get: (target, name) =>
        name === "erase" ? erase : (Reflect.get(target, name, target) as () => unknown).bind(target),
    });
  }
});

describe("a voided poll", () => {
  it("keeps neither ballots nor keys, and takes nothing any more", async () => {
    await voidPoll(deps, KEEPER, prepared.poll, "材料有误");
    expect(await stateOf()).toBe("void");
    expect(await deps.roll.holds(prepared.poll)).toBe(false);
    const { keyIds } = prepared.reference;
    expect(await deps.box.countSpent(keyIds)).toEqual(keyIds.map(() => 0));
    await expect(castBallot(deps, prepared.late)).rejects.toMatchObject({ code: "poll.closed" });
    expect(await stateOf(prepared.other)).toBe("open");
  });

  it("whose erasing was cut short is erased at the next start", async () => {
    await deps.office.inTransaction(async (office) => {
      await office.savePoll({ ...(await office.poll(prepared.poll))!, state: "void" });
    });
    expect(await deps.roll.holds(prepared.poll)).toBe(true);
    // Nor do its keys come back into memory meanwhile, whoever asks for it.
    deps.live.forget(prepared.poll);
    await expect(deps.live.get(prepared.poll)).rejects.toMatchObject({ code: "poll.closed" });
    expect(deps.live.kept).toBe(0);
    await services.close();
    services = await openServices({ dataFolder: folder, address: null });
    deps = services.deps;
    expect(await deps.roll.holds(prepared.poll)).toBe(false);
  });
});

describe("a copy without private keys", () => {
  it("closes nothing, takes nothing and stays as it is; it can be voided", async () => {
    await services.close();
    const copy = join(parent, "copy");
    backup(folder, copy, { privateKeys: false });
    services = await openServices({ dataFolder: copy, address: null });
    deps = services.deps;
    const missing = { code: "poll.keys-missing" };
    await expect(castBallot(deps, prepared.late)).rejects.toMatchObject(missing);
    await expect(beginClosing(deps, KEEPER, prepared.poll, withSecond)).rejects.toMatchObject(missing);
    expect(await stateOf()).toBe("open");
    await voidPoll(deps, KEEPER, prepared.poll, "原数据已损毁");
    expect(await deps.roll.holds(prepared.poll)).toBe(false);
    rmSync(copy, { recursive: true });
  });

  it("made while a poll was closing still opens, and says which poll cannot go on", async () => {
    await beginClosing(deps, KEEPER, prepared.poll, withSecond);
    await services.close();
    const copy = join(parent, "copy-of-closing");
    backup(folder, copy, { privateKeys: false });
    const stores = await openStores(copy);
    const copied: Deps = { ...deps, ...stores, live: new LivePolls(stores.office, stores.roll) };
    expect(await resumeClosing(copied, KEEPER)).toMatchObject([
      { poll: prepared.poll, error: { code: "poll.keys-missing" } },
    ]);
    await stores.close();
    services = await openServices({ dataFolder: copy, address: null });
    deps = services.deps;
    expect(await stateOf()).toBe("closing");
    expect(await stateOf(prepared.other)).toBe("open");
  });
});
