/** Load: far more at once than can be answered, and half of what can be answered for a long time. On loopback only. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { answerAll } from "../../server/cli/demo/simulated-staff.ts";
import { seeded } from "../../server/cli/demo/simulated-answers.ts";
import { getBytes, postBytes } from "../bench/load.ts";
import { takePhone } from "../bench/person.ts";
import { ballotOf, postRaw, redeemed } from "../journeys/phone-client.ts";
import { openStores } from "../../server/store/sqlite/open-stores.ts";
import { rounds } from "./long-form.ts";
import { type PipelinedReply, sendPipelined } from "./pipelined.ts";
import { type Kept, type Leak, type ServedApart, serveApart } from "./served-apart.ts";

let server: ServedApart | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

/** Looks at the poll by each of a crowd: twice as many again until it is more than the machine can answer in one turn. */
const [ASKED_FIRST, ASKED_MAX] = [250, 8_000];

describe("many times more at once than can be answered", () => {
  it("each gets an answer or is told when to come back; whoever comes back is counted at the first try, once", async () => {
    const people = rounds(40, 300);
    server = await serveApart(people);
    const { address, poll, slips } = server;
    const ballots: string[] = [];
    for (const slip of slips) ballots.push(JSON.stringify(ballotOf(await redeemed(address, slip), 0)));
    const look = getBytes(`/api/polls/${poll}`, {});
    const told: PipelinedReply[] = [];
    const answered: PipelinedReply[] = [];
    const statuses = ballots.map((): number[] => []);
    for (let asked = ASKED_FIRST; told.length === 0 && asked <= ASKED_MAX; asked *= 2) {
      // Everybody sends twice at once: a retry must not count.
      const requests = ballots.flatMap((body, who) => {
        const cast = { who, bytes: postBytes("/api/ballots", body) };
        return [...Array.from({ length: asked }, () => ({ who: null, bytes: look })), cast, cast];
      });
      const replies = await overload(
        server,
        requests.map(({ bytes }) => bytes),
      );
      for (const [i, reply] of replies.entries()) {
        const { who } = requests[i]!;
        (reply.status === 503 ? told : answered).push(reply);
        if (reply.status === 503) continue;
        if (who === null) expect(reply.status).toBe(200);
        else statuses[who]!.push(reply.status);
      }
    }
    expect(told.length).toBeGreaterThan(0);
    for (const { retryAfter, body } of told) {
      expect(JSON.parse(body)).toMatchObject({ code: "server.busy", facts: { seconds: retryAfter } });
      expect(retryAfter).toBeGreaterThan(0);
    }
    // Nobody is sent away before a hundred have been taken.
    expect(answered.length).toBeGreaterThanOrEqual(100);
    // When nobody else asks any more, the first try of everybody is acknowledged: as new, or as it was before.
    for (const [who, body] of ballots.entries()) {
      const before = statuses[who]!;
      expect([who, before.filter((status) => status !== 200)]).toEqual([who, before.length > 0 ? [201] : []]);
      const again = await postRaw(address, "/api/ballots", body);
      expect([who, again.status]).toEqual([who, before.length > 0 ? 200 : 201]);
    }
    expect((await fetch(`${address}/ready`)).status).toBe(200);
    process.stdout.write(
      `overload: ${told.length} of ${told.length + answered.length} were told to come back\n`,
    );
    expect(await spentIn(server)).toBe(people);
  });
});

/** Lets everything arrive while the server stands still, as it does on a machine that does not get to it. */
const overload = (
  { pid, address }: ServedApart,
  requests: readonly Buffer[],
): Promise<readonly PipelinedReply[]> =>
  sendPipelined(Number(new URL(address).port), 40, requests, async (write) => {
    process.kill(pid, "SIGSTOP");
    try {
      await write();
    } finally {
      process.kill(pid, "SIGCONT");
    }
  });

const [EACH, WARM] = [16, 3];
/** For a leak. */
const LOOKS = 3;

