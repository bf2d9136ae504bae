/** Parcels that were tampered with, and what it takes to see that one was refused whole. */
import { expect } from "vitest";
import type { ManifestOf } from "../../server/core/parcel/manifest.ts";
import type { ParcelOf } from "../../server/core/parcel/parcel.ts";
import { zipped } from "../../server/exports/zip.ts";
import type { Deps } from "../../server/services/deps.ts";
import { signParcel } from "../../server/services/parcel/sign-parcel.ts";
import { problemLine } from "../../web/text/problems.ts";
import { holdingsOf, type Installation } from "./three-installations.ts";

export const flip = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at] = copy[at]! ^ 1;
  return copy;
};

/** An archive whose entries are told apart from what its manifest says. */
export const archive = (
  manifestText: string,
  signature: Uint8Array,
  parts: ReadonlyMap<string, Uint8Array>,
): Promise<Uint8Array> =>
  zipped([
    { name: "manifest.json", bytes: Buffer.from(manifestText), isStored: true },
    { name: "signature", bytes: signature, isStored: true },
    ...[...parts].map(([name, bytes]) => ({ name, bytes, isStored: true })),
  ]);

/** What a parcel says about itself beside its parts. */
const aboutOf = ({ manifest }: ParcelOf<"sealed">) => {
  const { kind, to, round, title, group, edition, task: answers } = manifest;
  return { kind, to, round, title, group, edition, task: answers };
};

/** The same parcel with other words or parts, signed again by whoever has the key. */
export const signedAgain = (
  { deps }: { readonly deps: Deps },
  parcel: ParcelOf<"sealed">,
  change: Partial<Omit<ManifestOf<"sealed">, "parts">>,
  parts: ReadonlyMap<string, Uint8Array> = parcel.parts,
): ParcelOf<"sealed"> => signParcel(deps, { ...aboutOf(parcel), ...change }, parts);

export const refused = (reason: string) => ({ code: "parcel.refused", facts: { reason } });

/** Refused as wanted, in a sentence of people's words, with nothing changed. */
export async function expectRefused(
  at: Installation,
  round: string,
  take: () => Promise<unknown>,
  wanted: object,
): Promise<void> {
  const before = await holdingsOf(at, round);
  const error = await take().then(
    () => null,
    (thrown: { code: string; facts: object }) => thrown,
  );
  expect(error).toMatchObject(wanted);
  expect(problemLine(error!)).toMatch(/[一-龥]{6}/);
  expect(problemLine(error!)).not.toMatch(/undefined|\[object/);
  expect(await holdingsOf(at, round)).toEqual(before);
}
