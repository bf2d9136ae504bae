/** What a 封存包 holds beside a verification folder: the polls' own days and the numbers of the 登记表. */
import { z } from "zod";
import { canonicalJson } from "../definition/canonical.ts";
import type { RollSheetTyped } from "../results/roll-sheet.ts";
import { utf8Bytes } from "../ticket/bytes.ts";
import type { Parcel } from "./parcel.ts";
import { readPart } from "./read-part.ts";

const ROLLS_FILE = "rolls.json";
const CLOSED = "closed/";

/** One poll as it ended: the one that counts for its unit, or one that was withdrawn before it. */
export interface SealedPoll {
  readonly id: string;
  readonly unit: string;
  readonly state: "closed" | "invalid" | "void";
  readonly openedAtUtc: string | null;
  readonly closingEndsAtUtc: string | null;
  readonly closedAtUtc: string | null;
  readonly closedDigest: string | null;
  readonly openUntil: string | null;
  readonly replacedBy: string | null;
  /** What the two who signed typed; null: nothing. */
  readonly sheet: RollSheetTyped | null;
}

const slips = z.int().min(0).max(1_000_000);
const line = z.string().max(500);
const id = z.string().regex(/^[\p{L}\p{N}_-]{1,80}$/u);
const time = z.iso.datetime().nullable();

const sheetShape = z.strictObject({
  meeting: line,
  time: line,
  place: line,
  due: slips,
  present: slips,
  batches: z
    .array(
      z.strictObject({
        batch: z.string().min(1).max(100),
        issued: slips,
        exchanged: slips,
        returned: slips,
        left: slips,
        paperIssued: slips,
        paperReturned: slips,
      }),
    )
    .max(50),
  note: line,
});

const rollsShape: z.ZodType<readonly SealedPoll[]> = z
  .array(
    z.strictObject({
      id,
      unit: z.string().min(1).max(200),
      state: z.enum(["closed", "invalid", "void"]),
      openedAtUtc: time,
      closingEndsAtUtc: time,
      closedAtUtc: time,
      closedDigest: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .nullable(),
      openUntil: line.nullable(),
      replacedBy: id.nullable(),
      sheet: sheetShape.nullable(),
    }),
  )
  .min(1)
  .max(1_000);

/** Field by field: nothing else of a poll leaves the installation. */
export const writeRolls = (polls: readonly SealedPoll[]): readonly [string, Uint8Array] => [
  ROLLS_FILE,
  utf8Bytes(canonicalJson(polls)),
];

/** @throws Problem parcel.refused (damaged) */
export const readRolls = ({ parts }: Parcel): readonly SealedPoll[] =>
  readPart(parts, ROLLS_FILE, rollsShape);

export const closedPath = (poll: string): string => `${CLOSED}${poll}.db`;

/** Closed files by poll. */
export const closedFilesOf = ({ parts }: Parcel): ReadonlyMap<string, Uint8Array> =>
  new Map(
    [...parts]
      .filter(([path]) => path.startsWith(CLOSED))
      .map(([path, bytes]) => [path.slice(CLOSED.length, -".db".length), bytes]),
  );
