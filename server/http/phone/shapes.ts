import { z } from "zod";
import { fromBase64Url } from "../../core/ticket/bytes.ts";

/** base64url without padding, of a bounded number of bytes. */
const bytes = (min: number, max = min) =>
  z
    .string()
    .max(Math.ceil((max * 4) / 3))
    .regex(/^[A-Za-z0-9_-]*$/)
    .transform((text, context) => {
      const decoded = fromBase64Url(text);
      if (decoded.length < min || decoded.length > max) context.addIssue("length");
      return decoded;
    });

const name = z.string().min(1).max(100);
const pad = z
  .string()
  .max(64 * 1024)
  .optional();

export const entryShape = z.strictObject({ h: bytes(32) });

export const redeemShape = z.strictObject({
  a: bytes(32),
  blinded: z.record(name, bytes(128, 512)),
  look: z.boolean().optional(),
  pad,
});

export const linkShape = z.strictObject({
  poll: name,
  link: name,
  blinded: z.record(name, bytes(128, 512)),
  pad,
});

export const ballotShape = z.strictObject({
  poll: name,
  block: name,
  instrument: name,
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  message: bytes(32),
  signature: bytes(128, 512),
  retry: bytes(16, 32),
  answers: z.unknown(),
  pad,
});

export const checkShape = z.strictObject({
  keyId: bytes(32),
  message: bytes(32),
  signature: bytes(128, 512),
  /** What the answer is sealed to; a page of an earlier version sends none. */
  reply: bytes(32).optional(),
  pad,
});

export const sealedShape = z.strictObject({
  sealed: z.strictObject({ key: bytes(32), epk: bytes(32), box: z.string().max(64 * 1024) }),
});
