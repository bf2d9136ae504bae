/** What a 任务包 holds: one round's settings, forms and scheme, and one group's units with their polls and blocks. */
import { z } from "zod";
import { canonicalJson } from "../definition/canonical.ts";
import type { Instrument } from "../definition/instrument.ts";
import type { PollPlan } from "../round/plan.ts";
import type { Round } from "../round/round.ts";
import type { Unit } from "../roster/unit.ts";
import type { Scheme } from "../scoring/scheme.ts";
import { utf8Bytes } from "../ticket/bytes.ts";
import type { Parcel } from "./parcel.ts";
import { readPart } from "./read-part.ts";
import { roundShape, unitShape } from "./task-shapes.ts";

/** Forms and scheme as they are frozen with a round. */
export interface FrozenForms {
  readonly instruments: readonly { readonly digest: string; readonly instrument: Instrument }[];
  readonly scheme: { readonly digest: string; readonly scheme: Scheme };
}

export interface TaskUnit {
  readonly unit: Unit;
  /** Id of the poll, the same on both installations. */
  readonly poll: string;
  readonly plan: PollPlan;
}

export interface TaskContents {
  readonly round: Round;
  readonly frozen: FrozenForms;
  /** In the order of the roster. */
  readonly units: readonly TaskUnit[];
}

export const ROUND_FILE = "round.json";
const UNITS_FILE = "units.json";

/** What a task fixes for the whole round; the same bytes wherever they are written. */
export const writeFixed = ({
  round,
  frozen: { instruments, scheme },
}: Omit<TaskContents, "units">): Uint8Array =>
  utf8Bytes(canonicalJson({ round, frozen: { instruments, scheme } }));

export function writeTask({ round, frozen, units }: TaskContents): ReadonlyMap<string, Uint8Array> {
  return new Map([
    [ROUND_FILE, writeFixed({ round, frozen })],
    [UNITS_FILE, utf8Bytes(canonicalJson(units.map(({ unit, poll, plan }) => ({ unit, poll, plan }))))],
  ]);
}

const fixedShape = z.strictObject({
  round: roundShape,
  frozen: z.strictObject({
    instruments: z.array(
      z.strictObject({
        digest: z.string(),
        instrument: z.looseObject({ id: z.string(), version: z.string(), title: z.string() }),
      }),
    ),
    scheme: z.strictObject({
      digest: z.string(),
      scheme: z.looseObject({ id: z.string(), title: z.string() }),
    }),
  }),
});

const areEachOnce = (ids: readonly string[]): boolean => new Set(ids).size === ids.length;

const unitsShape = z
  .array(
    z.strictObject({
      unit: unitShape,
      poll: z.string().regex(/^[\p{L}\p{N}_-]{1,80}$/u),
      plan: z.looseObject({ forms: z.array(z.looseObject({})), batches: z.array(z.looseObject({})) }),
    }),
  )
  .min(1)
  .max(500)
  .refine((all) => areEachOnce(all.map(({ unit }) => unit.id)) && areEachOnce(all.map(({ poll }) => poll)));

/** Forms, scheme and plans have their names only here: who takes them checks them or works them out anew. @throws Problem parcel.refused */
export function readTask({ parts }: Pick<Parcel, "parts">): TaskContents {
  const { round, frozen } = readPart(parts, ROUND_FILE, fixedShape);
  const units = readPart(parts, UNITS_FILE, unitsShape);
  return {
    round,
    frozen: frozen as unknown as TaskContents["frozen"],
    units: units as unknown as readonly TaskUnit[],
  };
}
