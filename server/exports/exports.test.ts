import { readFileSync } from "node:fs";
import jsQr from "jsqr";
import { describe, expect, it } from "vitest";
import type { CategoryNames } from "../core/roster/category-names.ts";
import { readRoster } from "../core/roster/read-roster.ts";
import { unpackWorkbook } from "../imports/unpack-workbook.ts";
import { readTables } from "../imports/read-table.ts";
import { contentDisposition } from "./content-disposition.ts";
import { toCsv } from "./csv.ts";
import { loadPrintable } from "./printable.ts";
import { rosterTemplate } from "./roster-template.ts";
import { terminalQr } from "./terminal-qr.ts";

const categoryNames = JSON.parse(
  readFileSync(new URL("../../surveys/category-names.json", import.meta.url), "utf8"),
) as CategoryNames;

describe("toCsv", () => {
  it("is read back cell by cell", async () => {
    const rows = [
      ["单位", "说明"],
      ["甲,乙", '他说"好"'],
      ["孙\n八", " 首尾空格 "],
      ["欧阳　修", "𠮷野"],
    ];
    const [table] = await readTables(toCsv(rows), "x.csv");
    expect(table?.rows).toEqual(rows);
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1", "\r=1"])(
    "never lets %j become a formula",
    (text) => {
      const line = new TextDecoder().decode(toCsv([[text]])).replace(/^"/, "");
      expect(line.startsWith("'")).toBe(true);
    },
  );

  it("writes numbers as numbers, with a byte order mark and CRLF", () => {
    expect([...toCsv([[-1.5, null]])]).toEqual([0xef, 0xbb, 0xbf, ...Buffer.from("-1.5,\r\n")]);
  });
});

describe("contentDisposition", () => {
  it("carries a Chinese name encoded, and an ASCII one", () => {
    expect(contentDisposition("等次汇总表 (1).xlsx")).toBe(
      `attachment; filename="_ (1).xlsx"; filename*=UTF-8''%E7%AD%89%E6%AC%A1%E6%B1%87%E6%80%BB%E8%A1%A8%20%281%29.xlsx`,
    );
  });

  it("lets no name break out of the header or of a folder", () => {
    const value = contentDisposition('../a"b\r\nSet-Cookie: x\u202E\uD800.pdf');
    expect(value).not.toMatch(/[\r\n]|\.\.\/|filename="[^"]*"[^;]/);
    expect(value).toMatch(/^[\x20-\x7E]+$/);
  });
});

describe("rosterTemplate", () => {
  it("has the sheets and columns that the importer reads, and an example that is not imported", async () => {
    const tables = await readTables(await rosterTemplate(categoryNames), "t.xlsx");
    expect(tables.map((table) => table.sheet)).toEqual(["单位", "班子成员", "填写说明"]);
    const filled = tables.map((table) => {
      const own =
        table.sheet === "单位" ? ["水利局", "", "", "县直", "一组", "60", "", "7", "12", "30", "0"] : null;
      const leader = table.sheet === "班子成员" ? ["水利局", "张伟", "局长", "2021-03", "是", "1"] : null;
      const rows = table.rows.map((row, index) => (index === 2 ? (own ?? leader ?? row) : row));
      return { ...table, rows };
    });
    const { units, warnings } = readRoster(filled, { categoryNames });
    expect(warnings).toEqual([]);
    expect(units.map((unit) => [unit.name, unit.leaders.length])).toEqual([["水利局", 1]]);
    expect(units[0]?.categories.map((category) => category.eligible)).toEqual([7, 12, 30, 0]);
  });

  it("has a row as high as the name that stands in it, whose text is broken inside its cell", async () => {
    const names = ["县水利局党组", "县交通运输局和综合行政执法队及公路养护中心联合党组第一机关支部"];
    const picked = names.map((name) => ({ name, unitType: "县直" }));
    const parts = unpackWorkbook(await rosterTemplate(categoryNames, picked));
    const text = (part: string): string => new TextDecoder().decode(parts.get(part));
    const sheet = text("xl/worksheets/sheet1.xml");
    const heightOf = (row: number): number =>
      Number(new RegExp(`<row r="${row}"[^>]* ht="([\\d.]+)"`).exec(sheet)?.[1]);
    expect([heightOf(2), heightOf(3)]).toEqual([18, 48]);
    const style = Number(/<c r="A3"[^>]* s="(\d+)"/.exec(sheet)?.[1]);
    const [cellXfs] = /<cellXfs.*<\/cellXfs>/s.exec(text("xl/styles.xml"))!;
    expect(cellXfs.split(/<xf /)[style + 1]).toMatch(/wrapText="(1|true)"/);
  });

  it("checks entries while they are typed", async () => {
    const parts = unpackWorkbook(await rosterTemplate(categoryNames));
    const sheet = new TextDecoder().decode(parts.get("xl/worksheets/sheet1.xml"));
    expect(sheet).toMatch(/<dataValidation[^>]*type="list"/);
    expect(sheet).toMatch(/<dataValidation[^>]*type="whole"/);
  });
});

describe("terminalQr", () => {
  /** Half blocks back to pixels: ink is light, as on a dark terminal. */
  function pixels(text: string): { data: Uint8ClampedArray; width: number; height: number } {
    const lines = text.split("\n").map((line) => [...line]);
    const scale = 4;
    const width = (lines[0]?.length ?? 0) * scale;
    const height = lines.length * 2 * scale;
    const data = new Uint8ClampedArray(width * height * 4).fill(255);
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const half = Math.floor(y / scale);
        const block = lines[half >> 1]?.[Math.floor(x / scale)] ?? " ";
        const isLight = block === "█" || block === (half % 2 === 0 ? "▀" : "▄");
        data.fill(isLight ? 255 : 0, (y * width + x) * 4, (y * width + x) * 4 + 3);
      }
    }
    return { data, width, height };
  }

  it("decodes to what it was given, quiet zone included", () => {
    const address = "http://192.168.10.101:8080/v#9EEHXPTHPYNCH03R54EF.4F7A91C2ABCDEFGHJKMN";
    const { data, width, height } = pixels(terminalQr(address, true));
    expect(jsQr(data, width, height)?.data).toBe(address);
    const lines = terminalQr(address, true).split("\n");
    expect(lines.slice(0, 2).every((line) => /^█+$/.test(line))).toBe(true);
    expect(lines.every((line) => /^[█▀]{4}.*[█▀]{4}$/.test(line))).toBe(true);
  });

  it("sets both colours itself, so that the terminal's own do not matter", () => {
    for (const line of terminalQr("x").split("\n")) {
      expect(line.startsWith("\u001B[38;2;255;255;255;48;2;0;0;0m") && line.endsWith("\u001B[0m")).toBe(true);
    }
  });
});

describe("loadPrintable", () => {
  it("knows the font: common, rare and missing characters", async () => {
    const isPrintable = await loadPrintable();
    expect([..."张㛃䶮𫠜𰻞〇A　"].every(isPrintable)).toBe(true);
    expect([..."𠮷𪚥"].some(isPrintable)).toBe(false);
  });
});
