import { z } from "zod";
import type { TypedAssessment } from "../../../services/save-assessment.ts";

const key = z.string().min(1).max(60);
const text = z.string().trim().max(2_000);
const points = z.strictObject({ points: z.string().trim().max(20), reason: text });

const sheet = z.strictObject({
  judge: z.string().trim().max(60),
  score: z.string().trim().max(20).nullable(),
  isRecused: z.boolean(),
  points: z.record(key.max(100), z.string().trim().max(20)).optional(),
});

const askedSheet = z.strictObject({
  instrument: z.string().min(1).max(64),
  version: z.string().min(1).max(32),
  converted: z.string().trim().max(20).nullable(),
});

/** The shape of an entry; ranges and lengths are checked with the scheme, so that every fault gets its sentence. */
export const assessmentShape = z.strictObject({
  judgement: z.record(key, z.strictObject({ score: z.string().trim().max(20), reason: text })),
  supervision: z.record(key, z.number()),
  deductions: z.array(points).max(50),
  bonus: z.array(points).max(50),
  facts: z.array(key).max(50),
  workload: z.record(key, z.number()),
  inspection: z
    .strictObject({ enteredOn: text.min(1), leftOn: text.min(1), type: text.min(1) })
    .partial()
    .optional(),
  panels: z.record(key, z.array(sheet).max(100)),
  panelSheets: z.record(key, askedSheet).optional(),
  basedOn: z.string().length(64),
});

/** Nothing in a list is nothing entered. */
export function entryOf(body: z.infer<typeof assessmentShape>): TypedAssessment {
  const { judgement, supervision, inspection, panels, panelSheets, basedOn: _, ...rest } = body;
  return {
    ...rest,
    panels: Object.fromEntries(
      Object.entries(panels).map(([id, sheets]) => [
        id,
        sheets.map(({ points, ...one }) => (points === undefined ? one : { ...one, points })),
      ]),
    ),
    ...(panelSheets && { sheets: panelSheets }),
    ...(inspection && { inspection }),
    judgement: Object.keys(judgement).length === 0 ? null : judgement,
    supervision: Object.keys(supervision).length === 0 ? null : supervision,
  };
}

const grade = z.enum(["良好", "较好", "较差"]);

export const capShape = z.strictObject({
  confirmed: z.boolean(),
  reason: text.min(1),
  basedOn: z.string().length(64),
});

/** A step of the review; who may take which is decided by the route. */
export const stepShape = z.discriminatedUnion("step", [
  z.strictObject({ step: z.literal("judged") }),
  z.strictObject({ step: z.literal("proposed"), grade, reason: text }),
  z.strictObject({ step: z.literal("reviewed"), opinion: text.min(1) }),
  z.strictObject({ step: z.literal("returned"), reason: text.min(1) }),
  z.strictObject({
    step: z.literal("approved"),
    grade,
    meeting: z.iso.date(),
    reason: text,
  }),
]);

export type ReviewStep = z.infer<typeof stepShape>;
export const reasonText = text.min(1);
