import { z } from "zod";

export const signInShape = z.strictObject({
  name: z.string().min(1).max(50),
  password: z.string().min(1).max(200),
});
