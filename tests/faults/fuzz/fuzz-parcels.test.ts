/**
 * Parcels that a trusted installation signed although something in them is spoilt, and files that were spoilt on the
 * stick: each is refused in a sentence and nothing of it stays, or it is taken and recounts. @source docs/parcels.md
 */
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openServices, type Services } from "../../../server/compose.ts";
import type { Parcel } from "../../../server/core/parcel/parcel.ts";
import { isProblem } from "../../../server/core/problem.ts";
import { readParcel } from "../../../server/imports/read-parcel.ts";
import { KEEPER } from "../../../server/services/deps.ts";
import { dispatchGroup } from "../../../server/services/parcel/dispatch-group.ts";
import { handIn } from "../../../server/services/parcel/hand-in.ts";
import { makeTemplate } from "../../../server/services/parcel/make-template.ts";
import { type About, signParcel } from "../../../server/services/parcel/sign-parcel.ts";
import { takeParcel } from "../../../server/services/parcel/take-parcel.ts";
import { problemLine } from "../../../web/text/problems.ts";
import {
  bytesOf,
  draftRound,
  FIRST,
  holdingsOf,
  holdRound,
  type Installation,
  openInstallationAt,
  SECOND,
  trustEachOther,
} from "../../journeys/three-installations.ts";
import { rounds } from "../long-form.ts";
import { verifyFolder } from "../verify-kit.ts";
import { SEED } from "../../fixed-seed.ts";
import { spoiltBytes, spoiltText } from "./spoilt.ts";

const ROUND_ID = "r2026";
/** So many refusals in a row are followed by a look at what the installation holds. */
const REFUSED_TOGETHER = 20;
/** Refusals are on record, so a folder that was refused much to is taken anew. */
const REFUSED_MAX = 500;

/** Somebody to whom a parcel is brought again and again: as they were before, once they have taken one. */
class Recipient {
  #services: Services | null = null;
  #folder = "";
  #before: unknown;
  #refused = 0;

  constructor(
    private readonly pristine: string,
    readonly parcel: Parcel,
    readonly from: Installation,
  ) {}

  async take(parcel: Parcel): Promise<"taken" | "refused"> {
    const deps = await this.#open();
    try {
      await takeParcel(deps, KEEPER, parcel);
    } catch (error) {
      if (!isProblem(error)) throw error;
      expect(problemLine(error)).toMatch(/[一-龥]{6}/);
      this.#refused += 1;
      if (this.#refused % REFUSED_TOGETHER === 0) expect(await this.#holdings()).toEqual(this.#before);
      if (this.#refused === REFUSED_MAX) await this.close();
      return "refused";
    }
    await this.#services?.close();
    expect((await verifyFolder(this.#folder, null)).differences).toEqual([]);
    await this.close();
    return "taken";
  }

  async #open() {
    if (this.#services) return this.#services.deps;
    this.#folder = mkdtempSync(join(tmpdir(), "plumbline-taking-"));
    cpSync(this.pristine, this.#folder, { recursive: true });
    this.#services = await openServices({ dataFolder: this.#folder, address: "http://127.0.0.1" });
    this.#before = await this.#holdings();
    this.#refused = 0;
    return this.#services.deps;
  }

  async #holdings(): Promise<unknown> {
    const held = await holdingsOf({ deps: this.#services!.deps } as Installation, ROUND_ID);
    const incoming = join(this.#folder, "closed/incoming");
    return { held, incoming: existsSync(incoming) ? readdirSync(incoming) : [] };
  }

  async close(): Promise<void> {
    await this.#services?.close();
    this.#services = null;
    if (this.#folder !== "") rmSync(this.#folder, { recursive: true, force: true });
  }
}

let folder: string;
let recipients: readonly Recipient[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "plumbline-pristine-"));
  const [office, first, second] = await Promise.all([
    openInstallationAt(),
    openInstallationAt(),
    openInstallationAt(),
  ]);
  await trustEachOther(office, first, "一组的笔记本");
  await trustEachOther(office, second, "二组的笔记本");
  await draftRound(office, ROUND_ID);
  const give = (to: Installation, group: string) =>
    dispatchGroup(office.deps, KEEPER, { round: ROUND_ID, group, to: to.fingerprint });
  await takeParcel(first.deps, KEEPER, await give(first, FIRST));
  await holdRound(first, ROUND_ID);
  const task = await give(second, SECOND);
  const { instruments, schemes } = office.deps.library;
  const template = await makeTemplate(office.deps, KEEPER, {
    title: "县级用",
    to: [second.fingerprint],
    forms: [...instruments.values()].map(({ instrument: { id, version } }) => ({ instrument: id, version })),
    schemes: [...schemes.keys()],
  });
  const sealed = await handIn(first.deps, KEEPER, ROUND_ID, null);
  for (const one of [office, second])
    cpSync(one.dataFolder, join(folder, one.fingerprint), { recursive: true });
  recipients = [
    new Recipient(join(folder, office.fingerprint), sealed, first),
    new Recipient(join(folder, second.fingerprint), task, office),
    new Recipient(join(folder, second.fingerprint), template, office),
  ];
  await Promise.all([office, first, second].map((one) => one.stop()));
}, 300_000);

afterAll(async () => {
  for (const recipient of recipients) await recipient.close();
  rmSync(folder, { recursive: true, force: true });
});

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

describe("a spoilt parcel", () => {
  it("that was signed all the same is refused whole or taken whole", async () => {
    const ends = { taken: 0, refused: 0 };
    for (const recipient of recipients) {
      expect(await recipient.take(recipient.parcel)).toBe("taken");
      await fc.assert(
        fc.asyncProperty(spoiltParts(recipient), async (spoilt) => {
          try {
            ends[await recipient.take(signedWith(recipient, spoilt))] += 1;
          } catch (error) {
            throw new Error(told(recipient, spoilt), { cause: error });
          }
        }),
        { seed: SEED, numRuns: rounds(40, 3_334), endOnFailure: true, reporter: firstFailure },
      );
    }
    expect(ends.refused).toBeGreaterThan(30);
  });

  it("that was spoilt on the stick is not read, or is what it was", async () => {
    for (const { parcel } of recipients) {
      const bytes = await bytesOf(parcel);
      fc.assert(
        fc.property(spoiltBytes([bytes]), (spoilt) => {
          try {
            expect(readParcel(spoilt).id).toBe(parcel.id);
          } catch (error) {
            if (!isProblem(error, "parcel.refused")) throw error;
          }
        }),
        { seed: SEED, numRuns: rounds(200, 3_333) },
      );
    }
  });
});
