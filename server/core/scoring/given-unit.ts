/** The file of `plumbline score --inputs`: counts, judgement and facts that somebody has written down. */
import { z } from "zod";
import { checkAssessment } from "../assessment/check-assessment.ts";
import { type DefinitionFault, Problem } from "../problem.ts";
import { compare, parseRatio, ZERO } from "../ratio.ts";
import type { Thresholds } from "../round/round.ts";
import type { GivenCategory } from "../tally/given-counts.ts";
import { decimalShape as decimal } from "./decimal-shape.ts";
import { EMPTY_ASSESSMENT, type Scheme, type UnitAssessment } from "./scheme.ts";
import { shapeFaults } from "./shape-faults.ts";

/** One unit. @source docs/scoring.md §9 */
export interface GivenUnit {
  readonly formatVersion: 1;
  readonly unit: string;
  /** 应参加 of the unit's own people. */
  readonly eligible: number;
  readonly thresholds?: Partial<Thresholds>;
  readonly forms: readonly {
    /** Id of the instrument. */
    readonly form: string;
    readonly include?: readonly string[];
    readonly leaders?: readonly {
      readonly name: string;
      readonly post: string;
      readonly isPrincipal: boolean;
    }[];
    readonly categories: readonly GivenCategory[];
  }[];
  readonly assessment?: Partial<UnitAssessment>;
}

const whole = z.number().int().min(0).max(10_000_000);
const text = z.string().max(2000);
const counts = z.record(z.string(), whole);
const entry = z.strictObject({ points: decimal, reason: text });

const category = z.strictObject({
  id: z.string().min(1).max(60),
  name: text,
  weight: decimal,
  ballots: whole,
  isOutside: z.boolean().optional(),
  valid: whole.optional(),
  counts: z.record(z.string(), counts).optional(),
  multi: z
    .record(z.string(), z.strictObject({ counts, reported: whole, blank: whole.optional() }))
    .optional(),
});

const assessment = z.strictObject({
  judgement: z.record(z.string(), z.strictObject({ score: decimal, reason: text })).nullable(),
  supervision: z.record(z.string(), whole).nullable(),
  panels: z.record(
    z.string(),
    z.array(z.strictObject({ judge: text, score: decimal.nullable(), isRecused: z.boolean() })),
  ),
  deductions: z.array(entry),
  bonus: z.array(entry),
  facts: z.array(text),
  capDecisions: z.record(z.string(), z.strictObject({ confirmed: z.boolean(), reason: text })),
  workload: z.record(z.string(), whole),
  inspection: z.strictObject({ enteredOn: text, leftOn: text, type: text }).partial(),
});

const shape: z.ZodType<GivenUnit> = z.strictObject({
  formatVersion: z.literal(1),
  unit: z.string().min(1).max(200),
  eligible: whole,
  thresholds: z
    .strictObject({ floor: whole.min(5), table: whole.min(10), block: whole.min(5) })
    .partial()
    .optional(),
  forms: z.array(
    z.strictObject({
      form: z.string().min(1),
      include: z.array(z.string()).optional(),
      leaders: z.array(z.strictObject({ name: text, post: text, isPrincipal: z.boolean() })).optional(),
      categories: z.array(category).min(1),
    }),
  ),
  assessment: assessment.partial().optional(),
});

/**
 * @param scheme what may be entered depends on it
 * @throws Problem inputs.invalid with JSON paths: the shape first, then what the scheme does not know or allow
 */
export function checkGivenUnit(value: unknown, scheme: Scheme): GivenUnit {
  const read = shape.safeParse(value, { reportInput: true });
  const faults = read.success ? crossCheck(read.data, scheme) : shapeFaults(read.error);
  if (!read.success || faults.length > 0) throw new Problem("inputs.invalid", { faults });
  return read.data;
}

const INPUTS = {
  formTwice: "这份表单前面已经有了",
  categoryTwice: "这个票种前面已经有了",
  weight: "权重不能小于 0",
  unknownCap: "评估办法里没有这种限制情形",
} as const;

function crossCheck({ forms, assessment = {} }: GivenUnit, scheme: Scheme): readonly DefinitionFault[] {
  const { capDecisions = {}, ...entered } = assessment;
  return [
    ...forms.flatMap(({ form, categories }, at) => [
      ...(forms.findIndex((one) => one.form === form) < at
        ? [{ path: `$.forms[${at}].form`, sentence: INPUTS.formTwice }]
        : []),
      ...categoryFaults(categories, `$.forms[${at}].categories`),
    ]),
    ...checkAssessment(scheme, { ...EMPTY_ASSESSMENT, ...entered }).map(({ path, sentence }) => ({
      path: path.replace("$", "$.assessment"),
      sentence,
    })),
    ...Object.keys(capDecisions)
      .filter((id) => scheme.caps.every((cap) => cap.id !== id))
      .map((id) => ({ path: `$.assessment.capDecisions.${id}`, sentence: INPUTS.unknownCap })),
  ];
}

const categoryFaults = (categories: readonly GivenCategory[], path: string): readonly DefinitionFault[] =>
  categories.flatMap(({ id, weight }, at) => [
    ...(categories.findIndex((one) => one.id === id) < at
      ? [{ path: `${path}[${at}].id`, sentence: INPUTS.categoryTwice }]
      : []),
    ...(compare(parseRatio(weight), ZERO) < 0
      ? [{ path: `${path}[${at}].weight`, sentence: INPUTS.weight }]
      : []),
  ]);
