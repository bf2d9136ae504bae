import { z } from "zod";
import { isReadableNumber } from "../ratio.ts";
import { SHAPE } from "./shape-faults.ts";

/** What `parseRatio` reads, in a file that people write: 20, "31.25", "25/4". */
export const decimalShape: z.ZodType<string | number> = z.union(
  [
    z.number().refine(isReadableNumber, SHAPE.decimal),
    z.string().regex(/^-?\d{1,12}(\.\d{1,12})?(\/0{0,11}[1-9]\d{0,11})?$/, SHAPE.decimal),
  ],
  SHAPE.decimal,
);
