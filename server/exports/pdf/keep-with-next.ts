import type { Block } from "../../core/documents/document.ts";
import type { Piece } from "../../core/documents/pieces.ts";
import { chartSize } from "../draw-chart.ts";
import { openingHeight } from "./draw-table.ts";
import { HEADINGS, type TextFace } from "./faces.ts";
import type { Page } from "./page.ts";

/** CSS pixels are three quarters of a point. */
const POINTS = 0.75;
/** What a chart leaves of a page: its caption and the headings that must stand above it. */
const ABOVE_CHART = 130;

/**
 * Points that the block at this place must find on a page to begin there. A heading and the lines under it begin only
 * where the first rows of their table, or their chart, fit too.
 */
export function leastHeight(page: Page, blocks: readonly Block[], at: number): number {
  const block = blocks[at];
  switch (block?.block) {
    case "heading":
      return textHeight(page, block.text, HEADINGS[block.level]) + leastHeight(page, blocks, at + 1);
    case "line":
      return textHeight(page, textOf(block.pieces), page.faces.line) + belowLine(page, blocks, at + 1);
    case "paragraph":
      return page.faces.body.lead * 2;
    case "table":
      return 4 + textHeight(page, block.table.caption, page.faces.caption) + openingHeight(page, block.table);
    case "chart":
      return page.faces.caption.lead + chartOnPage(page, block.chart).height;
    default:
      return 0;
  }
}

/** Size of a chart in points: as wide as the page at most, and never so high that its heading finds no room. */
export function chartOnPage(
  page: Page,
  chart: Extract<Block, { block: "chart" }>["chart"],
): { readonly width: number; readonly height: number } {
  const { width, height } = chartSize(chart);
  const scale = Math.min(POINTS, page.width / width, (page.height - ABOVE_CHART) / height);
  return { width: width * scale, height: height * scale };
}

/** Lines are kept with the table or chart they introduce, and with lines before it. */
function belowLine(page: Page, blocks: readonly Block[], at: number): number {
  const next = blocks[at]?.block;
  return next === "line" || next === "table" || next === "chart" ? leastHeight(page, blocks, at) : 0;
}

const textHeight = (page: Page, text: string, face: TextFace): number =>
  text === "" ? 0 : page.lines(text, face).length * face.lead;

const textOf = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join("");
