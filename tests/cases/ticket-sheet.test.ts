import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import jsQr from "jsqr";
import { describe, expect, it } from "vitest";
import { streamTicketSheet } from "../../server/exports/ticket-sheet-pdf.ts";
import { sheetPages, type TicketSheetContent } from "../../server/exports/ticket-sheet.ts";

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
    codes: made,
    urls: made.map((code) => `https://zs.example.gov.cn/v#${code}.4F7A91C2ABCDEFGHJKMN`),
    ...changes,
  };
}

/** A slip that has to say all there is, in the longest names. */
const FULLEST: Partial<TicketSheetContent> = {
  unit: "某某县人力资源和社会保障局机关党组（含就业服务中心、社会保险事业管理局）",
  batch: { name: "中层干部（含下属单位负责人）、其他干部职工", categories: ["B", "C"] },
  address: "http://192.168.100.100:8080",
  setUp: "onsite",
  isEncrypted: false,
  size: "small",
  fewerForms: ["领导班子表", "问卷"],
};

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

/** All words in the order in which they were drawn, without spaces. */
const wordsOf = (pdf: Buffer): string =>
  inFolder((folder) => {
    writeFileSync(join(folder, "t.pdf"), pdf);
    const words = execFileSync("pdftotext", ["-raw", join(folder, "t.pdf"), "-"], { encoding: "utf8" });
    return words.replace(/\s/g, "");
  });

/** Type sizes in points: of the name of the unit, over one line or two, and the largest of all else. */
const sizesOf = (pdf: Buffer, unit: string): { readonly named: number; readonly others: number } =>
  inFolder((folder) => {
    writeFileSync(join(folder, "t.pdf"), pdf);
    const html = execFileSync("pdftotext", ["-bbox-layout", join(folder, "t.pdf"), "-"], {
      encoding: "utf8",
    });
    const lines = [...html.matchAll(/yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]+)<\/word>/g)].map(
      ([, top, bottom, word]) => ({
        size: Math.round((Number(bottom) - Number(top)) * 10) / 14.5,
        word: word ?? "",
      }),
    );
    const isNamed = ({ word }: { word: string }): boolean => unit.includes(word);
    const largest = (of: typeof lines): number => Math.max(0, ...of.map(({ size }) => size));
    return { named: largest(lines.filter(isNamed)), others: largest(lines.filter((one) => !isNamed(one))) };
  });

/** The first page, rendered. */
const pageOf = (pdf: Buffer): Picture =>
  inFolder((folder) => {
    const [file, page] = [join(folder, "t.pdf"), join(folder, "page")];
    writeFileSync(file, pdf);
    execFileSync("pdftoppm", ["-r", String(DPI), "-l", "1", "-singlefile", file, page]);
    return readPpm(readFileSync(`${page}.ppm`));
  });

/** Whether anything darker than `darkness` (100: than cut and fold lines) is printed in a rectangle, in millimetres. */
function hasInk(
  page: Picture,
  left: number,
  top: number,
  wide: number,
  high: number,
  darkness = 100,
): boolean {
  const { pixels } = crop(page, left, top, wide, high);
  return pixels.some((value, index) => index % 4 === 0 && value < darkness);
}

