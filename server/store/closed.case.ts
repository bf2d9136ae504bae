import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { BlockTally } from "../core/tally/tally.ts";
import { SqliteClosedFiles } from "./sqlite/sqlite-closed-files.ts";
import type {
  ClosedBallot,
  ClosedContents,
  ClosedFiles,
  ClosedHead,
  ClosedText,
  CredentialRow,
} from "./closed.ts";

const bytes = (length = 32): Uint8Array => new Uint8Array(randomBytes(length));

async function* stream<T>(rows: readonly T[]): AsyncGenerator<T> {
  for (const row of rows) yield row;
}

async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const row of rows) found.push(row);
  return found;
}

export interface ClosedExample {
  readonly head: ClosedHead;
  readonly credentials: CredentialRow[];
  readonly ballots: ClosedBallot[];
  readonly texts: ClosedText[];
  readonly receipts: string[];
}

/** A closed poll with one form in two blocks, `each` ballots in each; rows stand in key order. */
export function closedExample(poll: string, each = 12): ClosedExample {
  const keys = ["A+B", "C"].map((block) => ({ keyId: bytes(), block }));
  const blockTally = (block: string): BlockTally => ({
    block,
    ballots: each,
    valid: each,
    bySource: {},
    leaves: [],
  });
  const tally = {
    formatVersion: 1,
    poll,
    forms: [{ instrument: "team", digest: "d", blocks: [blockTally("A+B"), blockTally("C")] }],
  };
  const head = {
    formatVersion: 1,
    poll,
    unit: { id: "u1", name: "县水利局党组" },
    keys: keys.map(({ keyId, block }) => ({
      keyId: Buffer.from(keyId).toString("base64url"),
      instrument: "team",
      block,
      spki: "",
      source: "ticket",
    })),
    tally,
  } as unknown as ClosedHead;
  const count = Array.from({ length: each });
  const byBytes = (key: (row: never) => Uint8Array) => (a: unknown, b: unknown) =>
    Buffer.compare(key(a as never), key(b as never));
  return {
    head,
    credentials: keys
      .flatMap(({ keyId }) => count.map(() => ({ keyId, message: bytes(), signature: bytes(256) })))
      .toSorted((a, b) => Buffer.compare(a.keyId, b.keyId) || Buffer.compare(a.message, b.message)),
    ballots: ["A+B", "C"].flatMap((block) =>
      count
        .map((_, i) => ({ instrument: "team", block, tag: bytes(16), answers: `[${i}]` }))
        .toSorted(byBytes((row: ClosedBallot) => row.tag)),
    ),
    texts: count
      .map((_, i) => ({ instrument: "team", question: "q1", tag: bytes(16), text: `意见${i}` }))
      .toSorted(byBytes((row: ClosedText) => row.tag)),
    receipts: keys.flatMap(() => count.map(() => randomBytes(10).toString("hex").toUpperCase())).toSorted(),
  };
}

export function contentsOf(example: ClosedExample): ClosedContents {
  return {
    credentials: stream(example.credentials),
    ballots: stream(example.ballots),
    texts: stream(example.texts),
    receipts: example.receipts,
  };
}

/** What every engine's closed files have to do. `make` gives an empty folder, `dispose` removes it. */
export function describeClosed(
  engine: string,
  make: () => Promise<{ closed: ClosedFiles; dispose: () => Promise<void> }>,
): void {
  describe(`closed files on ${engine}`, () => {
    let closed: ClosedFiles;
    let dispose: () => Promise<void>;

    beforeEach(async () => {
      ({ closed, dispose } = await make());
    });

    afterEach(() => dispose());

    describeWriting(() => closed);
    describeRefusing(() => closed);
    describeStaging(() => closed);
  });
}

function describeWriting(of: () => ClosedFiles): void {
  it("gives back what was written", async () => {
    const example = closedExample("p1");
    expect(await of().exists("p1")).toBe(false);
    await of().write(example.head, contentsOf(example));
    expect(await of().exists("p1")).toBe(true);
    expect(await of().list()).toEqual(["p1"]);
    expect(await of().head("p1")).toEqual(example.head);
    expect(await all(of().ballots("p1"))).toEqual(example.ballots);
    expect(await all(of().texts("p1"))).toEqual(example.texts);
    expect(await of().receipts("p1")).toEqual(example.receipts);
    expect(await all(of().credentials("p1"))).toEqual(example.credentials);
    expect(await of().check("p1")).toEqual({ digest: await of().digest("p1") });
  });

  it("keeps the first file: a repeated write changes nothing", async () => {
    const first = closedExample("p1");
    await of().write(first.head, contentsOf(first));
    const { digest } = await of().check("p1");
    const second = closedExample("p1");
    await of().write(second.head, contentsOf(second));
    expect(await of().check("p1")).toEqual({ digest });
    expect(await all(of().ballots("p1"))).toEqual(first.ballots);
  });

  it("takes a file away for good, and is fine when there is none", async () => {
    for (const poll of ["p1", "p2"]) {
      const example = closedExample(poll);
      await of().write(example.head, contentsOf(example));
    }
    const kept = await of().digest("p2");
    await of().remove(["p1", "p3"]);
    expect([await of().exists("p1"), await of().list()]).toEqual([false, ["p2"]]);
    await expect(of().head("p1")).rejects.toMatchObject({ code: "store.damaged" });
    await of().remove(["p1"]);
    await of().removeCopies(["p1"]);
    expect(await of().digest("p2")).toBe(kept);
  });

  it("sorts rows that come in another order", async () => {
    const example = closedExample("p1", 700);
    const turned = { ...example, ballots: example.ballots.toReversed(), texts: example.texts.toReversed() };
    await of().write(example.head, contentsOf(turned));
    expect(await all(of().ballots("p1"))).toEqual(example.ballots);
    expect(await all(of().texts("p1"))).toEqual(example.texts);
  });

  it("can be left in the middle of reading", async () => {
    const example = closedExample("p1");
    await of().write(example.head, contentsOf(example));
    for await (const { tag } of of().ballots("p1")) {
      expect(tag).toEqual(example.ballots[0]!.tag);
      break;
    }
    expect(await all(of().ballots("p1"))).toHaveLength(24);
  });

  it("writes a poll in which nobody took part", async () => {
    const example = closedExample("p1", 0);
    await of().write(example.head, contentsOf(example));
    expect((await of().check("p1")).digest).toMatch(/^[0-9a-f]{64}$/);
    expect(await all(of().ballots("p1"))).toEqual([]);
  });
}

