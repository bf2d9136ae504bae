/** Codes that stand on a page, read by another program from a picture of the page as a phone would see it. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";

export const canScan = spawnSync("zbarimg", ["--version"]).status === 0;
if (!canScan)
  process.stderr.write("SKIPPED, NOT PASSED: zbarimg is not installed; no code on a page is read.\n");

/** @returns what each code of the whole page says, sorted */
export async function codesOn(page: Page): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-screen-"));
  try {
    const picture = join(folder, "page.png");
    writeFileSync(picture, await page.screenshot({ fullPage: true }));
    const read = ["--nodbus", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", picture];
    const { stdout } = spawnSync("zbarimg", read, { encoding: "utf8" });
    return stdout
      .split("\n")
      .filter((line) => line !== "")
      .toSorted();
  } finally {
    rmSync(folder, { recursive: true });
  }
}
