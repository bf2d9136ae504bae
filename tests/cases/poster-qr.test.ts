/** The QR of an open link's poster, read by another reader than ours from the printed page, in both sizes. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import {
  NO_POSTER_FIELDS,
  POSTER_CHARACTERS_MAX,
  type PosterFields,
} from "../../server/core/round/poster.ts";
import { streamLinkPoster } from "../../server/exports/link-poster-pdf.ts";
import { orSkipped } from "../or-skipped.ts";

const canRead = [
  ["zbarimg", "--version"],
  ["pdftoppm", "-v"],
].every(([program, asked]) => spawnSync(program!, [asked!]).status === 0);
if (!canRead) process.stderr.write("SKIPPED, NOT PASSED: zbarimg or pdftoppm is not installed.\n");

const POLL = "p7c1d2e3f4a5b6c7d";
const URL = `https://zs.example.gov.cn/v#open.${POLL}.l0123456789abcdef.4F7A91C2ABCDEFGHJKMN`;

/** As long as the console lets anybody type. */
const LONGEST: PosterFields = {
  mailbox: "信".repeat(POSTER_CHARACTERS_MAX.mailbox),
  email: "m".repeat(POSTER_CHARACTERS_MAX.email),
  visitAt: "访".repeat(POSTER_CHARACTERS_MAX.visitAt),
  signedBy: "署".repeat(POSTER_CHARACTERS_MAX.signedBy),
  signedOn: "日".repeat(POSTER_CHARACTERS_MAX.signedOn),
};

const folder = mkdtempSync(join(tmpdir(), "plumbline-poster-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function printed(size: "A3" | "A4", dpi: number, poster = NO_POSTER_FIELDS): Promise<string> {
  const chunks: Uint8Array[] = [];
  const stream = streamLinkPoster({
    size,
    round: "十五届县委第三轮巡察",
    group: "县委第一巡察组",
    unit: "县行政审批服务管理局（县政务服务中心）党组",
    setUp: "online",
    wireless: null,
    url: URL,
    forms: 1,
    questions: 12,
    minutes: 3,
    openUntil: "2026年11月27日 18:00",
    contactPhone: "0571-88000000",
    poster,
    isRehearsal: false,
  });
  for await (const chunk of stream) chunks.push(chunk as Uint8Array);
  const page = join(folder, `${size}-${dpi}`);
  writeFileSync(`${page}.pdf`, Buffer.concat(chunks));
  execFileSync("pdftoppm", ["-r", String(dpi), "-png", `${page}.pdf`, page]);
  return `${page}-1.png`;
}

const read = (page: string): string[] =>
  spawnSync("zbarimg", ["--nodbus", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", page], {
    encoding: "utf8",
  })
    .stdout.split("\n")
    .filter((line) => line !== "");

describe.skipIf(!canRead)(
  orSkipped(canRead, "the poster of an open link", "zbarimg or pdftoppm is not installed"),
  () => {
    it.each([
      ["A4", 150],
      ["A4", 60],
      ["A3", 150],
      ["A3", 45],
    ] as const)("on %s is read at %d dpi", async (size, dpi) => {
      expect(read(await printed(size, dpi))).toEqual([URL]);
    });

    it.each(["A3", "A4"] as const)(
      "on %s keeps every word of what an office types, and the QR",
      async (size) => {
        const page = await printed(size, 100, LONGEST);
        expect(read(page)).toEqual([URL]);
        const words = execFileSync("pdftotext", ["-raw", page.replace("-1.png", ".pdf"), "-"], {
          encoding: "utf8",
        });
        for (const typed of Object.values(LONGEST))
          expect(words.split(/\s/)).toContainEqual(expect.stringContaining(typed));
      },
    );

    it("would be noticed: on too few dots no reader finds it", async () => {
      expect(read(await printed("A4", 14))).toEqual([]);
    });
  },
);