function describeStaging(of: () => ClosedFiles): void {
  /** Files of two polls as another installation closed them, and nothing of them here. */
  async function filesOf(polls: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const other = mkdtempSync(join(tmpdir(), "plumbline-closed-"));
    try {
      const closed = new SqliteClosedFiles(other);
      const files = new Map<string, Uint8Array>();
      for (const poll of polls) {
        const example = closedExample(poll);
        await closed.write(example.head, contentsOf(example));
        files.set(poll, await closed.bytes(poll));
      }
      return files;
    } finally {
      rmSync(other, { recursive: true });
    }
  }

  it("reads files of another installation beside the own ones, and makes all of them its own", async () => {
    const files = await filesOf(["p1", "p2"]);
    const staged = await of().stage(files);
    expect(await of().list()).toEqual([]);
    const { digest } = await staged.reading.check("p1");
    await staged.adopt();
    await staged.dispose();
    expect(await of().list()).toEqual(["p1", "p2"]);
    expect(await of().check("p1")).toEqual({ digest });
    expect(await of().bytes("p2")).toEqual(Buffer.from(files.get("p2")!));
  });

  it("takes none of them when they are only looked at, and the same ones twice", async () => {
    const files = await filesOf(["p1"]);
    await (await of().stage(files)).dispose();
    expect(await of().list()).toEqual([]);
    for (let times = 0; times < 2; times += 1) {
      const staged = await of().stage(files);
      await staged.adopt();
      await staged.dispose();
    }
    expect(await of().list()).toEqual(["p1"]);
  });

  it("never puts one in the place of another, and then takes none of them", async () => {
    const first = await of().stage(await filesOf(["p2"]));
    await first.adopt();
    await first.dispose();
    const { digest } = await of().check("p2");
    const staged = await of().stage(await filesOf(["p1", "p2"]));
    await expect(staged.adopt()).rejects.toMatchObject({ code: "store.damaged" });
    await staged.dispose();
    expect(await of().list()).toEqual(["p2"]);
    expect(await of().check("p2")).toEqual({ digest });
  });

  it("takes no name that leaves the folder", async () => {
    const files = new Map([["../p1", new Uint8Array(3)]]);
    await expect(of().stage(files)).rejects.toMatchObject({ code: "poll.unknown" });
  });
}

function describeRefusing(of: () => ClosedFiles): void {
  const without = (part: "credentials" | "ballots" | "receipts") => (example: ClosedExample) => ({
    ...example,
    [part]: example[part].slice(1),
  });
  const withStranger = (example: ClosedExample): ClosedExample => ({
    ...example,
    ballots: [...example.ballots, { instrument: "team", block: "D", tag: bytes(16), answers: "[]" }],
  });
  const withReceipts = (example: ClosedExample): ClosedExample => ({
    ...example,
    receipts: Array.from({ length: 25 }, (_, i) => String(i).padStart(2, "0")),
  });

  it.each([
    ["a ballot is missing", without("ballots")],
    ["a credential is missing", without("credentials")],
    ["a ballot stands in no block of the tally", withStranger],
    ["there are more receipts than credentials", withReceipts],
    ["a receipt is missing", without("receipts")],
  ])("refuses to finish when %s, and leaves nothing behind", async (_, spoil) => {
    const example = closedExample("p1");
    const write = of().write(example.head, contentsOf(spoil(example)));
    await expect(write).rejects.toMatchObject({ code: "store.damaged" });
    expect(await of().exists("p1")).toBe(false);
    expect(await of().list()).toEqual([]);
    await of().write(example.head, contentsOf(example));
  });

  it("starts over when the rows break off", async () => {
    const example = closedExample("p1");
    const breaking = async function* (): AsyncGenerator<ClosedBallot> {
      yield example.ballots[0]!;
      throw new Error("cut");
    };
    const write = of().write(example.head, { ...contentsOf(example), ballots: breaking() });
    await expect(write).rejects.toThrow("cut");
    await of().write(example.head, contentsOf(example));
    expect(await all(of().ballots("p1"))).toEqual(example.ballots);
  });

  it("tells a file that is not there, and takes no name that leaves the folder", async () => {
    await expect(of().head("p9")).rejects.toMatchObject({ code: "store.damaged" });
    await expect(of().check("p9")).rejects.toMatchObject({ code: "store.damaged" });
    await expect(of().digest("p9")).rejects.toMatchObject({ code: "store.damaged" });
    await expect(of().head("../p1")).rejects.toMatchObject({ code: "poll.unknown" });
  });
}