/** What the QR of each slip says, page by page, decoded from the rendered page. */
function decoded(pdf: Buffer, count: number): (string | undefined)[] {
  return inFolder((folder) => {
    writeFileSync(join(folder, "t.pdf"), pdf);
    execFileSync("pdftoppm", ["-r", String(DPI), join(folder, "t.pdf"), join(folder, "page")]);
    return Array.from({ length: count }, (_, index) => {
      const page = readPpm(readFileSync(join(folder, `page-${Math.floor(index / 12) + 1}.ppm`)));
      const place = index % 12;
      const slip = crop(page, 9 + (place % 2) * 96, 8.5 + Math.floor(place / 2) * 46.5, 30, 29.5);
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

  it("keeps 2 mm free above the cut, however much it says, and the gaps between the groups of the widest code", async () => {
    const wireless = { name: "xuncha-2", password: "a1b2c3d4" };
    const widest = ["MW".repeat(10), "WWWWMMMM".repeat(3).slice(0, 20)];
    const page = pageOf(await bytesOf(sheet(2, { ...FULLEST, wireless, codes: widest })));
    const cut = 8.5 + 46.5;
    expect(hasInk(page, 9.5, cut - 4.5, 90, 2.5)).toBe(true);
    for (const slip of [9, 105]) {
      expect(hasInk(page, slip + 0.5, cut - 2, 95, 1.7)).toBe(false);
      for (const group of [0, 1, 2, 3]) {
        const gap = slip + 31 + (28.8 + 35.6 * group) * (25.4 / 72) + 0.3;
        expect(hasInk(page, gap, 8.5 + 15, 1.6, 3)).toBe(false);
      }
    }
  });

  it("marks where to fold at both edges of every slip, right of the QR", async () => {
    const page = pageOf(await bytesOf(sheet(12)));
    for (let index = 0; index < 12; index += 1) {
      const [left, top] = [9 + (index % 2) * 96, 8.5 + Math.floor(index / 2) * 46.5];
      for (const edge of [0.5, 45]) {
        expect(hasInk(page, left + 47.6, top + edge, 0.8, 1, 180)).toBe(true);
        expect(hasInk(page, left + 44, top + edge, 3, 1, 180)).toBe(false);
      }
      expect(hasInk(page, left + 27.8, top + 3, 2.5, 23, 180)).toBe(false);
    }
  });

  it("keeps the foot on one line, however long the names are", async () => {
    const long = "某某县人力资源和社会保障局机关党组（含就业服务中心、社会保险事业管理局）";
    const page = pageOf(await bytesOf(sheet(1, { round: "十五届县委第四轮巡察政治生态测评", unit: long })));
    expect(hasInk(page, 12, 289.9, 90, 2.5)).toBe(true);
    expect(hasInk(page, 12, 292.6, 90, 4)).toBe(false);
  });

  it("does so with a long unit, a long batch and a plain address too", async () => {
    const urls = codes(4).map((code) => `${FULLEST.address}/v#${code}.4F7A91C2ABCDEFGHJKMN`);
    const content = sheet(4, { ...FULLEST, urls, wireless: { name: "xuncha-2", password: "a1b2c3d4" } });
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
        "对折，码朝里",
        "第 3 页，共 3 页",
      ]) {
        expect(text).toContain(words);
      }
      expect(text.match(/核对码/g)).toHaveLength(25);
    });

    it("says what is true of the set-up that is frozen, whatever the address and the names", async () => {
      const wireless = { name: "xuncha-2", password: "p" };
      const onsite = wordsOf(
        await bytesOf(sheet(2, { ...FULLEST, isEncrypted: true, size: "normal", fewerForms: [], wireless })),
      );
      expect(onsite.split("请连巡察组自带的无线网“xuncha-2”，不要用单位的无线网。①")).toHaveLength(3);
      const https = wordsOf(await bytesOf(sheet(2)));
      expect(https.split("网页加密传送，不记手机号、微信号、网络地址和提交时间。①")).toHaveLength(3);
      const online = wordsOf(await bytesOf(sheet(2, { ...FULLEST, setUp: "online" })));
      const said =
        "网页本身未加密，答卷在手机上先加密再发出。本单位参加人数较少，每张表只公布一个得分。" +
        "中层干部（含下属单位负责人）、其他干部职工只填领导班子表和问卷。①";
      expect(online.split(said)).toHaveLength(3);
      expect(online).not.toContain("无线网");
    });

    it("tells on every slip what to do and what not, in all set-ups", async () => {
      for (const changes of [{}, FULLEST]) {
        const words = wordsOf(await bytesOf(sheet(3, changes)));
        for (const line of [
          "码上没有姓名和编号。请自己抽，不要代领。",
          "①用手机相机或浏览器扫码；扫不了，就打开",
          "②填完3份，看到“已收到”就好了；没填完，再扫一次接着填；换手机也行，没提交的那一份要重填。",
          "③用完自己撕掉，不要给人、不要拍照外传，也不用交回。",
          "④抽错类别或印坏了，没有扫之前可以换。2026年11月27日18:00前有效。",
          "核对码4F7A91C2，网页上显示的应与此相同",
        ])
          expect(words.split(line).length - 1).toBe(3);
      }
    });

    it("has the unit in larger type than anything else that is printed on a slip", async () => {
      for (const unit of ["县水利局党组", "某某县人力资源和社会保障局机关党组（含中心）"]) {
        const sizes = sizesOf(await bytesOf(sheet(1, { unit })), unit);
        expect(sizes.named).toBeGreaterThan(sizes.others);
      }
      expect(sizesOf(await bytesOf(sheet(1)), "县水利局党组").named).toBeGreaterThanOrEqual(14);
    });

    it("marks a rehearsal on every slip", async () => {
      expect(textOf(await bytesOf(sheet(2)))).not.toContain("演练票");
      const rehearsal = textOf(await bytesOf(sheet(2, { isRehearsal: true })));
      expect(rehearsal.replace(/\s/g, "").match(/演练票|作废/g)?.length).toBeGreaterThanOrEqual(2);
      const slips = 11;
      const marked = textOf(await bytesOf(sheet(slips, { isRehearsal: true })));
      // Set at a slant, so the letters come one by one; none of them stands anywhere else on a slip.
      for (const letter of ["演", "练"])
        expect([letter, marked.split(letter).length - 1]).toEqual([letter, slips]);
    });

    it("prints the Wi-Fi on the back only when there is one", async () => {
      const wireless = { name: "xuncha-2", password: "a1b2c3d4" };
      expect(textOf(await bytesOf(sheet(2, { wireless })))).toMatch(/xuncha-2/);
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

  it("sends pages while it draws others, and draws no more when it is dropped", async () => {
    const content = sheet(3_000);
    const sheets = streamTicketSheet(content);
    let seen = 0;
    let atDrop = 0;
    sheets.on("data", (chunk: Buffer) => {
      seen += chunk.toString("latin1").split("/Type /Page\n").length - 1;
      if (seen < 4 || atDrop > 0) return;
      atDrop = seen;
      sheets.destroy();
    });
    await new Promise((resolve) => sheets.once("close", resolve));
    expect(sheetPages(content)).toBe(250);
    expect(atDrop).toBeGreaterThan(0);
    expect(seen).toBeLessThan(sheetPages(content));
  });

  it("has as many pages as the answer's head says", async () => {
    for (const content of [sheet(1), sheet(25), sheet(25, { wireless: { name: "w", password: "p" } })]) {
      const pdf = (await bytesOf(content)).toString("latin1");
      expect(pdf.split("/Type /Page\n").length - 1).toBe(sheetPages(content));
    }
  });
});
