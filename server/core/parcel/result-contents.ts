/** What a 结果包 holds: released scores and approved grades of one round, every number as it is printed. */
import { z } from "zod";
import { canonicalJson } from "../definition/canonical.ts";
import { DIMENSIONS, dimensionScores } from "../results/dimension-scores.ts";
import { gradeTable, type GradeRow, type UnitOutcome } from "../results/grade-table.ts";
import { printRatio, type Ratio, sub } from "../ratio.ts";
import { utf8Bytes } from "../ticket/bytes.ts";
import type { Scheme } from "../scoring/scheme.ts";
import type { Parcel } from "./parcel.ts";
import { readPart } from "./read-part.ts";

const RESULT_FILE = "result.json";
const NOTES = [
  "opinion-only",
  "unscored",
  "low-participation",
  "warn-participation",
  "cap-open",
  "capped",
] as const;

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const word = z.string().max(200);
const people = z.int().min(0).max(1_000_000);
const score = z.string().regex(/^-?\d{1,4}(\.\d{1,2})?$/);
const grade = z.enum(["良好", "较好", "较差"]);

const unitShape = z.strictObject({
  name: word.min(1),
  unitType: word,
  eligible: people,
  /** Null: no result. */
  returned: people.nullable(),
  /** Null: fewer than the tables take. */
  valid: people.nullable(),
  level: z.enum(["open", "none", "score", "tables"]),
  withdrawn: z.enum(["void", "invalid"]).nullable(),
  /** One score of each form, two decimals; null: withheld. */
  forms: z.array(z.strictObject({ instrument: word, score: score.nullable() })).max(100),
  /** One decimal; those that have a score. */
  dimensions: z.array(z.strictObject({ dimension: z.enum(DIMENSIONS), score })).max(6),
  /** Of each part of the scheme, two decimals. */
  parts: z.array(score.nullable()).max(50),
  /** 扣分 less 加分, two decimals; null: no total. */
  deducted: score.nullable(),
  total: score.nullable(),
  approved: grade.nullable(),
  notes: z.array(z.enum(NOTES)).max(NOTES.length),
});

const resultShape = z.strictObject({
  round: z.strictObject({ id: word.min(1), title: word }),
  thresholds: z.strictObject({ floor: people, table: people, block: people }),
  scheme: z.strictObject({
    id: word,
    title: word,
    version: word,
    digest,
    parts: z.array(z.strictObject({ id: word, title: word, points: score })).max(50),
  }),
  forms: z.array(z.strictObject({ id: word, version: word, title: word, digest })).max(100),
  units: z.array(unitShape).min(1).max(500),
});

export type ResultContents = Readonly<z.infer<typeof resultShape>>;
export type ResultUnit = ResultContents["units"][number];

export interface RoundToReport {
  readonly round: {
    readonly id: string;
    readonly title: string;
    readonly thresholds: { readonly floor: number; readonly table: number; readonly block: number };
  };
  readonly scheme: { readonly scheme: Scheme; readonly digest: string };
  readonly forms: ResultContents["forms"];
  /** In the order of the roster; results are `Released`, so nothing else can be taken. */
  readonly outcomes: readonly UnitOutcome[];
}

/**
 * Field by field from what was released and approved: the same numbers as the county's grade table and comparison page.
 * No counts of answers, texts, blocks, leaders, polls or persons, and no grade that was only computed or proposed.
 */
export function resultOf({ round, scheme, forms, outcomes }: RoundToReport): ResultContents {
  const { id, title, version, parts } = scheme.scheme;
  const rows = gradeTable(scheme.scheme, outcomes);
  const { floor, table, block } = round.thresholds;
  return {
    round: { id: round.id, title: round.title },
    thresholds: { floor, table, block },
    scheme: {
      id,
      title,
      version,
      digest: scheme.digest,
      parts: parts.map((part) => ({ id: part.id, title: part.title, points: String(part.points) })),
    },
    forms: forms.map((form) => {
      return { id: form.id, version: form.version, title: form.title, digest: form.digest };
    }),
    units: rows.map((row) =>
      unitOf(
        row,
        outcomes.find(({ unit }) => unit.id === row.unit.id)!,
      ),
    ),
  };
}

const printed = (value: Ratio | null, decimals = 2): string | null => value && printRatio(value, decimals);

function unitOf(row: GradeRow, { result }: UnitOutcome): ResultUnit {
  return {
    name: row.unit.name,
    unitType: row.unit.unitType,
    eligible: row.eligible,
    returned: row.returned,
    valid: row.valid,
    level: row.level,
    withdrawn: row.withdrawn,
    forms: (result?.forms ?? []).map((form) => ({ instrument: form.instrument, score: printed(form.score) })),
    dimensions: dimensionScores(result?.forms ?? []).flatMap(({ dimension, score: value }) => {
      return value ? [{ dimension, score: printRatio(value, 1) }] : [];
    }),
    parts: row.values.map(({ value }) => printed(value)),
    deducted: row.deducted && row.added && printed(sub(row.deducted, row.added)),
    total: row.printed,
    approved: row.approved,
    notes: [...row.notes],
  };
}

export const writeResult = (contents: ResultContents): ReadonlyMap<string, Uint8Array> =>
  new Map([[RESULT_FILE, utf8Bytes(canonicalJson(contents))]]);

/** Strict: a file more, a field more, or a unit twice is refused. @throws Problem parcel.refused (damaged) */
export function readResult({ parts }: Pick<Parcel, "parts">): ResultContents {
  const names = (units: readonly ResultUnit[]) => new Set(units.map(({ name }) => name)).size;
  const shape = resultShape.refine(
    ({ units, scheme }) =>
      names(units) === units.length && units.every((unit) => unit.parts.length === scheme.parts.length),
  );
  return readPart(parts.size === 1 ? parts : new Map(), RESULT_FILE, shape);
}
