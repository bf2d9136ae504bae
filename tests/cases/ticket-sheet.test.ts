import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import jsQr from "jsqr";
import { describe, expect, it } from "vitest";
import { streamTicketSheet } from "../../server/exports/ticket-sheet-pdf.ts";
import type { TicketSheetContent } from "../../server/exports/ticket-sheet.ts";

const DPI = 200;
const hasRenderer = spawnSync("pdftoppm", ["-v"]).status === 0;
const hasReader = spawnSync("pdftotext", ["-v"]).status === 0;

/** Codes by a fixed sequence: the sheet looks the same every time. */
function codes(count: number): string[] {
  const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  let seed = 7;
  const next = (): string => letters[(seed = (seed * 48_271) % 2_147_483_647) % 32] ?? "0";
  return Array.from({ length: count }, () => Array.from({ length: 20 }, next).join(""));
}

function sheet(count: number, changes: Partial<TicketSheetContent> = {}): TicketSheetContent {
  const made = codes(count);
  return {
    round: "十五届县委第三轮巡察",
    unit: "县水利局党组",
    batch: { name: "中层干部、其他干部职工", categories: ["B", "C"] },
    fingerprint: "4F7A91C2ABCDEFGHJKMN",
    address: "https://zs.example.gov.cn",
    forms: 3,
    openUntil: "2026年11月27日 18:00",
    codes: made,
    urls: made.map((code) => `https://zs.example.gov.cn/v#${code}.4F7A91C2ABCDEFGHJKMN`),
    ...changes,
  };
}

async function bytesOf(content: TicketSheetContent): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of streamTicketSheet(content)) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

function inFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-sheet-"));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const textOf = (pdf: Buffer): string =>
  inFolder((folder) => {
    writeFileSync(join(folder, "t.pdf"), pdf);
    return execFileSync("pdftotext", ["-layout", join(folder, "t.pdf"), "-"], { encoding: "utf8" });
  });

/** Whether anything darker than the dotted cut lines is printed in a rectangle of the first page, in millimetres. */
function hasInk(pdf: Buffer, left: number, top: number, wide: number, high: number): boolean {
  return inFolder((folder) => {
    writeFileSync(join(folder, "t.pdf"), pdf);
    execFileSync("pdftoppm", [
      "-r",
      String(DPI),
      "-l",
      "1",
      "-singlefile",
      join(folder, "t.pdf"),
      join(folder, "page"),
    ]);
    const { pixels } = crop(readPpm(readFileSync(join(folder, "page.ppm"))), left, top, wide, high);
    return pixels.some((value, index) => index % 4 === 0 && value < 100);
  });
}

/** What the QR of each slip says, page by page, decoded from the rendered page. */
function decoded(pdf: Buffer, count: number): (string | undefined)[] {
  return inFolder((folder) => {
    writeFileSync(join(folder, "t.pdf"), pdf);
    execFileSync("pdftoppm", ["-r", String(DPI), join(folder, "t.pdf"), join(folder, "page")]);
    return Array.from({ length: count }, (_, index) => {
      const page = readPpm(readFileSync(join(folder, `page-${Math.floor(index / 24) + 1}.ppm`)));
      const place = index % 24;
      const slip = crop(page, 9 + (place % 3) * 64, 8.5 + Math.floor(place / 3) * 35, 27.5, 27);
      return jsQr(slip.pixels, slip.width, slip.height)?.data;
    });
  });
}

interface Picture {
  readonly width: number;
  readonly height: number;
  /** Three bytes a pixel in a page, four in a crop. */
  readonly pixels: Uint8ClampedArray;
}

function readPpm(bytes: Buffer): Picture {
  const head = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 40).toString("latin1"));
  const pixels = new Uint8ClampedArray(bytes.subarray(head?.[0].length ?? 0));
  return { width: Number(head?.[1]), height: Number(head?.[2]), pixels };
}

/** A rectangle given in millimetres, as RGBA. */
function crop(page: Picture, left: number, top: number, wide: number, high: number): Picture {
  const dots = (millimetres: number): number => Math.round((millimetres * DPI) / 25.4);
  const [x, y, width, height] = [dots(left), dots(top), dots(wide), dots(high)];
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const from = ((y + row) * page.width + x + column) * 3;
      pixels.set(page.pixels.subarray(from, from + 3), (row * width + column) * 4);
    }
  }
  return { width, height, pixels };
}

const rendered = hasRenderer ? describe : describe.skip;
const readable = hasReader ? describe : describe.skip;

