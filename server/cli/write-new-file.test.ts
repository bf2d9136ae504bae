import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { writeNewFile } from "./write-new-file.ts";
import { writeWhole } from "../exports/write-whole.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "plumbline-new-file-"));
  file = join(folder, "包.zip");
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** Syncs of files and folders alike. */
async function watchSyncs() {
  const handle = await open(folder, "r");
  const prototype = Object.getPrototypeOf(handle) as { sync(): Promise<void> };
  await handle.close();
  return vi.spyOn(prototype, "sync");
}

describe("writeNewFile", () => {
  it("takes the name at once, fills it in one step, and has it on disk", async () => {
    const syncs = await watchSyncs();
    const seen: number[] = [];
    await writeNewFile(file, () =>
      Readable.from(
        (async function* () {
          for (const part of ["甲", "乙"]) {
            yield Buffer.from(part);
            seen.push(statSync(file).size);
          }
        })(),
      ),
    );
    expect(seen).toEqual([0, 0]);
    expect(readFileSync(file, "utf8")).toBe("甲乙");
    expect(readdirSync(folder)).toEqual(["包.zip"]);
    // The file, and the folder with its name.
    expect(syncs).toHaveBeenCalledTimes(process.platform === "win32" ? 1 : 2);
  });

  it("leaves nothing of what breaks off, and nothing is made for a name that is taken", async () => {
    const broken = async function* () {
      yield Buffer.from("甲");
      throw new Error("broken off");
    };
    await expect(writeNewFile(file, () => Readable.from(broken()))).rejects.toThrow("broken off");
    expect(readdirSync(folder)).toEqual([]);
    writeFileSync(file, "别人的");
    const make = vi.fn(() => Readable.from([Buffer.from("甲")]));
    await expect(writeNewFile(file, make)).rejects.toMatchObject({ code: "EEXIST" });
    expect(make).not.toHaveBeenCalled();
    expect(readFileSync(file, "utf8")).toBe("别人的");
  });
});

it("writeWhole keeps what was there when the disk refuses the sync", async () => {
  await writeWhole(file, "旧");
  const syncs = await watchSyncs();
  syncs.mockRejectedValueOnce(Object.assign(new Error("EIO"), { code: "EIO" }));
  await expect(writeWhole(file, "新")).rejects.toMatchObject({ code: "EIO" });
  expect([readdirSync(folder), readFileSync(file, "utf8")]).toEqual([["包.zip"], "旧"]);
});
