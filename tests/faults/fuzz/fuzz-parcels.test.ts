/**
 * Parcels that a trusted installation signed although something in them is spoilt, and files that were spoilt on the
 * stick: each is refused in a sentence and nothing of it stays, or it is taken and recounts. The long form is cut into
 * slices, each with its own seed, so that a run that was broken off goes on where it stopped (`-t "a sealed parcel slice 3"`).
 *
 * @source docs/parcels.md
 */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Parcel } from "../../../server/core/parcel/parcel.ts";
import { isProblem } from "../../../server/core/problem.ts";
import { readParcel } from "../../../server/imports/read-parcel.ts";
import { type About, signParcel } from "../../../server/services/parcel/sign-parcel.ts";
import { SEED } from "../../fixed-seed.ts";
import { bytesOf } from "../../journeys/three-installations.ts";
import { rounds } from "../long-form.ts";
import { KINDS, type Prepared, prepareParcels, type Recipient } from "./parcels-to-spoil.ts";
import { spoiltBytes, spoiltText } from "./spoilt.ts";

const SLICES = Array.from({ length: rounds(1, 5) }, (_, at) => at + 1);
const SLICE_CASES = rounds(40, 500);
const STICK_CASES = rounds(200, 2_500);

let prepared: Prepared;
beforeAll(async () => {
  prepared = await prepareParcels();
});
afterAll(() => prepared.dispose());

/** Without the whole parcel, which fast-check would print. */
function firstFailure(details: fc.RunDetails<[Spoilt]>): void {
  const { failed, errorInstance, seed, counterexamplePath } = details;
  if (failed) throw new Error(`seed ${seed}, path ${counterexamplePath}`, { cause: errorInstance });
}

/** One part of a parcel and what stands in its place; null: nothing. */
interface Spoilt {
  readonly path: string;
  readonly bytes: Uint8Array | null;
}

/** One part spoilt, lost or added. */
function spoiltParts({ parcel: { parts } }: Recipient): fc.Arbitrary<Spoilt> {
  const texts = [...parts].filter(([path]) => path.endsWith(".json"));
  const files = [...parts].filter(([path]) => path.endsWith(".db"));
  const ofText = texts.map(([path, bytes]) =>
    spoiltText([JSON.parse(Buffer.from(bytes).toString("utf8"))]).map((text) => ({
      path,
      bytes: Buffer.from(text),
    })),
  );
  const ofFile = files.map(([path, bytes]) =>
    spoiltBytes([bytes]).map((spoilt) => ({ path, bytes: spoilt })),
  );
  const lost = fc.constantFrom(...parts.keys()).map((path) => ({ path, bytes: null }));
  const added = fc.constantFrom(...parts.values()).map((bytes) => ({ path: "closed/more.db", bytes }));
  const weights = [...ofText.map(() => 4), ...ofFile.map(() => 1), 1, 1];
  const all: readonly fc.Arbitrary<Spoilt>[] = [...ofText, ...ofFile, lost, added];
  return fc.oneof(...all.map((arbitrary, at) => ({ weight: weights[at]!, arbitrary })));
}

/** The parcel with that part, under a manifest that names it so and is signed by whoever made the parcel. */
function signedWith({ parcel, from }: Recipient, { path, bytes }: Spoilt): Parcel {
  const { formatVersion: _version, from: _from, parts: _parts, ...about } = parcel.manifest;
  const parts = new Map(parcel.parts);
  if (bytes) parts.set(path, bytes);
  else parts.delete(path);
  return signParcel(from.deps, about as About<"task"> & { kind: "task" }, parts);
}

/** Only what differs, so that a failure can be read. */
function told({ parcel }: Recipient, { path, bytes }: Spoilt): string {
  const before = Buffer.from(parcel.parts.get(path) ?? []).toString("latin1");
  const after = Buffer.from(bytes ?? []).toString("latin1");
  const at = [...after].findIndex((letter, i) => letter !== before[i]);
  return `${path} from ${at}: ${before.slice(at - 60, at + 120)} → ${after.slice(at - 60, at + 120)}`;
}

describe.each(KINDS)("a %s parcel", (kind) => {
  it.each(SLICES)(
    "slice %i: signed although it is spoilt, is refused whole or taken whole",
    async (slice) => {
      const recipient = prepared.recipients[kind];
      const ends = { taken: 0, refused: 0 };
      expect(await recipient.take(recipient.parcel)).toBe("taken");
      await fc.assert(
        fc.asyncProperty(spoiltParts(recipient), async (spoilt) => {
          try {
            ends[await recipient.take(signedWith(recipient, spoilt))] += 1;
          } catch (error) {
            throw new Error(told(recipient, spoilt), { cause: error });
          }
        }),
        { seed: SEED + slice - 1, numRuns: SLICE_CASES, endOnFailure: true, reporter: firstFailure },
      );
      expect(ends.taken + ends.refused).toBe(SLICE_CASES);
      expect(ends.refused).toBeGreaterThan(SLICE_CASES * 0.7);
      // One of forty to one of fifty at least; few cases may have none, and of a 封存包 hardly anything can be otherwise and still recount.
      expect(ends.taken).toBeGreaterThanOrEqual(kind === "sealed" ? 0 : rounds(0, SLICE_CASES / 100));
    },
  );

  it("spoilt on the stick, is not read, or is what it was", async () => {
    const { parcel } = prepared.recipients[kind];
    const bytes = await bytesOf(parcel);
    const ends = { read: 0, refused: 0 };
    fc.assert(
      fc.property(spoiltBytes([bytes]), (spoilt) => {
        try {
          expect(readParcel(spoilt).id).toBe(parcel.id);
          ends.read += 1;
        } catch (error) {
          if (!isProblem(error, "parcel.refused")) throw error;
          ends.refused += 1;
        }
      }),
      { seed: SEED, numRuns: STICK_CASES },
    );
    // One of a hundred is, where a byte was spoilt that no reader looks at; few cases may have none.
    expect(ends.read).toBeGreaterThanOrEqual(rounds(0, STICK_CASES / 200));
    expect(ends.refused).toBeGreaterThan(STICK_CASES * 0.9);
  });
});