rendered(hasRenderer ? "a rendered ticket sheet" : "SKIPPED, NOT PASSED: pdftoppm is not installed", () => {
  it("carries on every slip a QR that says its address", async () => {
    const content = sheet(30);
    expect(decoded(await bytesOf(content), 30)).toEqual(content.urls);
  });

  it("keeps 2 mm free above the cut, and the gaps between the groups of the widest code", async () => {
    const pdf = await bytesOf(
      sheet(3, { codes: ["MW".repeat(10), "1".repeat(20), "WWWWMMMM".repeat(3).slice(0, 20)] }),
    );
    const cut = 8.5 + 35;
    expect(hasInk(pdf, 9.5, cut - 4, 60, 2)).toBe(true);
    for (const left of [9.5, 73.5, 137.5]) expect(hasInk(pdf, left, cut - 2, 63, 1.7)).toBe(false);
    for (const slip of [9, 73, 137]) {
      for (const group of [0, 1]) {
        const gap = slip + 28.2 + (28.4 + 33.6 * group) * (25.4 / 72) + 0.3;
        expect(hasInk(pdf, gap, 8.5 + 11.2, 1.1, 3.5)).toBe(false);
      }
    }
  });

  it("keeps the foot on one line, however long the names are", async () => {
    const long = "某某县人力资源和社会保障局机关党组（含就业服务中心、社会保险事业管理局）";
    const pdf = await bytesOf(sheet(1, { round: "十五届县委第四轮巡察政治生态测评", unit: long }));
    expect(hasInk(pdf, 12, 289.9, 58, 2.5)).toBe(true);
    expect(hasInk(pdf, 12, 292.6, 58, 4)).toBe(false);
  });

  it("does so with a long unit, a long batch and a plain address too", async () => {
    const made = codes(4);
    const content = sheet(4, {
      unit: "某某县人力资源和社会保障局机关党组（含就业服务中心、社会保险事业管理局）",
      batch: { name: "中层干部（含下属单位负责人）、其他干部职工", categories: ["B", "C"] },
      address: "http://192.168.100.100:8080",
      urls: made.map((code) => `http://192.168.100.100:8080/v#${code}.4F7A91C2ABCDEFGHJKMN`),
      wifi: { name: "xuncha-2", password: "a1b2c3d4" },
    });
    expect(decoded(await bytesOf(content), 4)).toEqual(content.urls);
  });
});

readable(
  hasReader ? "the words of a ticket sheet" : "SKIPPED, NOT PASSED: pdftotext is not installed",
  () => {
    it("prints unit, category, code in groups of four, 核对码, how-to and foot", async () => {
      const text = textOf(await bytesOf(sheet(25)));
      const [first = ""] = codes(1);
      const joined = text.replace(/\s/g, "");
      for (const group of first.match(/.{4}/g) ?? []) expect(joined).toContain(group);
      for (const words of [
        "县水利局党组",
        "中层干部、其他干部职工",
        "核对码 4F7A 91C2",
        "zs.example.gov.cn/v",
        "已打乱",
        "第 2 页，共 2 页",
      ]) {
        expect(text).toContain(words);
      }
      expect(text.match(/核对码/g)).toHaveLength(25);
    });

    it("says what is true of the set-up, and marks a rehearsal on every slip", async () => {
      const plain = textOf(await bytesOf(sheet(2, { address: "http://192.168.8.1:8080" })));
      expect(plain).toContain("码上没有姓名；请连巡察组的无线网");
      expect(plain).not.toContain("演练票");
      const rehearsal = textOf(
        await bytesOf(sheet(2, { address: "https://cp.example.cn", isRehearsal: true })),
      );
      expect(rehearsal).toContain("码上没有姓名和编号，请自己抽");
      expect(rehearsal.replace(/\s/g, "").match(/演练票|作废/g)?.length).toBeGreaterThanOrEqual(2);
    });

    it("prints the Wi-Fi on the back only when there is one", async () => {
      const wifi = { name: "xuncha-2", password: "a1b2c3d4" };
      expect(textOf(await bytesOf(sheet(2, { wifi })))).toMatch(/xuncha-2/);
      expect(textOf(await bytesOf(sheet(2)))).not.toMatch(/Wi-Fi/);
    });
  },
);

describe("streamTicketSheet", () => {
  it("gives a whole PDF with embedded fonts only, and ends before its end when it is dropped", async () => {
    const pdf = (await bytesOf(sheet(1))).toString("latin1");
    expect(pdf.startsWith("%PDF-")).toBe(true);
    expect(pdf.trimEnd().endsWith("%%EOF")).toBe(true);
    expect(pdf.match(/\/FontFile2/g)).toHaveLength(2);
    const dropped = streamTicketSheet(sheet(500));
    const closed = new Promise((resolve) => dropped.once("close", resolve));
    dropped.once("data", () => dropped.destroy());
    await closed;
    expect(dropped.readableEnded).toBe(false);
  });
});
