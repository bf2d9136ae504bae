/** 发布数据 and 数据说明: what was released about a round as data, and the codebook of it. */
import { optionsKey, optionsOf } from "../definition/edit/edit-options.ts";
import { outlineOf, type OutlineQuestion } from "../definition/edit/outline.ts";
import type { Instrument } from "../definition/instrument.ts";
import type { GradeRow } from "../results/grade-table.ts";
import { DIMENSION_NAMES } from "../results/dimension-names.ts";
import type { PollResult } from "../release/release.ts";
import type { Released } from "../release/released.ts";
import { bracketed } from "./approval-words.ts";
import { text } from "./cells.ts";
import { dataCells, type DataRow, formRows } from "./data-rows.ts";
import { DATA_COLUMNS, dataWords, MEASURES, REASONS } from "./data-words.ts";
import type { Block, Cell, DocumentContent, Table } from "./document.ts";
import { noResultWords } from "./no-result-words.ts";

export interface DataFacts {
  /** The grade table of the round: what stands around its rows stands around these. */
  readonly grades: DocumentContent;
  readonly units: readonly {
    readonly row: GradeRow;
    /** null until its poll is closed. */
    readonly result: Released<PollResult> | null;
  }[];
}

/** Every released number of a round, a row each, units in the order of the roster. */
export function dataDocument({ grades, units }: DataFacts): DocumentContent {
  const rows = units.flatMap(({ row, result }) =>
    unitRows(row, result).map((one) => dataCells(row.unit.name, one)),
  );
  return {
    ...grades,
    kind: "data",
    title: dataWords.data,
    sheetDigest: null,
    signatures: [],
    body: [
      {
        block: "table",
        table: {
          sheet: dataWords.rows,
          caption: "",
          columns: DATA_COLUMNS.map(([, width]) => ({ width, align: "left" })),
          head: [DATA_COLUMNS.map(([title]) => ({ text: title }))],
          body: rows,
          notes: [dataWords.note],
        },
      },
    ],
  };
}

function unitRows(row: GradeRow, result: Released<PollResult> | null): readonly DataRow[] {
  const eligible: DataRow = { measure: "eligible", n: row.eligible };
  if (result === null) return [eligible, { measure: "returned", reason: noResultWords(row) }];
  const { total, computed } = row;
  return [
    eligible,
    { measure: "returned", n: result.returned },
    ...(total === null ? [] : [{ measure: "total", score: total } as const]),
    ...(computed === null ? [] : [{ measure: "grade", option: computed } as const]),
    ...result.forms.flatMap(formRows),
  ];
}

export interface CodebookFacts {
  readonly grades: DocumentContent;
  /** Of the data: as CSV they are a plain table and carry none. */
  readonly dataChecksum: string;
  /** As frozen at the seal. */
  readonly instruments: readonly { readonly instrument: Instrument; readonly digest: string }[];
}

/** What every column, code and option of the data means, with version and digest of the forms they come from. */
export function codebookDocument({ grades, dataChecksum, instruments }: CodebookFacts): DocumentContent {
  return {
    ...grades,
    kind: "codebook",
    title: dataWords.codebook,
    sheetDigest: null,
    signatures: [],
    body: [
      said(dataWords.note),
      said(dataWords.why),
      said(dataWords.dataChecksum(dataChecksum)),
      tableOf(
        dataWords.columns,
        dataWords.columnHead,
        DATA_COLUMNS.map(([title, , meaning]) => [title, meaning]),
      ),
      tableOf(dataWords.measures, dataWords.measureHead, Object.entries(MEASURES)),
      tableOf(dataWords.reasons, dataWords.reasonHead, REASONS),
      tableOf(
        dataWords.forms,
        dataWords.formHead,
        instruments.map(({ instrument: { id, title, version, scoring }, digest }) => [
          id,
          bracketed(title),
          version,
          digest,
          dataWords.rules[scoring.rule],
        ]),
      ),
      tableOf(
        dataWords.questions,
        dataWords.questionHead,
        instruments.flatMap(({ instrument }) => questionRows(instrument)),
      ),
    ],
  };
}

const said = (words: string): Block => ({ block: "line", pieces: [{ text: words, missing: false }] });

function tableOf(
  sheet: string,
  head: readonly string[],
  body: readonly (readonly string[])[],
): { readonly block: "table"; readonly table: Table } {
  return {
    block: "table",
    table: {
      sheet,
      caption: sheet,
      columns: head.map(() => ({ width: 24, align: "left" })),
      head: [head.map((title) => ({ text: title }))],
      body: body.map((row): readonly Cell[] => row.map(text)),
      notes: [],
    },
  };
}

/** A row an option; a question without options has one row. */
function questionRows(instrument: Instrument): readonly (readonly string[])[] {
  return outlineOf(instrument.survey).flatMap((entry) => {
    if (entry.entry === "group" || entry.type === "html") return [];
    const { dimension, dimensions } = instrument.items[entry.name] ?? {};
    const lead = [instrument.id, entry.name, bracketed(entry.title)];
    const nameOf = (value: string): string => {
      const own = dimensions?.[value] ?? dimension;
      return own ? DIMENSION_NAMES[own] : "";
    };
    const options = optionsIn(instrument, entry);
    if (options.length === 0) return [[...lead, "", "", nameOf("")]];
    return options.map(([value, option, points]) => [...lead, option, points, nameOf(value)]);
  });
}

/** Options of a question with their points, "" for those that are only counted. */
function optionsIn(
  { scales, items }: Instrument,
  question: OutlineQuestion,
): readonly (readonly [value: string, option: string, points: string])[] {
  const key = optionsKey(question);
  if (key === null) return [];
  const item = items[question.name];
  const scale = item?.scale === undefined ? undefined : scales[item.scale];
  return optionsOf(question.json, key, item).map(({ value, text: shown }) => {
    const points = scale?.options.find((option) => option.value === value)?.points;
    return [String(value), bracketed(shown), points === undefined || points === null ? "" : String(points)];
  });
}
