import { execFileSync, spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import type { Block, PrintedDocument } from "../../core/documents/document.ts";
import { drawDocument } from "./draw-document.ts";
import { orSkipped } from "../../../tests/or-skipped.ts";

const hasReader = spawnSync("pdftotext", ["-v"]).status === 0;
if (!hasReader) process.stderr.write("SKIPPED, NOT PASSED: pdftotext is not installed.\n");

const SECTIONS = 45;
const line = (text: string): Block => ({ block: "line", pieces: [{ text, missing: false }] });

const table = (name: string): Block => ({
  block: "table",
  table: {
    sheet: name,
    caption: `表${name}。`,
    columns: [
      { width: 10, align: "left" },
      { width: 10, align: "centre" },
    ],
    head: [[{ text: "题目" }, { text: "票数" }]],
    body: Array.from({ length: 4 }, (_, at) => [
      { kind: "text" as const, text: at === 0 ? `行${name}。` : "其余" },
      { kind: "count" as const, value: at },
    ]),
    notes: [],
  },
});

const chart = (name: string): Block => ({
  block: "chart",
  chart: {
    chart: "levels",
    levels: ["好", "较好", "一般", "差"],
    rows: [{ label: "题", counts: [4, 3, 2, 1], outside: 0, score: "80.00" }],
  },
  caption: `图${name}。`,
  says: "",
});

/** Sections of every length, so that headings come near the foot at every height. */
function sections(): readonly Block[] {
  return Array.from({ length: SECTIONS }, (_, at): readonly Block[] => {
    const filler = Array.from({ length: (at * 5) % 19 }, () => line("填充"));
    const heading: Block = { block: "heading", level: 2, text: `题${at}。` };
    const facts = at % 3 === 1 ? [line(`注${at}。`)] : [];
    return [...filler, heading, ...facts, at % 5 === 4 ? chart(`${at}`) : table(`${at}`)];
  }).flat();
}

const document = (body: readonly Block[], signatures: readonly string[] = []): PrintedDocument => ({
  formatVersion: 1,
  kind: "unit-report",
  title: "报告",
  under: [],
  mark: { secrecy: "", number: "", copy: "" },
  orientation: "portrait",
  round: "",
  unit: null,
  scheme: null,
  sheetDigest: null,
  body,
  signatures,
  basis: [],
  checksum: "0123456789abcdef",
  madeOn: "2026-11-20",
});

async function pagesOf(
  body: readonly Block[],
  signatures: readonly string[] = [],
): Promise<readonly string[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of drawDocument(document(body, signatures), () => true))
    chunks.push(chunk as Buffer);
  const text = execFileSync("pdftotext", ["-layout", "-", "-"], {
    input: Buffer.concat(chunks),
    encoding: "utf8",
  });
  return text.split("\f");
}

describe("a heading", () => {
  it.skipIf(!hasReader)(
    orSkipped(
      hasReader,
      "stands on the page of the table or chart that follows it",
      "pdftotext is not installed",
    ),
    async () => {
      const pages = await pagesOf(sections());
      const pageOf = (mark: string): number => pages.findIndex((text) => text.includes(mark));
      const places = Array.from({ length: SECTIONS }, (_, at) => ({
        at,
        heading: pageOf(`题${at}。`),
        follows: at % 5 === 4 ? pageOf(`图${at}。`) : pageOf(`行${at}。`),
        caption: at % 5 === 4 ? pageOf(`图${at}。`) : pageOf(`表${at}。`),
      }));
      expect(places.filter(({ heading }) => heading < 0)).toEqual([]);
      expect(
        places.filter(({ heading, follows, caption }) => heading !== follows || heading !== caption),
      ).toEqual([]);
      expect(new Set(places.map(({ heading }) => heading)).size).toBeGreaterThan(10);
    },
  );

  it.skipIf(!hasReader)(
    orSkipped(hasReader, "stands above a chart that would fill a page alone", "pdftotext is not installed"),
    async () => {
      const rows = Array.from({ length: 60 }, (_, at) => ({
        label: `题目${at}`,
        counts: [4, 3, 2, 1],
        outside: 0,
        score: "80.00",
      }));
      const tall: Block = {
        block: "chart",
        chart: { chart: "levels", levels: ["好", "较好", "一般", "差"], rows },
        caption: "图高。",
        says: "",
      };
      const pages = await pagesOf([line("前文"), { block: "heading", level: 1, text: "题高。" }, tall]);
      const shared = pages.filter((text) => text.includes("题高。"));
      expect(shared).toHaveLength(1);
      expect(shared[0]).toContain("图高。");
    },
  );
});

describe("notes under a table", () => {
  it.skipIf(!hasReader)(
    orSkipped(
      hasReader,
      "stand on the page of its last rows, whatever follows",
      "pdftotext is not installed",
    ),
    async () => {
      const apart: number[] = [];
      let turned = 0;
      // As many rows as take the notes, the means of counties, over the end of a page and further.
      for (let rows = 20; rows < 44; rows += 1) {
        const first = table("一") as Extract<Block, { block: "table" }>;
        const body = Array.from({ length: rows }, (_, at) => [
          { kind: "text" as const, text: at === rows - 1 ? "末行。" : "其余" },
          { kind: "count" as const, value: at },
        ]);
        const notes = ["青河县：平均。", "全部：平均。"];
        const pages = await pagesOf([{ ...first, table: { ...first.table, body, notes } }, table("二")]);
        const page = pages.findIndex((text) => text.includes("全部：平均。"));
        if (page > 0) turned += 1;
        if (!pages[page]!.includes("末行。") || !pages[page]!.includes("青河县：平均。")) apart.push(rows);
      }
      expect(turned).toBeGreaterThan(0);
      expect(turned).toBeLessThan(24);
      expect(apart).toEqual([]);
    },
  );
});

describe("signatures", () => {
  it.skipIf(!hasReader)(
    orSkipped(
      hasReader,
      "never stand alone on a page: the last words go with them",
      "pdftotext is not installed",
    ),
    async () => {
      const apart: number[] = [];
      let turned = 0;
      // As many lines as take the signatures over the end of a page and further.
      for (let lines = 20; lines < 60; lines += 1) {
        const body = Array.from({ length: lines }, (_, at): Block => {
          const text = at === lines - 1 ? "最后一句。" : "又一句。";
          return { block: "line", pieces: [{ text, missing: false }] };
        });
        const pages = await pagesOf(body, ["组长：__"]);
        if (pages.findIndex((text) => text.includes("组长")) > 0) turned += 1;
        if (!pages.find((text) => text.includes("组长"))!.includes("最后一句")) apart.push(lines);
      }
      expect(turned).toBeGreaterThan(0);
      expect(apart).toEqual([]);
    },
  );
});