describe("half an hour at half of what can be answered", () => {
  it("keeps nothing of anybody: no object, text, timer or open file, and a server that does is found out", async () => {
    // In the long form more than half an hour needs: it is the time that ends it.
    const parts = rounds(2, 6_000);
    // After a timer nothing can be waited for any more: it comes last.
    const leaks = ["object", "text", "file", "timer"] as const;
    server = await serveApart(EACH * (WARM + parts + LOOKS * leaks.length));
    const { slips, address, kept } = server;
    const random = seeded(11);
    const until = Date.now() + rounds(Infinity, 1_800_000);
    let next = 0;
    let requests = 0;
    /** As many people again: what is kept when they have gone. */
    async function more(leak: Leak = "nothing"): Promise<Kept> {
      await kept(leak);
      const phone = takePhone(Number(new URL(address).port), true, () => {
        requests += 1;
        return () => undefined;
      });
      const people = slips.slice(next, (next += EACH)).map((url) => ({ url, climate: 0.8 }));
      const startedAt = Date.now();
      expect(await answerAll(phone, people, random, () => {})).toBe(EACH);
      phone.hangUp();
      // As long again as the work took: half of the time the server is idle.
      if (leak === "nothing") await sleep(Date.now() - startedAt);
      return vi.waitFor(async () => {
        const now = await kept("nothing");
        // The lines of those who hung up are closed a moment later.
        if (leak !== "timer") expect(now.handles).toBeLessThanOrEqual(idle.handles);
        return now;
      }, 60_000);
    }
    const idle = await kept();
    // What is made once is made now.
    for (let i = 0; i < WARM - 1; i += 1) await more();
    const first = await more();
    const resident: number[] = [first.residentBytes];
    let last = first;
    const from = requests;
    for (let i = 0; i < parts && Date.now() < until; i += 1) {
      last = await more();
      resident.push(last.residentBytes);
    }
    const asked = requests - from;
    expect(asked).toBeGreaterThan(EACH * (resident.length - 1));
    if (until !== Infinity) expect(Date.now()).toBeGreaterThanOrEqual(until);
    expect(overOf(first, last, EACH * (resident.length - 1))).toEqual([]);
    const third = Math.ceil(resident.length / 3);
    expect(Math.min(...resident.slice(-third))).toBeLessThan(Math.max(...resident.slice(0, third)) * 1.5);
    for (const leak of leaks) {
      let found: readonly (keyof Kept)[] = [];
      // Some seconds after its start a server lets go of what it was started with, once: that hides one look at most.
      for (let look = 0; look < LOOKS && !FOUND_BY[leak].every((of) => found.includes(of)); look += 1) {
        const leaking = await more(leak);
        found = overOf(last, leaking, EACH);
        last = leaking;
      }
      expect([leak, found]).toEqual([leak, expect.arrayContaining([...FOUND_BY[leak]])]);
    }
  });
});

/** Which counts give a server away that keeps one of these of each person. */
const FOUND_BY: Readonly<Record<Exclude<Leak, "nothing">, readonly (keyof Kept)[]>> = {
  object: ["objects"],
  text: ["bytes"],
  timer: ["handles"],
  // Elsewhere no system tells how many there are.
  file: process.platform === "linux" ? ["files"] : [],
};
/** How far the memory of a server that keeps nothing goes up and down: what the engine learns of its own code. */
const UNSTEADY_BYTES = 512 * 1024;

/** How many come and go without being anybody's; in the long form less than a hundredth of what is let pass. */
const UNSTEADY = { objects: 32, handles: 8, files: 8 };

/** What has grown by more than a quarter of one for each person; of memory, by more than 64 bytes for each. */
function overOf(before: Kept, after: Kept, people: number): readonly (keyof Kept)[] {
  const grown = (of: keyof Kept): number => after[of] - before[of];
  return [
    ...(["objects", "handles", "files"] as const).filter(
      (of) => grown(of) > Math.max(UNSTEADY[of], people / 4),
    ),
    ...(grown("bytes") > UNSTEADY_BYTES + 64 * people ? (["bytes"] as const) : []),
  ];
}

/** Credentials in the box: everything acknowledged is in the files, as a power cut would leave them. */
async function spentIn(served: ServedApart): Promise<number> {
  const copy = mkdtempSync(join(tmpdir(), "plumbline-count-"));
  cpSync(served.dataFolder, copy, { recursive: true });
  rmSync(join(copy, "lock.db"), { force: true });
  const { roll, box, close } = await openStores(copy);
  const keys = await roll.signingKeys(served.poll);
  const counts = await box.countSpent(keys.map(({ keyId }) => keyId));
  await close();
  rmSync(copy, { recursive: true, force: true });
  return counts.reduce((sum, one) => sum + one, 0);
}
