/** The shape of a scheme file; what its numbers must add up to is checked in `check-scheme.ts`. */
import { z } from "zod";
import { decimalShape as decimal } from "./decimal-shape.ts";
import type { Scheme } from "./scheme.ts";
import { SHAPE } from "./shape-faults.ts";

const id = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, SHAPE.id);
const title = z.string().min(1).max(200);
const grade = z.enum(["良好", "较好", "较差"]);
const dimension = z.enum(["discipline", "leading", "duties", "style", "life", "staffing"]);

const option = z.string().min(1).max(200);
const selection = z.strictObject({
  dimension: dimension.optional(),
  focus: z.string().min(1).max(20).optional(),
  part: z.string().min(1).max(60).optional(),
  items: z.array(z.string().min(1).max(60)).min(1).optional(),
  tag: z.string().min(1).max(60).optional(),
});
const select = selection.optional();

const form = z.strictObject({ from: z.literal("form"), instrument: id });
const judgement = z.strictObject({
  from: z.literal("judgement"),
  dimensions: z.array(z.strictObject({ id: dimension, title })).min(1),
});
const supervision = z.strictObject({
  from: z.literal("supervision"),
  kinds: z.array(z.strictObject({ id, title, perCase: decimal, limit: decimal })).min(1),
});

const firstSource = z.discriminatedUnion("from", [form, judgement, supervision]);
const source = z.discriminatedUnion("from", [
  form,
  judgement,
  supervision,
  z.strictObject({ from: z.literal("members"), instrument: id, principal: decimal, others: decimal }),
  z.strictObject({ from: z.literal("items"), instrument: id, select: selection }),
  z.strictObject({ from: z.literal("positive"), instrument: id, select, positive: z.array(option).min(1) }),
  z.strictObject({ from: z.literal("problems"), instrument: id, select }),
  z.strictObject({
    from: z.literal("counted"),
    base: decimal,
    counts: z.array(z.strictObject({ id, title, each: decimal, limit: decimal })).min(1),
  }),
  z.strictObject({ from: z.literal("panel"), dropFrom: z.number().int().min(3).max(99) }),
]);

const optionRate = z.strictObject({
  optionRate: z.strictObject({ instrument: id, option, atLeast: decimal }),
});
const firstWhens = [
  z.strictObject({ fact: id }),
  z.strictObject({ judgementBelow: decimal }),
  optionRate,
] as const;
const firstWhen = z.union(firstWhens, SHAPE.when);
const when = z.union(
  [
    ...firstWhens,
    z.strictObject({ problemRate: z.strictObject({ instrument: id, select, atLeast: decimal }) }),
    z.strictObject({ partBelow: z.strictObject({ part: id, below: decimal }) }),
  ],
  SHAPE.when,
);

const head = { id, version: z.string().min(1).max(40), title };
const tail = {
  deductionLimit: decimal,
  bonusLimit: decimal,
  grades: z.array(z.strictObject({ grade, from: decimal })),
};
const participation = { participationAtLeast: decimal, participationWarn: decimal };

const firstShape = z.strictObject({
  formatVersion: z.literal(1),
  ...head,
  parts: z.array(z.strictObject({ id, title, points: decimal, source: firstSource })).min(1),
  ...tail,
  caps: z.array(z.strictObject({ id, title, atMost: grade, when: firstWhen })),
  validity: z.strictObject(participation),
});

const indicators = z.array(z.strictObject({ id, title, weight: decimal, source })).min(1);

const secondShape = z.strictObject({
  formatVersion: z.literal(2),
  ...head,
  fullMarks: decimal.optional(),
  prices: z.record(id, z.record(option, decimal)).optional(),
  parts: z
    .array(
      z.strictObject({
        id,
        title,
        points: decimal,
        source: source.optional(),
        indicators: indicators.optional(),
      }),
    )
    .min(1),
  ...tail,
  caps: z.array(z.strictObject({ id, title, atMost: grade, when })),
  validity: z.strictObject({ ...participation, everybodyUpTo: z.number().int().min(0).optional() }),
});

export const schemeShape: z.ZodType<Scheme> = z.discriminatedUnion("formatVersion", [
  firstShape,
  secondShape,
]);
