import { z } from "zod";
import { CODE_PATTERN } from "../../core/access/one-time-code.ts";

/** Of a phone (动态口令); where the profile does not ask for codes it is not looked at. */
export const codeShape = z.string().regex(CODE_PATTERN);

export const signInShape = z.strictObject({
  name: z.string().min(1).max(50),
  password: z.string().min(1).max(200),
  code: codeShape.optional(),
});
