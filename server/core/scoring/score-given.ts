/** Scores a unit from counts, judgement and facts that were written down: tally → release → score, the one way there is. */
import { z } from "zod";
import { digestOf } from "../definition/canonical.ts";
import { freezeForm } from "../definition/freeze-form.ts";
import type { Instrument } from "../definition/instrument.ts";
import { Problem } from "../problem.ts";
import { type PollResult, type PollToRelease, releasePoll } from "../release/release.ts";
import type { Released } from "../release/released.ts";
import { DEFAULT_THRESHOLDS, type Thresholds } from "../round/round.ts";
import { givenCounts, type GivenCategory } from "../tally/given-counts.ts";
import { EMPTY_ASSESSMENT, type Scheme, type UnitAssessment } from "./scheme.ts";
import { scoreUnit } from "./score-unit.ts";
import { shapeFaults } from "./shape-faults.ts";
import type { UnitScore } from "./unit-score.ts";
import { withPrices } from "./with-prices.ts";

/** The file of `plumbline score --inputs`. @source docs/scoring.md §9 */
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
const decimal = z.union([z.number(), z.string().min(1).max(60)]);
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
  supervision: z.record(z.string(), z.number()).nullable(),
  panels: z.record(
    z.string(),
    z.array(z.strictObject({ judge: text, score: decimal.nullable(), isRecused: z.boolean() })),
  ),
  deductions: z.array(entry),
  bonus: z.array(entry),
  facts: z.array(text),
  capDecisions: z.record(z.string(), z.strictObject({ confirmed: z.boolean(), reason: text })),
  workload: z.record(z.string(), z.number()),
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

/** @throws Problem inputs.invalid with JSON paths */
export function checkGivenUnit(value: unknown): GivenUnit {
  const read = shape.safeParse(value, { reportInput: true });
  if (!read.success) throw new Problem("inputs.invalid", { faults: shapeFaults(read.error) });
  return read.data;
}

export interface GivenScore {
  readonly result: Released<PollResult>;
  readonly score: UnitScore;
}

/**
 * Freezes the forms with the scheme's prices, joins the categories into blocks by numbers of ballots and counts: the
 * closed poll that these counts would be.
 *
 * @param instruments by id
 * @throws Problem inputs.invalid, definition.invalid
 */
export function closeGiven(
  scheme: Scheme,
  given: GivenUnit,
  instruments: ReadonlyMap<string, Instrument>,
): PollToRelease {
  const thresholds: Thresholds = { ...DEFAULT_THRESHOLDS, ...given.thresholds };
  const named = given.forms.map(({ form }, i) => {
    const found = instruments.get(form);
    if (found) return withPrices(found, scheme);
    throw new Problem("inputs.invalid", {
      faults: [{ path: `$.forms[${i}].form`, sentence: `没有“${form}”这份表单` }],
    });
  });
  const forms = given.forms.map(({ include = [], leaders = [], categories }, i) => {
    const form = freezeForm(named[i]!, {
      variables: variablesOf(given.unit),
      include,
      kindsInRound: named.map(({ kind }) => kind),
      leaders: leaders.map((leader) => ({ ...leader, since: "" })),
    });
    const digest = digestOf(form);
    return { form, digest, ...givenCounts(form, digest, categories, thresholds, `$.forms[${i}].categories`) };
  });
  return { poll: given.unit, forms, thresholds };
}

/**
 * Releases and scores what was given. What a closed poll of these counts may not show is not shown here either.
 *
 * @throws Problem inputs.invalid, scoring.input, definition.invalid
 */
export function scoreGiven(
  scheme: Scheme,
  given: GivenUnit,
  instruments: ReadonlyMap<string, Instrument>,
): GivenScore {
  const result = releasePoll(closeGiven(scheme, given, instruments));
  const score = scoreUnit(scheme, {
    forms: result.forms,
    assessment: { ...EMPTY_ASSESSMENT, ...given.assessment },
    eligible: given.eligible,
    participated: result.returned,
  });
  return { result, score };
}

/** Titles name the unit; the other variables of a form do not change a score. */
const variablesOf = (unit: string): { readonly [name: string]: string } => ({
  单位: unit,
  本单位: "本单位",
  领导班子: "领导班子",
  评价时段: "",
  巡察组: "",
  轮次: "",
  反馈日期: "",
});
