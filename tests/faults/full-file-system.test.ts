/**
 * P8 over HTTP on a file system that is really full: the production server on a small one of its own. Nothing is
 * acknowledged that is not kept, reading goes on, and taking goes on when there is space again. @source anonymity.md §4
 */
import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { enter } from "../../server/core/ticket/respondent.ts";
import { parseTicket } from "../../server/core/ticket/ticket-url.ts";
import { openStores } from "../../server/store/sqlite/open-stores.ts";
import {
  ballotOf,
  openPort,
  type Person,
  post,
  redeemBody,
  redeemed,
  type Reply,
} from "../journeys/phone-client.ts";
import { type ServedApart, serveApart } from "./served-apart.ts";
import { orSkipped } from "../or-skipped.ts";

const PEOPLE = 60;
const WITH_CREDENTIALS = 50;

const place = mkdtempSync(join(tmpdir(), "plumbline-full-"));
const canMount =
  process.platform === "linux" &&
  spawnSync("mount", ["-t", "tmpfs", "-o", "size=16m", "tmpfs", place], { stdio: "ignore" }).status === 0;
let served: ServedApart | null = null;
afterAll(async () => {
  await served?.end();
  if (canMount) spawnSync("umount", [place]);
  rmSync(place, { recursive: true, force: true });
});
if (!canMount) process.stderr.write("SKIPPED: a full file system, because nothing may be mounted here.\n");

/** Takes what is left, to the last byte. */
function fill(path: string): void {
  const file = openSync(path, "w");
  try {
    for (;;) writeSync(file, Buffer.alloc(4096, 1));
  } catch (error) {
    expect((error as NodeJS.ErrnoException).code).toBe("ENOSPC");
  } finally {
    closeSync(file);
  }
}

const full = { status: 503, code: "store.storage-full", body: { facts: {} } };

describe.skipIf(!canMount)(
  orSkipped(canMount, "a file system that is full", "nothing may be mounted here"),
  () => {
    it("has 503 for every ballot and ticket, keeps what it acknowledged, and takes the rest when there is space again", async () => {
      const dataFolder = join(place, "data");
      served = await serveApart(PEOPLE, dataFolder);
      const { address, poll, slips } = served;
      const cast = (ballot: unknown): Promise<Reply> => post(address, "/api/ballots", ballot);
      const people: Person[] = [];
      for (const slip of slips.slice(0, WITH_CREDENTIALS)) people.push(await redeemed(address, slip));
      const ballots = people.map((person) => ballotOf(person, 0));
      const late = await Promise.all(
        slips.slice(WITH_CREDENTIALS).map((slip) => enter(openPort(address), parseTicket(slip))),
      );
      const [first, ...others] = ballots;
      expect(await cast(first)).toMatchObject({ status: 201 });

      fill(join(place, "ballast"));
      expect(statfsSync(place).bavail).toBe(0);
      const taken = [first];
      const refused: unknown[] = [];
      for (const ballot of others) {
        const { status, ...reply } = await cast(ballot);
        if (status === 201) taken.push(ballot);
        else {
          expect({ status, ...reply }).toMatchObject(full);
          refused.push(ballot);
        }
      }
      expect(refused.length).toBeGreaterThan(10);
      // Once refused, all are: nobody is let in by chance while others are not.
      expect(taken).toEqual(ballots.slice(0, taken.length));
      const tickets: Reply[] = [];
      for (const entry of late) tickets.push(await post(address, "/api/redeem", redeemBody(entry)));
      expect(tickets.at(-1)).toMatchObject(full);
      const used = tickets.filter(({ status }) => status === 200).length;
      const answer = await fetch(`${address}/api/ballots`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(refused[0]),
      });
      expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
      // What only reads goes on, and says of the acknowledged ones that they are there.
      expect((await fetch(`${address}/api/polls/${poll}`)).status).toBe(200);
      const { keyId, message, signature } = people[0]!.credentials[0]!;
      expect(await post(address, "/api/ballots/check", { keyId, message, signature })).toMatchObject({
        status: 200,
        body: { cast: true },
      });

      rmSync(join(place, "ballast"));
      for (const ballot of refused) expect(await cast(ballot)).toMatchObject({ status: 201 });
      for (const ballot of taken) expect(await cast(ballot)).toMatchObject({ status: 200 });
      for (const [at, entry] of late.entries()) {
        const again = await post(address, "/api/redeem", redeemBody(entry));
        expect(again).toMatchObject({ status: 200 });
        if (at < used) expect(again).toEqual(tickets[at]);
      }
      await served.end();
      served = null;
      const { roll, box, close } = await openStores(dataFolder);
      const keys = await roll.signingKeys(poll);
      const spent = await box.countSpent(keys.map(({ keyId }) => keyId));
      expect(spent.reduce((sum, one) => sum + one, 0)).toBe(ballots.length);
      expect(await roll.used(poll)).toBe(PEOPLE);
      await close();
    });
  },
);
