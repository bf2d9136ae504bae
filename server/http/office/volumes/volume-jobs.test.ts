import { describe, expect, it } from "vitest";
import { Problem } from "../../../core/problem.ts";
import { VolumeJobs } from "./volume-jobs.ts";

/** A making that ends when it is told to. */
function making() {
  let resolve = (): void => {};
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<void>((done, failed) => {
    resolve = done;
    reject = failed;
  });
  return { promise, resolve: () => resolve(), reject: (reason: unknown) => reject(reason) };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("VolumeJobs", () => {
  it("makes one volume of a round at a time, and tells how far it is", async () => {
    const jobs = new VolumeJobs(() => {});
    const one = making();
    jobs.start("r1", "承办人", (progress) => {
      progress(1, 3);
      return one.promise;
    });
    expect(jobs.of("r1")).toEqual({ running: { by: "承办人", done: 1, of: 3 }, failed: null });
    expect(jobs.of("r2").running).toBeNull();
    expect(() => jobs.start("r1", "审核人", () => one.promise)).toThrow(new Problem("volume.running", {}));
    one.resolve();
    await settled();
    expect(jobs.of("r1")).toEqual({ running: null, failed: null });
  });

  it.each([
    ["full", new Problem("store.storage-full", {}), 0],
    ["differs", new Problem("volume.differs", { differences: 1, units: [] }), 0],
    ["fault", new Error("no"), 1],
  ] as const)("tells why the last one came to nothing: %s", async (failed, error, faults) => {
    const seen: unknown[] = [];
    const jobs = new VolumeJobs((fault) => void seen.push(fault));
    jobs.start("r1", "承办人", () => Promise.reject(error));
    await settled();
    expect(jobs.of("r1")).toEqual({ running: null, failed });
    expect(seen).toHaveLength(faults);
    jobs.start("r1", "承办人", () => Promise.resolve());
    expect(jobs.of("r1").failed).toBeNull();
  });

  it("is stopped without a fault", async () => {
    const seen: unknown[] = [];
    const jobs = new VolumeJobs((fault) => void seen.push(fault));
    const stopped = making();
    jobs.start("r1", "承办人", (_, signal) => {
      signal.addEventListener("abort", () => stopped.reject(signal.reason));
      return stopped.promise;
    });
    expect(jobs.stop("r1")).toBe(true);
    await settled();
    expect(jobs.of("r1")).toEqual({ running: null, failed: null });
    expect([jobs.stop("r1"), seen]).toEqual([false, []]);
  });
});
