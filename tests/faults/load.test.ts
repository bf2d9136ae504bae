/** Load: far more at once than can be answered, and half of what can be answered for a long time. On loopback only. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { answerAll, httpPort } from "../../server/cli/demo/simulated-staff.ts";
import { seeded } from "../../server/cli/demo/simulated-answers.ts";
import { ballotOf, redeemed } from "../journeys/phone-client.ts";
import { openStores } from "../../server/store/sqlite/open-stores.ts";
import { rounds } from "./long-form.ts";
import { type ServedApart, serveApart } from "./served-apart.ts";

let server: ServedApart | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

const json = { "content-type": "application/json" };

describe("many times more at once than can be answered", () => {
  it("each gets an answer or is told when to come back; whoever comes back is counted, once", async () => {
    const people = rounds(40, 300);
    server = await serveApart(people);
    const { address, poll, slips } = server;
    const ballots: string[] = [];
    for (const slip of slips) {
      const person = await redeemed(address, slip);
      ballots.push(JSON.stringify(ballotOf(person, 0)));
    }
    let busy = 0;
    /** As the phone does: the same bytes again until there is an answer. */
    async function castUntilIn(body: string): Promise<number> {
      for (let tries = 0; tries < 60; tries += 1) {
        const answer = await fetch(`${address}/api/ballots`, { method: "POST", headers: json, body });
        if (answer.status !== 503) return answer.status;
        expect(await answer.json()).toMatchObject({ code: "server.busy" });
        expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
        busy += 1;
        await sleep(200 + Math.random() * 800);
      }
      return 503;
    }
    const crowd = Array.from({ length: rounds(2_000, 10_000) }, async () => {
      const answer = await fetch(`${address}/api/polls/${poll}`);
      await answer.arrayBuffer();
      return answer.status;
    });
    // Everybody sends twice at once: a retry must not count.
    const cast = await Promise.all([...ballots, ...ballots].map(castUntilIn));
    for (const status of await Promise.all(crowd)) expect([200, 503]).toContain(status);
    expect(cast.filter((status) => status === 201)).toHaveLength(people);
    expect(cast.filter((status) => status === 200)).toHaveLength(people);
    expect((await fetch(`${address}/ready`)).status).toBe(200);
    process.stdout.write(`overload: ${busy} casts were told to come back\n`);
    expect(await spentIn(server)).toBe(people);
  });
});

describe("half an hour at half of what can be answered", () => {
  it("memory and open files stay where they were", async () => {
    const seconds = rounds(24, 1_800);
    server = await serveApart(seconds * 25);
    const port = httpPort(server.address);
    const random = seeded(11);
    const memory: number[] = [];
    const until = Date.now() + seconds * 1000;
    let next = 0;
    let filesAfterFirst = 0;
    while (Date.now() < until && next + 8 <= server.slips.length) {
      const slips = server.slips.slice(next, next + 8);
      next += slips.length;
      const startedAt = Date.now();
      await answerAll(
        port,
        slips.map((url) => ({ url, climate: 0.8 })),
        random,
        () => {},
      );
      memory.push(await server.metric("plumbline_resident_bytes"));
      // What is opened once is open now, and the sockets of the first eight people may be.
      filesAfterFirst ||= server.openFiles() ?? 0;
      // As long again as the work took: half of the time the server is idle.
      await sleep(Date.now() - startedAt);
    }
    expect(next).toBeGreaterThan(16);
    const [early, late] = [
      memory.slice(0, Math.ceil(memory.length / 3)),
      memory.slice(-Math.ceil(memory.length / 3)),
    ];
    expect(Math.min(...late)).toBeLessThan(Math.max(...early) * 1.5);
    await vi.waitFor(() => expect(server?.openFiles() ?? 0).toBeLessThanOrEqual(filesAfterFirst), 240_000);
  });
});

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
