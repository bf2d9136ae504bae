/**
 * Round and unit as a task parcel carries them. They are kept as they are and printed, planned and frozen from, so a
 * signature alone does not let another shape in.
 */
import { z } from "zod";
import { DEFAULT_THRESHOLDS, type Round } from "../round/round.ts";
import type { Unit } from "../roster/unit.ts";

const line = z.string().max(500);
const named = line.min(1);
const percent = z.string().regex(/^\d{1,6}(\.\d{1,6})?$/);
const people = z.int().min(0).max(1_000_000);

/** Nobody protects people less than this release does, whoever signs for it. */
const atLeast = (name: keyof typeof DEFAULT_THRESHOLDS) => people.min(DEFAULT_THRESHOLDS[name]);

const formPlan = z.strictObject({
  instrument: named,
  version: named.optional(),
  categories: z.array(named).min(1).max(50),
  include: z.array(line).max(100),
});

export const roundShape: z.ZodType<Round> = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  title: named,
  authority: line,
  setUp: z.enum(["onsite", "online"]),
  period: line,
  feedbackDate: line.optional(),
  openUntil: line,
  contactPhone: line,
  listPlace: line.optional(),
  poster: z
    .strictObject({ mailbox: line, email: line, visitAt: line, signedBy: line, signedOn: line })
    .optional(),
  thresholds: z.strictObject({ floor: atLeast("floor"), table: atLeast("table"), block: atLeast("block") }),
  forms: z.array(formPlan).min(1).max(50),
  openCategories: z.array(named).max(50).optional(),
  scheme: named,
  smallBlocks: z.boolean().optional(),
  keyBits: z.union([z.literal(2048), z.literal(3072)]).optional(),
  judgesFirst: z.boolean().optional(),
});

export const unitShape: z.ZodType<Unit> = z.strictObject({
  id: named.max(200),
  name: named,
  parent: named.nullable(),
  predecessors: z.array(named).max(100).optional(),
  joined: z.array(named).max(100).optional(),
  unitType: line,
  group: named,
  onRoll: people.nullable(),
  categories: z
    .array(
      z.strictObject({ id: named, name: line, weight: percent, eligible: people, isOutside: z.boolean() }),
    )
    .max(50),
  leaders: z
    .array(z.strictObject({ name: named, post: line, since: line, isPrincipal: z.boolean() }))
    .max(200),
  eligibleBasis: line,
});
