import { describe, expect, it, vi } from "vitest";
import { GroupCommit } from "./group-commit.ts";

describe("GroupCommit", () => {
  it("commits all jobs of one tick together and answers each with its own outcome", async () => {
    const batches: number[][] = [];
    const group = new GroupCommit<number, string>((jobs) => {
      batches.push([...jobs]);
      return jobs.map((job) => `done ${job}`);
    });
    expect(await Promise.all([1, 2, 3].map((job) => group.add(job)))).toEqual(["done 1", "done 2", "done 3"]);
    expect(await group.add(4)).toBe("done 4");
    expect(batches).toEqual([[1, 2, 3], [4]]);
  });

  it("waits for others while every turn brings one more, as new connections come, but not for ever", async () => {
    const batches: number[] = [];
    const group = new GroupCommit<number, number>((jobs) => {
      batches.push(jobs.length);
      return jobs;
    });
    const added: Promise<number>[] = [];
    for (let i = 0; i < 20; i += 1) {
      added.push(group.add(i));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(added);
    expect(batches).toEqual([20]);
    const until = performance.now() + 60_000;
    while (batches.length < 2 && performance.now() < until) {
      void group.add(0);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(batches.length).toBeGreaterThanOrEqual(2);
    await group.drain();
  });

  it("rejects every caller of a batch that fails and goes on with the next", async () => {
    let isBroken = true;
    const group = new GroupCommit<number, number>((jobs) => {
      if (isBroken) throw new Error("disk");
      return jobs;
    });
    const outcomes = await Promise.allSettled([1, 2, 3].map((job) => group.add(job)));
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    isBroken = false;
    expect(await group.add(4)).toBe(4);
  });

  it("answers nobody before the commit has ended, and starts no second one meanwhile", async () => {
    let end: () => void = () => {};
    let running = 0;
    const group = new GroupCommit<number, number>(async (jobs) => {
      running += 1;
      expect(running).toBe(1);
      await new Promise<void>((resolve) => (end = resolve));
      running -= 1;
      return jobs;
    });
    const answered: number[] = [];
    const begun = () => vi.waitFor(() => expect(running).toBe(1));
    const first = group.add(1).then((outcome) => answered.push(outcome));
    await begun();
    const second = group.add(2).then((outcome) => answered.push(outcome));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(answered).toEqual([]);
    end();
    await first;
    await begun();
    end();
    await second;
    expect(answered).toEqual([1, 2]);
  });

  it("drains at once when idle, and after everything that is queued otherwise", async () => {
    let committed = 0;
    const group = new GroupCommit<number, number>((jobs) => {
      committed += jobs.length;
      return jobs;
    });
    await group.drain();
    const jobs = Array.from({ length: 1234 }, (_, i) => group.add(i));
    await group.drain();
    expect(committed).toBe(1234);
    expect(await Promise.all(jobs)).toHaveLength(1234);
  });
});
