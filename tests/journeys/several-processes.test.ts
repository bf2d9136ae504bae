/** Two servers on one database: people meet either of them, and one closes while the other takes ballots. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pausePoll, resumePoll } from "../../server/services/change-poll-state.ts";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { type Actor, KEEPER } from "../../server/services/deps.ts";
import { mintTickets } from "../../server/services/mint-tickets.ts";
import { backupDatabase } from "../../server/store/postgres/backup-database.ts";
import { connected } from "../../server/store/postgres/connected.ts";
import { BACKUP_LOCK } from "../../server/store/postgres/rewrite-without.ts";
import { isPostgresAbsent, onPostgres } from "../../server/store/postgres/temporary-postgres.ts";
import { ballotOf, type Person, post, redeemBody, redeemed, type Reply } from "./phone-client.ts";
import { type SecondServer, startSecondServer } from "./second-server.ts";
import { startTestServer, type TestServer, testUnit } from "./start-server.ts";

const SECOND_PERSON: Actor = { account: "a2", name: "第二人" };
/** Each is closed once under load. */
const RACES = ["u1", "u2"];

describe.skipIf(isPostgresAbsent)(onPostgres("two servers on one database"), () => {
  let first: TestServer;
  let second: SecondServer;
  beforeAll(async () => {
    const units = ["water", "twice", "kept", "beside", "copied", ...RACES].map((id) =>
      testUnit(id, `县${id}局党组`, [5, 10, 30]),
    );
    first = await startTestServer({ units });
    second = await startSecondServer(first);
  });
  afterAll(async () => {
    await second.stop();
    await first.stop();
  });
  const both = () => [first, second] as const;
  const pollOf = (unit: string): string => first.polls.get(unit)!;
  const stateAt = async ({ address }: { readonly address: string }, poll: string): Promise<unknown> =>
    (await (await fetch(`${address}/api/polls/${poll}`)).json()).state;

  it("show the same state of a poll right after one of them has changed it", async () => {
    const poll = pollOf("water");
    for (const server of both()) expect(await stateAt(server, poll)).toBe("open");
    await pausePoll(first.deps, KEEPER, poll);
    expect(await stateAt(second, poll)).toBe("paused");
    await resumePoll(second.deps, KEEPER, poll);
    expect(await stateAt(first, poll)).toBe("open");
  });

  it("take one ticket and one ballot once, whichever of them is asked", async () => {
    const [url] = await first.tickets("water", "C", 1);
    const person = await redeemed(second.address, url!);
    const again = await post(first.address, "/api/redeem", redeemBody(person.entry));
    expect(again.status).toBe(200);
    const ballot = ballotOf(person, 0);
    const replies = await Promise.all(both().map(({ address }) => post(address, "/api/ballots", ballot)));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 201]);
    expect(new Set(replies.map(({ body }) => body.receipt)).size).toBe(1);
    const other = await post(first.address, "/api/ballots", ballotOf(person, 0));
    expect(other.code).toBe("ballot.already-cast");
  });

  it("count every ballot that was acknowledged, and no other, when one closes while both take them", async () => {
    for (const unit of RACES) {
      const poll = pollOf(unit);
      const urls = await first.tickets(unit, "C", 24);
      const people = await Promise.all(urls.map((url, i) => redeemed(both()[i % 2]!.address, url)));
      const replies: Reply[] = [];
      const casting = people.map((person, i) => castAll(both()[i % 2]!.address, person, replies));
      await expect.poll(() => replies.length, { timeout: 30_000, interval: 1 }).toBeGreaterThan(5);
      await beginClosing(first.deps, KEEPER, poll, { second: SECOND_PERSON });
      const closed = await continueClosing(first.deps, KEEPER, poll);
      expect(closed.state).toBe("closed");
      await Promise.all(casting);
      const taken = replies.filter(({ status }) => status === 201);
      const refused = replies.filter(({ status }) => status !== 201);
      expect(refused.filter(({ code }) => code !== "poll.closed")).toEqual([]);
      const { tally } = await second.deps.closed.head(poll);
      const counted = tally.forms
        .flatMap(({ blocks }) => blocks)
        .reduce((sum, block) => sum + block.ballots, 0);
      expect([unit, counted]).toEqual([unit, taken.length]);
      expect(await second.deps.closed.receipts(poll)).toEqual(
        taken.map(({ body }) => body.receipt as string).toSorted(),
      );
      expect(await second.deps.roll.holds(poll)).toBe(false);
    }
  });

  it("keep the ballots of each poll in a part of the table of its own, from before the first until the close", async () => {
    const admin = await connected(first.databaseUrl!, "test");
    const { rows } = await admin.query<{ bounds: string }>(
      `select pg_get_expr(relpartbound, oid) as bounds from pg_class join pg_inherits on inhrelid = oid
       where inhparent = 'box.ballots'::regclass`,
    );
    await admin.end();
    const open = ["water", "twice", "kept", "beside", "copied"];
    expect(rows).toHaveLength(open.length);
    for (const unit of open) {
      const keys = (await first.deps.roll.signingKeys(pollOf(unit))).map(({ keyId }) =>
        Buffer.from(keyId).toString("hex"),
      );
      const own = rows.filter(({ bounds }) => keys.every((key) => bounds.includes(key)));
      expect([unit, keys.length > 1, own.length]).toEqual([unit, true, 1]);
    }
  });

  it("close a poll once when both are told to", async () => {
    const poll = pollOf("twice");
    const [url] = await first.tickets("twice", "C", 1);
    await castAll(second.address, await redeemed(second.address, url!), []);
    await beginClosing(second.deps, KEEPER, poll, { second: SECOND_PERSON });
    const rows = await Promise.all(both().map(({ deps }) => continueClosing(deps, KEEPER, poll)));
    expect(rows.map(({ state }) => state)).toEqual(["closed", "closed"]);
    const lines = await first.deps.office.inTransaction((office) => office.audit());
    const acts = lines.filter(({ about }) => about === poll).map(({ act }) => act);
    expect(acts.slice(-4)).toEqual(["poll.closing", "poll.sealing", "poll.counted", "poll.closed"]);
  });

  it("keep no keys in memory of a poll that the other has closed, though nobody asks for it any more", async () => {
    const poll = pollOf("kept");
    const open = await second.deps.live.get(pollOf("copied"));
    await second.deps.live.get(poll);
    await beginClosing(first.deps, KEEPER, poll, { second: SECOND_PERSON });
    expect((await continueClosing(first.deps, KEEPER, poll)).state).toBe("closed");
    const before = second.deps.live.kept;
    await second.deps.live.forgetChanged();
    expect(second.deps.live.kept).toBeLessThan(before);
    expect(await second.deps.live.get(pollOf("copied"))).toBe(open);
    await second.deps.live.forgetChanged();
    await expect(second.deps.live.get(poll)).rejects.toMatchObject({ code: "poll.closed" });
    expect(await second.deps.live.get(pollOf("copied"))).toBe(open);
  });

  it("take ballots while a backup reads and a close waits for it", async () => {
    const [closing, url] = [pollOf("beside"), (await first.tickets("copied", "C", 1))[0]!];
    const person = await redeemed(second.address, url);
    const [used] = await first.tickets("beside", "C", 1);
    await castAll(first.address, await redeemed(first.address, used!), []);
    const backup = await connected(first.databaseUrl!, "test");
    await backup.query("select pg_advisory_lock_shared(hashtext($1))", [BACKUP_LOCK]);
    await backup.query("begin isolation level repeatable read read only");
    await backup.query("lock table box.spent, box.ballots, box.texts in access share mode");
    await beginClosing(first.deps, KEEPER, closing, { second: SECOND_PERSON });
    const closed = continueClosing(first.deps, KEEPER, closing);
    await expect.poll(() => stateAt(second, closing), { timeout: 30_000 }).toBe("counted");
    // A cast behind a close that stood in line for the tables would come back only after the backup.
    for (const i of person.credentials.keys())
      expect((await post(second.address, "/api/ballots", ballotOf(person, i))).status).toBe(201);
    expect(await stateAt(second, closing)).toBe("counted");
    // Somebody else's reading for long, such as a dump, is no different.
    await backup.query("commit; select pg_advisory_unlock_all(); begin");
    await backup.query("lock table box.spent, box.ballots, box.texts in access share mode");
    const other = await redeemed(second.address, (await first.tickets("copied", "C", 1))[0]!);
    expect((await post(second.address, "/api/ballots", ballotOf(other, 0))).status).toBe(201);
    await backup.query("commit");
    await backup.end();
    expect((await closed).state).toBe("closed");
  });

  it("remember together which polls were copied while they took ballots", async () => {
    const open = pollOf("copied");
    const copies = mkdtempSync(join(tmpdir(), "plumbline-copies-"));
    const copy = async (name: string, isKept: boolean) =>
      (await backupDatabase(first.databaseUrl!, join(copies, name), { privateKeys: false, isKept }))
        .copiedAgain;
    // A copy that is gone at once is none that could be compared with a later one.
    expect(await copy("verified", false)).toEqual([]);
    expect(await copy("one", true)).toEqual([]);
    expect(await copy("two", true)).toContain("县copied局党组");
    rmSync(copies, { recursive: true });
    expect(await stateAt(second, open)).toBe("open");
  });

  it("make no ticket of a poll that the other has begun to close", async () => {
    const poll = pollOf("water");
    await second.deps.live.get(poll);
    await beginClosing(first.deps, KEEPER, poll, { second: null });
    const minting = mintTickets(second.deps, KEEPER, poll, "C", { count: 3, voidUnused: false });
    await expect(minting).rejects.toMatchObject({ code: "poll.wrong-state" });
  });
});

/** Hands in every form, one after the other. */
async function castAll(address: string, person: Person, replies: Reply[]): Promise<void> {
  for (let i = 0; i < person.credentials.length; i += 1)
    replies.push(await post(address, "/api/ballots", ballotOf(person, i)));
}
