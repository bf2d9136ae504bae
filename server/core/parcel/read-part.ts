import type { z } from "zod";
import { Problem } from "../problem.ts";
import type { Parcel } from "./parcel.ts";

/** JSON of one file of a parcel, in its shape. @throws Problem parcel.refused (damaged) */
export function readPart<T>(parts: Parcel["parts"], file: string, shape: z.ZodType<T>): T {
  let value: unknown = null;
  try {
    value = JSON.parse(partText(parts, file) ?? "");
  } catch {
    // Refused below: what is no JSON has no shape of ours.
  }
  const found = shape.safeParse(value);
  if (!found.success) throw new Problem("parcel.refused", { reason: "damaged", found: file });
  return found.data;
}

/** Null when the parcel has no such file. */
export function partText(parts: Parcel["parts"], file: string): string | null {
  const bytes = parts.get(file);
  return bytes === undefined ? null : new TextDecoder().decode(bytes);
}
