import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bundleProgram } from "./bundle-program.ts";
import { orSkipped } from "../or-skipped.ts";

const CHILD = await bundleProgram(new URL("cast-on-full-disk.ts", import.meta.url));
const canLimit = spawnSync("prlimit", ["--version"]).status === 0;

if (!canLimit)
  process.stderr.write("SKIPPED: full-disk test, because prlimit (util-linux) is not installed here.\n");

describe.skipIf(!canLimit)(
  orSkipped(canLimit, "a disk that takes no more", "prlimit (util-linux) is not installed here"),
  () => {
    it("refuses casts and office acts, acknowledges nothing, still reads, and works again with space", () => {
      const folder = mkdtempSync(join(tmpdir(), "plumbline-"));
      try {
        const output = execFileSync(process.execPath, [CHILD, folder], { encoding: "utf8" });
        const seen = JSON.parse(output) as Record<string, unknown>;
        expect(seen.acknowledged).toBeGreaterThan(5);
        expect(seen).toMatchObject({
          spentBefore: seen.acknowledged,
          refusals: ["store.storage-full"],
          refused: 20,
          officeRefusal: "store.storage-full",
          officeAgain: "store.storage-full",
          isReadable: true,
          retried: ["new"],
          newLines: 1,
          lost: 0,
        });
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  },
);
