/** Marks of categories and units as they are printed: drawn, rendered at 150 dpi in black and white, compared. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import PDFDocument from "pdfkit";
import { describe, expect, it } from "vitest";
import { UNIT_MARKS, unitMark } from "../../server/core/documents/slip-marks.ts";
import { drawCategoryMark } from "../../server/exports/category-mark.ts";
import { drawUnitMark } from "../../server/exports/unit-mark.ts";
import { loadLibrary } from "../../server/definitions/load-library.ts";
import { orSkipped } from "../or-skipped.ts";

const hasRenderer = spawnSync("pdftoppm", ["-v"]).status === 0;
if (!hasRenderer) process.stderr.write("SKIPPED, NOT PASSED: pdftoppm is not installed.\n");

type Doc = typeof PDFDocument.prototype;
type Draw = (doc: Doc, left: number, top: number) => void;

/** A cell is 36 points: 75 dots at 150 dpi. */
const CELL = 36;
const DOTS = 75;
const PER_ROW = 16;

/** Each drawing in a cell of its own, as black (1) and white (0) dots, row by row. */
async function printed(drawings: readonly Draw[]): Promise<Uint8Array[]> {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-marks-"));
  try {
    const rows = Math.ceil(drawings.length / PER_ROW);
    const doc = new PDFDocument({ size: [PER_ROW * CELL, rows * CELL], margin: 0 });
    for (const [index, draw] of drawings.entries())
      draw(doc, (index % PER_ROW) * CELL, Math.floor(index / PER_ROW) * CELL);
    doc.end();
    const chunks: Uint8Array[] = [];
    for await (const chunk of doc) chunks.push(chunk as Uint8Array);
    writeFileSync(join(folder, "m.pdf"), Buffer.concat(chunks));
    const page = join(folder, "page");
    execFileSync("pdftoppm", ["-r", "150", "-gray", "-singlefile", join(folder, "m.pdf"), page]);
    const bytes = readFileSync(`${page}.pgm`);
    const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 40).toString("latin1"))!;
    const [width, dots] = [Number(head[1]), bytes.subarray(head[0].length)];
    return drawings.map((_, index) => {
      const [x, y] = [(index % PER_ROW) * DOTS, Math.floor(index / PER_ROW) * DOTS];
      return Uint8Array.from({ length: DOTS * DOTS }, (_dot, at) => {
        const grey = dots[(y + Math.floor(at / DOTS)) * width + x + (at % DOTS)]!;
        return grey < 128 ? 1 : 0;
      });
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Dots that differ, over the dots of the mark's square. */
const difference = (one: Uint8Array, other: Uint8Array, side: number): number =>
  one.reduce((sum, dot, at) => sum + (dot === other[at] ? 0 : 1), 0) / (side * (150 / 72)) ** 2;

function* pairs<T>(of: readonly T[]): Generator<[T, T, number, number]> {
  for (const [i, one] of of.entries())
    for (const [j, other] of of.entries()) if (i < j) yield [one, other, i, j];
}

const SIDE = 8;
const categoryMark =
  (category: string): Draw =>
  (doc, left, top) =>
    drawCategoryMark(doc, category, left + 4, top + 4, SIDE);
const UNIT_SIDE = 21.5;
const markOfUnit =
  (place: number): Draw =>
  (doc, left, top) =>
    drawUnitMark(doc, unitMark(place), left + 4, top + 4, UNIT_SIDE);

describe.skipIf(!hasRenderer)(
  orSkipped(hasRenderer, "marks of slips, printed in black at 150 dpi", "pdftoppm is not installed"),
  () => {
    it("differ for all twelve categories that a form of a round can name, those of the library among them", async () => {
      const letters = [..."ABCDEFGHIJKL"];
      const known = Object.keys(
        (await loadLibrary(new URL("../../surveys", import.meta.url).pathname)).categoryNames.weights,
      );
      expect(letters).toEqual(expect.arrayContaining(known));
      const marks = await printed(letters.map(categoryMark));
      for (const mark of marks) expect(mark.includes(1)).toBe(true);
      for (const [one, other, i, j] of pairs(marks))
        expect(difference(one, other, SIDE), `${letters[i]} and ${letters[j]}`).toBeGreaterThan(0.1);
    });

    it("differ for 35 units in a row, neighbours by outline and sign", async () => {
      const marks = await printed(Array.from({ length: UNIT_MARKS }, (_, place) => markOfUnit(place)));
      expect(UNIT_MARKS).toBe(35);
      for (const [one, other, i, j] of pairs(marks))
        expect(difference(one, other, UNIT_SIDE), `${i} and ${j}`).toBeGreaterThan(0.04);
      for (let place = 0; place < 2 * UNIT_MARKS; place += 1) {
        expect(unitMark(place).frame).not.toBe(unitMark(place + 1).frame);
        expect(unitMark(place).sign).not.toBe(unitMark(place + 1).sign);
      }
    });

    it("are the same every time, and a mark drawn twice would be noticed", async () => {
      const [first, again] = await printed([markOfUnit(3), markOfUnit(3 + UNIT_MARKS)]);
      expect(difference(first!, again!, UNIT_SIDE)).toBe(0);
    });
  },
);
