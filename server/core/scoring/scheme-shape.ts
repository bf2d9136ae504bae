/** The shape of a scheme file; what its numbers must add up to is checked in `check-scheme.ts`. */
import { z } from "zod";
import type { Scheme } from "./scheme.ts";

const decimal = z.union([z.number(), z.string().regex(/^-?\d{1,12}(\.\d{1,12})?(\/0{0,11}[1-9]\d{0,11})?$/)]);
const id = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/);
const title = z.string().min(1).max(200);
const grade = z.enum(["良好", "较好", "较差"]);
const dimension = z.enum(["discipline", "leading", "duties", "style", "life", "staffing"]);

const source = z.discriminatedUnion("from", [
  z.strictObject({ from: z.literal("form"), instrument: id }),
  z.strictObject({
    from: z.literal("judgement"),
    dimensions: z.array(z.strictObject({ id: dimension, title })).min(1),
  }),
  z.strictObject({
    from: z.literal("supervision"),
    kinds: z.array(z.strictObject({ id, title, perCase: decimal, limit: decimal })).min(1),
  }),
]);

const when = z.union([
  z.strictObject({ fact: id }),
  z.strictObject({ judgementBelow: decimal }),
  z.strictObject({
    optionRate: z.strictObject({ instrument: id, option: z.string().min(1), atLeast: decimal }),
  }),
]);

export const schemeShape: z.ZodType<Scheme> = z.strictObject({
  formatVersion: z.literal(1),
  id,
  version: z.string().min(1).max(40),
  title,
  parts: z.array(z.strictObject({ id, title, points: decimal, source })).min(1),
  deductionLimit: decimal,
  bonusLimit: decimal,
  caps: z.array(z.strictObject({ id, title, atMost: grade, when })),
  grades: z.array(z.strictObject({ grade, from: decimal })),
  validity: z.strictObject({ participationAtLeast: decimal, participationWarn: decimal }),
});
