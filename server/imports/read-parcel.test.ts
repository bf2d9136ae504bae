import { describe, expect, it } from "vitest";
import { MANIFEST_FILE } from "../core/parcel/manifest.ts";
import { buildZip, type ZipPart } from "../../tests/cases/build-zip.ts";
import { readParcel } from "./read-parcel.ts";

const MIB = 1024 * 1024;

const foundOf = (parts: readonly ZipPart[]): unknown => {
  try {
    return readParcel(buildZip(parts));
  } catch (error) {
    return (error as { facts: unknown }).facts;
  }
};

const damaged = (found: string) => ({ reason: "damaged", found });

describe("a parcel from anywhere", () => {
  it("is refused as a zip bomb by its folder, before anything of it is unpacked", () => {
    const zeros = { name: "closed/p1.db", content: new Uint8Array(8 * MIB) };
    expect(foundOf([zeros])).toEqual(damaged(""));
    expect(foundOf([{ ...zeros, declaredBytes: 1000 }])).toEqual(damaged(""));
    const many = Array.from({ length: 5_004 }, (_, at) => ({ name: `closed/p${at}.db`, content: "x" }));
    expect(foundOf(many)).toEqual(damaged(""));
    // The same packed no tighter is unpacked, and then has no list of its parts.
    expect(foundOf([{ name: "closed/p1.db", content: new Uint8Array(MIB) }])).toEqual(damaged(MANIFEST_FILE));
  });

  it("is refused whose folder lies about the whole, though each part is small enough", () => {
    const lying = Array.from({ length: 200 }, (_, at) => ({
      name: `closed/p${at}.db`,
      content: "x",
      declaredBytes: 4 * MIB,
    }));
    expect(foundOf(lying)).toEqual(damaged(""));
  });
});
