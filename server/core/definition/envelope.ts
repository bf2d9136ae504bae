/** The envelope of an instrument file, checked by zod. The survey inside is checked by `checkSurvey`. */
import { z } from "zod";
import { isReadableNumber } from "../ratio.ts";
import { envelopeSentence } from "./envelope-sentence.ts";
import type { Faults } from "./faults.ts";
import type { Instrument } from "./instrument.ts";

const id = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, "只能用小写字母、数字和连字符，以字母开头");
const name = z.string().min(1).max(100);
const title = z.string().min(1).max(200);
/** Exact decimal or fraction. */
const decimal = z.union([
  z.number().refine(isReadableNumber),
  z.string().regex(/^-?\d{1,12}(\.\d{1,12})?(\/[1-9]\d{0,11})?$/, "应为数，如 20、12.5、25/4"),
]);
const value = z.union([z.string().min(1), z.number(), z.boolean()]);

const scale = z.strictObject({
  options: z
    .array(z.strictObject({ value, text: title, points: decimal.nullable() }))
    .min(2)
    .max(50),
});

const dimension = z.enum(["discipline", "leading", "duties", "style", "life", "staffing"]);

const code = z.string().regex(/^[a-z]\d{1,2}$/, "应为 f1、g2 这样的代码");

const labelSet = z.strictObject({
  id: z.string().regex(/^[a-z]$/, "应为一个小写字母"),
  title: z.string().min(1).max(50),
  labels: z
    .array(z.strictObject({ code, title: z.string().min(1).max(100) }))
    .min(1)
    .max(20),
});

const item = z.strictObject({
  scale: name.optional(),
  part: name.optional(),
  weight: decimal.optional(),
  dimension: dimension.optional(),
  focus: z.array(code).max(20).optional(),
  tags: z.record(z.string(), title).optional(),
  dimensions: z.record(z.string(), dimension).optional(),
  exclusive: z.strictObject({ none: name.optional(), unknown: name.optional() }).optional(),
  repeat: z.enum(["leader", "principal"]).optional(),
  optional: z.boolean().optional(),
  omitBeside: z.enum(["evaluation", "questionnaire", "appraisal", "scoresheet"]).optional(),
});

const scoring = z.discriminatedUnion("rule", [
  z.strictObject({ rule: z.literal("none") }),
  z.strictObject({ rule: z.literal("items") }),
  z.strictObject({ rule: z.literal("leaders"), principal: decimal, others: decimal }),
  z.strictObject({
    rule: z.literal("questionnaire"),
    positive: decimal,
    problems: decimal,
    problemItems: z.array(name).min(1).max(50),
  }),
]);

const quota = z.strictObject({
  title,
  items: z.array(name).min(1).max(300),
  options: z.array(value).min(1).max(50),
  percent: decimal,
  atLeast: z.number().int().min(0).max(300).optional(),
});

const converted = z.strictObject({
  title: z.string().min(1).max(50),
  points: z.number().int().min(1).max(99),
  instrument: id,
});

const envelope = z.strictObject({
  formatVersion: z.literal(1),
  id,
  version: z.string().regex(/^[0-9A-Za-z][0-9A-Za-z.-]{0,31}$/, "如 2026.1"),
  kind: z.enum(["evaluation", "questionnaire", "appraisal", "scoresheet"]),
  title,
  shortTitle: title,
  introduction: z.string().max(2000),
  minutes: z.number().positive().max(120),
  anonymous: z.boolean(),
  scales: z.record(name, scale),
  parts: z.array(z.strictObject({ id: name, title, weight: decimal })).max(50),
  items: z.record(name, item),
  scoring,
  quotas: z.array(quota).min(1).max(10).optional(),
  labelSets: z.array(labelSet).max(10).optional(),
  converted: converted.optional(),
  survey: z.record(z.string(), z.unknown()),
});

/** @returns the instrument, or null with the faults noted */
export function readEnvelope(source: unknown, faults: Faults): Instrument | null {
  const result = envelope.safeParse(source, { error: envelopeSentence });
  if (result.success) return result.data as Instrument;
  for (const issue of result.error.issues) {
    const keys = issue.code === "unrecognized_keys" ? issue.keys : [];
    const path = pathOf(issue.path);
    if (keys.length === 0) faults.add(path, issue.message);
    for (const key of keys) faults.add(`${path}.${key}`, "不认识的字段");
  }
  return null;
}

const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[${key}]` : `${text}.${String(key)}`),
    "$",
  );
