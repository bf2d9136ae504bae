import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unpackWorkbook } from "../imports/unpack-workbook.ts";
import { type ZipEntry, zipped } from "./zip.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("zip", () => {
  it("gives back every file, in pieces of any size, packed or stored", async () => {
    const file = fc.record({ pieces: fc.array(fc.uint8Array({ maxLength: 300 })), isStored: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(file, { maxLength: 6 }), async (files) => {
        const entries = files.map(({ pieces, isStored }, at): ZipEntry => {
          return { name: `件 ${at}/单位.bin`, bytes: pieces, isStored };
        });
        const unpacked = unpackWorkbook(await zipped(entries));
        expect(unpacked.size).toBe(files.length);
        for (const { name, bytes } of entries)
          expect(Buffer.from(unpacked.get(name)!)).toEqual(Buffer.concat([...(bytes as Uint8Array[])]));
      }),
      { numRuns: 60 },
    );
  });

  it("is read by an ordinary program, Chinese names among it", async () => {
    const folder = mkdtempSync(join(tmpdir(), "plumbline-zip-"));
    const file = join(folder, "a.zip");
    writeFileSync(file, await zipped([{ name: "县委第三轮_等次表.csv", bytes: bytesOf("甲,乙\r\n") }]));
    const script = "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); print(z.testzip(), z.namelist())";
    const { stdout, error } = spawnSync("python3", ["-c", script, file], { encoding: "utf8" });
    rmSync(folder, { recursive: true });
    if (!error) expect(stdout.trim()).toBe("None ['县委第三轮_等次表.csv']");
  });

  it("lets the error of a file through", async () => {
    async function* broken(): AsyncGenerator<Uint8Array, void, undefined> {
      yield bytesOf("one");
      throw new Error("no more");
    }
    await expect(zipped([{ name: "a", bytes: broken() }])).rejects.toThrow("no more");
  });

  it("has every name once", async () => {
    const entry = { name: "复核单.pdf", bytes: new Uint8Array() };
    await expect(zipped([entry, { ...entry }])).rejects.toThrow("two files are named 复核单.pdf");
  });
});
