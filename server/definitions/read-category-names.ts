/** `category-names.json` → names and weights of categories per unit type. */
import { z } from "zod";
import { zhCN } from "zod/locales";
import { parseStrictJson } from "../core/definition/strict-json.ts";
import { Problem } from "../core/problem.ts";
import type { CategoryNames } from "../core/roster/category-names.ts";

const text = z.string().min(1).max(200);

const categoryNames = z.strictObject({
  formatVersion: z.literal(1),
  weights: z.record(text, z.string().regex(/^\d{1,3}(\.\d{1,6})?$/)),
  outside: z.array(text),
  unitTypes: z.array(
    z.strictObject({
      name: text,
      categories: z.record(text, text),
      variables: z.record(text, z.string().max(200)),
      words: z.array(z.tuple([text, z.string().max(200)])),
    }),
  ),
});

/** @throws Problem definition.invalid, request.malformed */
export function readCategoryNames(source: string): CategoryNames {
  const result = categoryNames.safeParse(parseStrictJson(source), { error: zhCN().localeError });
  if (result.success) return result.data;
  throw new Problem("definition.invalid", {
    faults: result.error.issues.map((issue) => ({
      path: `category-names.json $.${issue.path.join(".")}`,
      sentence: issue.message,
    })),
  });
}
