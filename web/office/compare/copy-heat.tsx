/** The table as a picture for a document; the same colours and words as on the page. */
import { useState } from "react";
import type { ReactElement } from "react";
import type { ComparisonAnswer } from "../../../server/http/office/answers-comparison.ts";
import type { DifferenceBand } from "../../../server/core/results/compare-units.ts";
import { hatch } from "../../charts/hatch.ts";
import { compare as text } from "../../text/console-compare.ts";
import { grades } from "../../text/console-results.ts";
import { withheld } from "../../text/withheld.ts";
import { words } from "../../text/words.ts";
import { handOver, inLight, linesWithin } from "../parts/draw-picture.ts";
import { baseOf } from "./heat-key.tsx";
import { MARKS, whyEmpty } from "./heat-table.tsx";
import type { ComparedRow } from "./order-rows.ts";

interface HeatPicture {
  readonly title: string;
  readonly answer: ComparisonAnswer;
  readonly rows: readonly ComparedRow[];
  /** Why cells are withheld. */
  readonly sentences: readonly string[];
}

export function CopyHeat(heat: HeatPicture): ReactElement {
  const [copied, setCopied] = useState("");
  return (
    <>
      <button
        type="button"
        className="btn no-print"
        onClick={async () => {
          if (heat.rows.length > ROWS_MAX) return setCopied(text.tooManyToCopy(ROWS_MAX));
          const how = await handOver(drawHeat(heat), heat.title);
          setCopied(how === "copied" ? text.copied : text.downloaded);
        }}
      >
        {text.copy}
      </button>
      <span role="status">{copied}</span>
    </>
  );
}

const SCALE = 2;
/** More make a picture that no document takes on a page, and soon one that browsers do not draw. */
const ROWS_MAX = 300;
const MARGIN = 16;
const ROW = 36;
const NAME = 260;
const TOTAL = 80;
const CELL = 130;
const TOKENS: { readonly [band in DifferenceBand]: string } = {
  "far-below": "--df-2m",
  below: "--df-1m",
  near: "--df-0",
  above: "--df-1p",
  "far-above": "--df-2p",
};

const BANDS = Object.keys(TOKENS) as readonly DifferenceBand[];
const SWATCH = 14;

const columnAt = (column: number): number => MARGIN + NAME + TOTAL + CELL * column;

interface Paper {
  readonly picture: HTMLCanvasElement;
  /** Less its margins. */
  readonly width: number;
  readonly say: (said: string, x: number, line: number, most?: number) => void;
  readonly fill: (token: string, column: number, line: number) => void;
  /** What is withheld, in so many columns from this one. */
  readonly hatch: (column: number, line: number, columns: number) => void;
  /** One step of the key: its colour and what it means. */
  readonly step: (token: string, said: string, column: number, line: number) => void;
  /** As many lines as these sentences take; drawn below the table. */
  readonly foot: readonly string[];
}

function takePaper(columns: number, lines: number, notes: readonly string[]): Paper {
  const written = NAME + TOTAL + CELL * columns;
  const width = 2 * MARGIN + written;
  const picture = document.createElement("canvas");
  const pen = picture.getContext("2d");
  if (!pen) throw new Error("this browser draws no canvas");
  const token = inLight(readTokens);
  const font = `400 14px ${token("--font")}`;
  pen.font = font;
  const foot = notes.flatMap((note) => linesWithin(note, written, (words) => pen.measureText(words).width));
  // Its size, once changed, clears everything that was set.
  picture.width = width * SCALE;
  picture.height = (2 * MARGIN + ROW * (lines + foot.length)) * SCALE;
  pen.scale(SCALE, SCALE);
  pen.fillStyle = token("--surface");
  pen.fillRect(0, 0, picture.width, picture.height);
  pen.textBaseline = "middle";
  pen.font = font;
  const write = (said: string, x: number, line: number, most: number): void => {
    pen.fillStyle = token("--ink");
    pen.fillText(said, x, MARGIN + ROW * (line + 0.5), most);
  };
  return {
    picture,
    width: written,
    foot,
    say: (said, x, line, most = 2 * CELL) => write(said, x, line, most),
    step: (name, said, column, line) => {
      const left = MARGIN + NAME + CELL * column;
      pen.fillStyle = token(name);
      pen.fillRect(left, MARGIN + ROW * (line + 0.5) - SWATCH / 2, SWATCH, SWATCH);
      write(said, left + SWATCH + 6, line, CELL - SWATCH - 10);
    },
    fill: (name, column, line) => {
      pen.fillStyle = token(name);
      pen.fillRect(columnAt(column) + 2, MARGIN + ROW * line + 2, CELL - 4, ROW - 4);
    },
    hatch: (column, line, columns) => {
      pen.fillStyle = hatch(pen, token("--line"));
      pen.fillRect(columnAt(column) + 2, MARGIN + ROW * line + 2, CELL * columns - 4, ROW - 4);
    },
  };
}

function drawHeat({ title, answer, rows, sentences }: HeatPicture): HTMLCanvasElement {
  const notes = [baseOf(answer), ...sentences.map(withheld.because)];
  const paper = takePaper(answer.dimensions.length, rows.length + 4, notes);
  const { say, step, foot } = paper;
  say(title, MARGIN, 0, paper.width);
  say(text.columns.unit, MARGIN, 1);
  say(text.columns.total, MARGIN + NAME, 1);
  answer.dimensions.forEach((one, column) => say(words.dimension[one], columnAt(column) + 8, 1));
  rows.forEach((row, at) => drawRow(paper, row, at + 2));
  const last = rows.length + 2;
  say(text.mean, MARGIN, last);
  say(answer.means.total?.printed ?? text.noScore, MARGIN + NAME, last);
  answer.means.dimensions.forEach((mean, column) =>
    say(mean?.printed ?? text.noScore, columnAt(column) + 8, last),
  );
  say(text.key, MARGIN, last + 1);
  BANDS.forEach((band, column) => {
    step(TOKENS[band], `${MARKS[band]}${text.bands[band]}`, column, last + 1);
  });
  foot.forEach((line, at) => say(line, MARGIN, last + 2 + at, paper.width));
  return paper.picture;
}

function drawRow({ say, fill, hatch: strike }: Paper, row: ComparedRow, line: number): void {
  say(`${row.unit.name}　${row.unit.unitType}`, MARGIN, line);
  say(row.awaitsApproval ? grades.awaited : (row.total ?? text.noScore), MARGIN + NAME, line);
  const why = whyEmpty(row);
  if (why !== null) {
    if (why === withheld.cell) strike(0, line, row.cells.length);
    return say(why, columnAt(0) + 8, line);
  }
  row.cells.forEach((cell, column) => {
    if (cell === null) strike(column, line, 1);
    else if (cell.band) fill(TOKENS[cell.band], column, line);
    const difference = cell?.difference?.replace("-", "−") ?? "";
    const mark = MARKS[cell?.band ?? "near"];
    say(cell ? `${cell.printed}　${difference} ${mark}` : withheld.cell, columnAt(column) + 8, line);
  });
}

/** The values of the moment, so that the light theme's can be kept. */
function readTokens(): (name: string) => string {
  const style = getComputedStyle(document.documentElement);
  const names = [...Object.values(TOKENS), "--surface", "--ink", "--line", "--font"];
  const values = new Map(names.map((name) => [name, style.getPropertyValue(name).trim()]));
  return (name) => values.get(name) ?? "";
}
