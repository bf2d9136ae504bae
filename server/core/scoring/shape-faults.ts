import type { z } from "zod";
import type { DefinitionFault } from "../problem.ts";
import { SCHEME } from "./scheme-sentences.ts";

/** JSON path and sentence of everything whose shape is wrong. The value must have been parsed with `reportInput`. */
export const shapeFaults = ({ issues }: z.ZodError): readonly DefinitionFault[] =>
  issues.map((issue) => ({
    path: issue.path.reduce<string>(
      (text, key) => (typeof key === "number" ? `${text}[${key}]` : `${text}.${String(key)}`),
      "$",
    ),
    sentence: shapeSentence(issue),
  }));

function shapeSentence(issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys") return SCHEME.unknownKey(issue.keys);
  if (issue.code === "invalid_value") return SCHEME.wanted(issue.values);
  return issue.code === "invalid_type" && issue.input === undefined ? SCHEME.missing : SCHEME.shape;
}
