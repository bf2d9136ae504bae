import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { sealTo, type Sealed } from "../core/ticket/transport.ts";
import type { PollKeyRow } from "../store/roll.ts";
import { makePollKeys } from "./make-keys.ts";
import { openTransport } from "./open-transport.ts";

const path = "/api/ballots";
const closed = expect.objectContaining({ code: "request.malformed", facts: { reason: "sealed" } });
const secret = fc.uint8Array({ minLength: 32, maxLength: 32 });

let keys: PollKeyRow;
let others: PollKeyRow;

beforeAll(async () => {
  keys = (await makePollKeys("one", [])).pollKeys;
  others = (await makePollKeys("two", [])).pollKeys;
});

describe("openTransport", () => {
  it("opens what the phone sealed to this key for this path", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), secret, (bytes, random) => {
        const sealed = sealTo(keys.transportPublic, path, bytes, random);
        expect(sealed.key).toEqual(keys.transportKeyId);
        expect(new Uint8Array(openTransport(keys, sealed.epk, path, sealed.box))).toEqual(bytes);
      }),
      { numRuns: 25 },
    );
  });

  it("opens nothing else", () => {
    const sealed = sealTo(keys.transportPublic, path, Uint8Array.of(1, 2, 3), new Uint8Array(32).fill(7));
    const flipped = (bytes: Uint8Array, at: number) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
    const cases: readonly [PollKeyRow, Partial<Sealed>, string][] = [
      [others, {}, path],
      [keys, {}, "/api/redeem"],
      [keys, { box: flipped(sealed.box, 0) }, path],
      [keys, { box: flipped(sealed.box, sealed.box.length - 1) }, path],
      [keys, { box: sealed.box.subarray(1) }, path],
      [keys, { box: new Uint8Array(15) }, path],
      [keys, { epk: flipped(sealed.epk, 3) }, path],
      [keys, { epk: sealed.epk.subarray(1) }, path],
      [keys, { epk: new Uint8Array(32) }, path],
    ];
    for (const [row, change, at] of cases) {
      const { epk, box } = { ...sealed, ...change };
      expect(() => openTransport(row, epk, at, box)).toThrow(closed);
    }
  });
});
