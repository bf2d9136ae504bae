/** Every QR of a ticket sheet, read by another reader than ours: as printed at 150 dpi, and as a poor photograph. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { streamTicketSheet } from "../../server/exports/ticket-sheet-pdf.ts";
import { orSkipped } from "../or-skipped.ts";

const has = (program: string, asked: string): boolean => spawnSync(program, [asked]).status === 0;
const canRead = has("zbarimg", "--version") && has("pdftoppm", "-v");
const canSpoil = canRead && has("convert", "-version");
if (!canRead) process.stderr.write("SKIPPED, NOT PASSED: zbarimg or pdftoppm is not installed.\n");
else if (!canSpoil) process.stderr.write("SKIPPED, NOT PASSED: ImageMagick's convert is not installed.\n");

const SLIPS = 12;
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CODES = Array.from({ length: SLIPS }, (_, slip) =>
  Array.from({ length: 20 }, (_letter, at) => LETTERS[(slip * 11 + at * 7 + slip * at) % 32]).join(""),
);
const URLS = CODES.map((code) => `https://zs.example.gov.cn/v#${code}.4F7A91C2ABCDEFGHJKMN`);

const folder = mkdtempSync(join(tmpdir(), "plumbline-qr-"));
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(async () => {
  if (!canRead) return;
  const chunks: Uint8Array[] = [];
  const sheet = streamTicketSheet({
    round: "十五届县委第三轮巡察",
    unit: "县水利局党组",
    place: 0,
    wireless: null,
    setUp: "online",
    isEncrypted: true,
    size: "normal",
    fewerForms: [],
    batch: { name: "中层干部、其他干部职工", categories: ["B", "C"] },
    fingerprint: "4F7A91C2ABCDEFGHJKMN",
    address: "https://zs.example.gov.cn",
    forms: 3,
    openUntil: "2026年11月27日 18:00",
    codes: CODES,
    urls: URLS,
  });
  for await (const chunk of sheet) chunks.push(chunk as Uint8Array);
  writeFileSync(join(folder, "t.pdf"), Buffer.concat(chunks));
  for (const [name, dpi] of [
    ["page", "150"],
    ["close", "300"],
  ] as const)
    execFileSync("pdftoppm", ["-r", dpi, "-png", "-singlefile", join(folder, "t.pdf"), join(folder, name)]);
});

/** One slip as a phone sees it, close by: grey, turned, out of focus, saved as a small JPEG. @param blur in dots of 300 dpi */
function photograph(slip: number, blur: number): string {
  const dots = (millimetres: number): number => Math.round((millimetres * 300) / 25.4);
  const [left, top] = [dots(9 + (slip % 2) * 96), dots(8.5 + Math.floor(slip / 2) * 46.5)];
  const cut = ["-crop", `${dots(30)}x${dots(29.5)}+${left}+${top}`, "+repage"];
  const light = ["-background", "#b8b4ac", "+level", "12%,88%"];
  const spoilt = [...cut, ...light, "-rotate", "7", "-blur", `0x${blur}`, "-quality", "75"];
  const name = `slip-${blur}-${slip}.jpg`;
  execFileSync("convert", [join(folder, "close.png"), ...spoilt, join(folder, name)]);
  return name;
}

function read(names: readonly string[]): string[] {
  const paths = names.map((name) => join(folder, name));
  const args = ["--nodbus", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", ...paths];
  return spawnSync("zbarimg", args, { encoding: "utf8" })
    .stdout.split("\n")
    .filter((line) => line !== "")
    .toSorted();
}

describe("a ticket sheet of 12 slips", () => {
  it.skipIf(!canRead)(
    orSkipped(canRead, "is read whole at 150 dpi", "zbarimg or pdftoppm is not installed"),
    () => {
      expect(read(["page.png"])).toEqual(URLS.toSorted());
    },
  );

  it.skipIf(!canSpoil)(
    orSkipped(
      canSpoil,
      "is read slip by slip from grey, turned and blurred photographs",
      "ImageMagick's convert is not installed",
    ),
    () => {
      expect(read(URLS.map((_, slip) => photograph(slip, 2)))).toEqual(URLS.toSorted());
    },
    120_000,
  );

  it.skipIf(!canSpoil)(
    orSkipped(
      canSpoil,
      "would be noticed: photographs too blurred for any reader give none",
      "ImageMagick's convert is not installed",
    ),
    () => {
      expect(read([photograph(0, 12), photograph(11, 12)])).toEqual([]);
    },
  );
});
