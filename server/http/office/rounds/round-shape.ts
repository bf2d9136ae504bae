import { z } from "zod";
import { LIST_PLACE_CHARACTERS_MAX } from "../../../core/round/round.ts";
import { POSTER_CHARACTERS_MAX, type PosterFields } from "../../../core/round/poster.ts";
import { isWirelessName, isWirelessPassword } from "../../../core/round/wireless.ts";

const text = z.string().max(200);
const posterText = (field: keyof PosterFields) => z.string().max(POSTER_CHARACTERS_MAX[field]);
const category = z.string().min(1).max(20);
const isEachOnce = (names: readonly string[]): boolean => new Set(names).size === names.length;

/** Settings of a round, as the console sends them and `plumbline round import` reads them. */
export const roundShape = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .optional(),
  title: text.min(1),
  authority: text.min(1),
  setUp: z.enum(["onsite", "online"]),
  /** The group's own network, printed on slips; kept of a round on site only. */
  wireless: z
    .strictObject({
      name: text.refine(isWirelessName, "a network has 1 to 32 bytes, no control characters"),
      password: text.refine(isWirelessPassword, "8 to 63 printable characters, no spaces"),
    })
    .optional(),
  period: text.min(1),
  feedbackDate: text.optional(),
  openUntil: text,
  contactPhone: text,
  /** Where the printed lists of receipts hang. */
  listPlace: z.string().max(LIST_PLACE_CHARACTERS_MAX).optional(),
  poster: z
    .strictObject({
      mailbox: posterText("mailbox"),
      email: posterText("email"),
      visitAt: posterText("visitAt"),
      signedBy: posterText("signedBy"),
      signedOn: posterText("signedOn"),
    })
    .optional(),
  scheme: text.min(1),
  judgesFirst: z.boolean().optional(),
  smallBlocks: z.boolean().optional(),
  keyBits: z.union([z.literal(2048), z.literal(3072)]).optional(),
  forms: z
    .array(
      z.strictObject({
        instrument: text.min(1),
        version: text.min(1).optional(),
        categories: z.array(category).min(1).max(12).refine(isEachOnce, "repeated"),
        include: z.array(text).max(100),
      }),
    )
    .min(1)
    .max(12)
    .refine((forms) => isEachOnce(forms.map(({ instrument }) => instrument)), "repeated"),
  /** Outside categories that answer by an open link. */
  openCategories: z.array(category).max(12).refine(isEachOnce, "repeated").optional(),
});

const day = z.union([z.literal(""), z.iso.date()]);

/** First and last day of a round; "" = not typed. */
export const spanShape = z.strictObject({ from: day, to: day });

/** A new round like an earlier one. */
export const copyShape = z.strictObject({
  title: text.min(1),
  openUntil: text,
  take: z.enum(["settings", "units", "roster"]),
});
