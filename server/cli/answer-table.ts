/** Answers in a table beside their definition, as commands name them. */
import { basename } from "node:path";
import {
  answersFromTable,
  type ImportedBallot,
  type TableMap,
  USUAL_COLUMNS,
} from "../core/ballot/answers-from-table.ts";
import type { Instrument } from "../core/definition/instrument.ts";
import { freezeForm } from "../core/definition/freeze-form.ts";
import type { FrozenForm } from "../core/definition/frozen.ts";
import { withoutQuestions } from "../core/definition/without-questions.ts";
import { Problem } from "../core/problem.ts";
import { sampleContext } from "../core/round/sample-context.ts";
import { checkInstrumentFile } from "../definitions/check-instrument-file.ts";
import { readTables } from "../imports/read-table.ts";
import { cli } from "../../web/text/cli.ts";
import { readBytesFile, readTextFile } from "./file-problem.ts";
import { type SampleOptions, sampleOf } from "./sample-options.ts";

export interface AnswerTable {
  /** Without the questions for unit and category. */
  readonly instrument: Instrument;
  readonly ballots: readonly ImportedBallot[];
}

interface AnswerFiles {
  readonly definition: string;
  readonly answers: string;
  readonly map: string;
}

/** @throws Problem usage, file.unusable, definition.invalid, roster.invalid, import.unreadable */
export async function readAnswerTable(files: AnswerFiles): Promise<AnswerTable> {
  const map = readMap(files.map);
  const definition = await readTextFile(files.definition);
  const { instrument } = await checkInstrumentFile(definition, basename(files.definition));
  return {
    instrument: { ...instrument, survey: withoutQuestions(instrument.survey, [map.unit, map.category]) },
    ballots: answersFromTable(instrument.survey, await readRows(files), map),
  };
}

/**
 * The form as a sample unit has it, and a table with a column for each of its questions: those of a leader are named
 * `m00__1`, `m00__2` …
 *
 * @throws Problem usage, file.unusable, definition.invalid, roster.invalid, import.unreadable
 */
export async function readFrozenTable(
  files: AnswerFiles & SampleOptions,
): Promise<{ readonly form: FrozenForm; readonly ballots: readonly ImportedBallot[] }> {
  const map = readMap(files.map);
  const definition = await readTextFile(files.definition);
  const { instrument } = await checkInstrumentFile(definition, basename(files.definition));
  const survey = withoutQuestions(instrument.survey, [map.unit, map.category]);
  const form = freezeForm({ ...instrument, survey }, sampleContext(sampleOf(files, instrument)));
  return { form, ballots: answersFromTable(form.survey, await readRows(files), map) };
}

async function readRows({ answers }: AnswerFiles): Promise<{ [column: string]: string }[]> {
  const [table] = await readTables(await readBytesFile(answers), basename(answers));
  return rowsOf(table?.rows ?? []);
}

/** @throws Problem usage for a pair that is not NAME=COLUMN */
function readMap(text: string): TableMap {
  const map: { -readonly [name in keyof TableMap]: string } = { ...USUAL_COLUMNS };
  for (const pair of text.split(",")) {
    const [name, column, rest] = pair.split("=");
    if (!name || !column || rest !== undefined || !(name in map))
      throw new Problem("usage", { reason: cli.map(pair) });
    map[name as keyof TableMap] = column;
  }
  return map;
}

function rowsOf(rows: readonly (readonly string[])[]): { [column: string]: string }[] {
  const [head = [], ...body] = rows;
  return body.map((cells) => Object.fromEntries(head.map((column, i) => [column, cells[i] ?? ""])));
}
