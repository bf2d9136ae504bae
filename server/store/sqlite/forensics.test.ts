/**
 * What remains on disk after a poll was erased: nothing, in the files of its stores and in their logs.
 * Deleting with `secure_delete` alone fails this test every second time.
 */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { castRows } from "../box.case.ts";
import { temporaryStores } from "./temporary-stores.ts";

const ROWS = 900;

const bytes = (length = 32): Uint8Array => new Uint8Array(randomBytes(length));

let stores: Awaited<ReturnType<typeof temporaryStores>>;

beforeEach(async () => {
  stores = await temporaryStores();
});

afterEach(() => stores.dispose());

/** Pieces of 12 bytes, one beside the other: whatever is left of 23 bytes or more holds one whole. */
function piecesOf(canaries: readonly Uint8Array[]): Set<string> {
  const pieces = new Set<string>();
  for (const canary of canaries) {
    const text = Buffer.from(canary).toString("latin1");
    for (let at = 0; at + 12 <= text.length; at += 12) pieces.add(text.slice(at, at + 12));
  }
  return pieces;
}

/** How many different pieces of the canaries stand anywhere in a store's file or log. */
function countRemains(name: string, canaries: readonly Uint8Array[]): number {
  const wanted = piecesOf(canaries);
  const found = new Set<string>();
  for (const image of [name, `${name}-wal`]) {
    const text = readFileSync(join(stores.folder, image)).toString("latin1");
    for (let at = 0; at + 12 <= text.length; at += 1) {
      const piece = text.slice(at, at + 12);
      if (wanted.has(piece)) found.add(piece);
    }
  }
  return found.size;
}

describe("erase", () => {
  it("leaves no byte of a poll's ballots, credentials and texts beside another poll's", async () => {
    const keys = [bytes(), bytes()] as const;
    const casts = Array.from({ length: 2 * ROWS }, (_, i) => {
      const secret = randomBytes(24).toString("hex");
      return castRows(keys[i % 2]!, `["${secret}"]`, [secret.repeat(1 + (i % 40))]);
    });
    for (let i = 0; i < casts.length; i += 25) {
      await Promise.all(casts.slice(i, i + 25).map((rows) => stores.box.cast(rows)));
    }
    const canaries = (parity: number): Uint8Array[] =>
      casts
        .filter((_, i) => i % 2 === parity)
        .flatMap(({ spent, ballot, texts }) => [
          spent.nullifier,
          spent.message,
          spent.signature,
          spent.retryDigest,
          ballot.tag,
          Buffer.from(ballot.answers).subarray(2),
          texts[0]!.tag,
        ]);
    expect(countRemains("box.db", canaries(0))).toBeGreaterThan(30 * ROWS);
    await stores.box.erase([keys[0]]);
    expect(countRemains("box.db", canaries(0))).toBe(0);
    expect(countRemains("box.db", canaries(1))).toBeGreaterThan(30 * ROWS);
  });

  it("leaves no byte of a poll's tickets and keys between another poll's", async () => {
    const hashes = { p1: [] as Uint8Array[], p2: [] as Uint8Array[] };
    const digests: Uint8Array[] = [];
    const secrets: Uint8Array[] = [];
    for (const poll of ["p1", "p2"] as const) {
      hashes[poll] = Array.from({ length: ROWS }, () => bytes());
      const own = { transportPrivate: bytes(), receiptKey: bytes() };
      const privatePkcs8 = bytes(1216);
      await stores.roll.addKeys({ poll, transportKeyId: bytes(), transportPublic: bytes(), ...own }, [
        {
          keyId: bytes(),
          poll,
          block: "A",
          instrument: "t",
          source: "ticket",
          publicSpki: bytes(294),
          privatePkcs8,
        },
      ]);
      if (poll === "p1") secrets.push(own.transportPrivate, own.receiptKey, privatePkcs8);
      for (let i = 0; i < ROWS; i += 300) {
        await stores.roll.addTickets(poll, `batch-${i}`, hashes[poll].slice(i, i + 300));
      }
      for (let i = 0; i < ROWS; i += 20) {
        await Promise.all(
          hashes[poll].slice(i, i + 20).map((hash) => {
            const digest = bytes();
            if (poll === "p1") digests.push(digest);
            return stores.roll.use(hash, digest);
          }),
        );
      }
    }
    const canaries = [...hashes.p1, ...digests, ...secrets];
    expect(countRemains("roll.db", canaries)).toBeGreaterThan(4 * ROWS);
    await stores.roll.erase("p1");
    expect(countRemains("roll.db", canaries)).toBe(0);
    expect(countRemains("roll.db", hashes.p2)).toBe(2 * ROWS);
  });
});
