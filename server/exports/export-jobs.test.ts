import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ExportJobs } from "./export-jobs.ts";

let folder: string;
let minute = 0;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "plumbline-exports-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const failing = (error: unknown): never => {
  throw error;
};
const opened = (): ExportJobs => new ExportJobs(folder, failing);
const bytes = async function* (text: string): AsyncGenerator<Uint8Array, void, undefined> {
  yield new TextEncoder().encode(text);
};

async function textOf(jobs: ExportJobs, round: string, id: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await jobs.read(round, id))!.content) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

async function finish(jobs: ExportJobs, round: string, text: string): Promise<string> {
  minute += 1;
  const startedAtUtc = `2026-11-20T08:${String(minute).padStart(2, "0")}:00.000Z`;
  const about = { round, name: `${text}.zip`, by: "承办人", startedAtUtc };
  const { id } = await jobs.start(about, (progress) => {
    progress(3, 3);
    return bytes(text);
  });
  const stateOf = async () => (await jobs.list(round)).find((job) => job.id === id)?.state;
  await expect.poll(stateOf, { timeout: 30_000 }).toBe("done");
  return id;
}

describe("what was finished", () => {
  it("is listed and can be fetched after a restart, in the order in which it was made", async () => {
    const before = opened();
    const [one, two] = [await finish(before, "r1", "甲"), await finish(before, "r1", "乙")];
    const after = opened();
    expect(await after.list("r1")).toEqual(await before.list("r1"));
    expect((await after.list("r1")).map(({ id, bytes: size, by }) => [id, size, by])).toEqual([
      [one, 3, "承办人"],
      [two, 3, "承办人"],
    ]);
    expect(await textOf(after, "r1", two)).toBe("乙");
    expect(await after.read("r2", two)).toBeNull();
    expect(await after.remove("r1", one)).toBe(true);
    expect((await opened().list("r1")).map(({ id }) => id)).toEqual([two]);
  });

  it("has its name only when it is whole; what a cut-off process left is removed", async () => {
    const jobs = opened();
    let goOn = (): void => {};
    const held = new Promise<void>((done) => (goOn = done));
    const about = { round: "r1", name: "半.zip", by: "承办人", startedAtUtc: "2026-11-20T08:00:00.000Z" };
    const { id } = await jobs.start(about, async function* () {
      yield new TextEncoder().encode("甲");
      await held;
      yield new TextEncoder().encode("乙");
    });
    const beside = expect.stringMatching(new RegExp(`^${id}\\.zip\\..+\\.tmp$`));
    await expect.poll(() => readdirSync(folder), { timeout: 30_000 }).toEqual([beside]);
    goOn();
    await expect.poll(async () => (await jobs.list("r1"))[0]?.state, { timeout: 30_000 }).toBe("done");
    expect(readdirSync(folder).toSorted()).toEqual([`${id}.json`, `${id}.zip`]);
    expect(await textOf(opened(), "r1", id)).toBe("甲乙");
    const left = id.replace(/^./, (letter) => (letter === "0" ? "1" : "0"));
    writeFileSync(join(folder, `${left}.zip.${id}.tmp`), "半");
    expect((await opened().list("r1")).map((job) => job.id)).toEqual([id]);
    expect(readdirSync(folder).toSorted()).toEqual([`${id}.json`, `${id}.zip`]);
  });

  it("is kept five to a round: the sixth of one removes its oldest and none of another", async () => {
    const jobs = opened();
    const other = await finish(jobs, "r2", "别的轮次");
    const ids: string[] = [];
    for (const text of ["1", "2", "3", "4", "5", "6"]) ids.push(await finish(jobs, "r1", text));
    await expect.poll(async () => (await opened().list("r1")).map(({ id }) => id)).toEqual(ids.slice(1));
    expect((await opened().list("r2")).map(({ id }) => id)).toEqual([other]);
  });

  it("goes with its round when that is asked for", async () => {
    const jobs = opened();
    await finish(jobs, "r1", "甲");
    const kept = await finish(jobs, "r2", "乙");
    await opened().removeAll("r1");
    expect(readdirSync(folder).toSorted()).toEqual([`${kept}.json`, `${kept}.zip`]);
  });
});

describe("a folder that a killed process left", () => {
  it("loses what was only begun and what is not whole, and nothing that is not of ours", async () => {
    const whole = await finish(opened(), "r1", "甲");
    const begun = "0c4ed4b8-5b05-4a4a-9a52-5b1d2f0c1f7e";
    const cut = await finish(opened(), "r1", "乙");
    writeFileSync(join(folder, `${begun}.zip`), "half");
    writeFileSync(join(folder, `${cut}.zip`), "other bytes");
    writeFileSync(join(folder, "office.db"), "not ours");
    expect((await opened().list("r1")).map(({ id }) => id)).toEqual([whole]);
    expect(readdirSync(folder).toSorted()).toEqual([`${whole}.json`, `${whole}.zip`, "office.db"].toSorted());
  });
});
