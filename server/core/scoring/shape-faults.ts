import type { z } from "zod";
import type { DefinitionFault } from "../problem.ts";

/** What may be wrong with the shape of a file, in the words of whoever writes one. */
export const SHAPE = {
  missing: "缺少这一项",
  unknownKey: (keys: readonly string[]): string => `有不认识的项：${keys.join("、")}`,
  wanted: (values: readonly unknown[]): string => `只能是：${values.join("、")}`,
  decimal: '应是一个数，例如 20、"31.25"、"25/4"',
  id: "编号只能用小写字母、数字和连字符“-”，以字母开头，最多 60 个字符",
  when: "应是一种限制情形：fact、judgementBelow、optionRate、problemRate 或 partBelow",
  types: {
    string: "应是文字，写在双引号里",
    number: "应是一个数",
    int: "应是整数",
    boolean: "应是 true（是）或 false（否）",
    array: "应是一个列表，写在 [ ] 里",
    object: "应是一组项，写在 { } 里",
    record: "应是一组项，写在 { } 里",
  } as { readonly [type: string]: string },
  emptyText: "不能是空的",
  longText: (most: number): string => `太长，最多 ${most} 个字`,
  emptyList: "列表里至少要有一项",
  least: (least: number): string => `不能小于 ${least}`,
  most: (most: number): string => `不能大于 ${most}`,
} as const;

/** JSON path and sentence of everything whose shape is wrong. The value must have been parsed with `reportInput`. */
export const shapeFaults = ({ issues }: z.ZodError): readonly DefinitionFault[] =>
  issues.map((issue) => ({
    path: issue.path.reduce<string>(
      (text, key) => (typeof key === "number" ? `${text}[${key}]` : `${text}.${String(key)}`),
      "$",
    ),
    sentence: shapeSentence(issue),
  }));

/** Patterns, refinements and unions of ours carry their sentence as the message. */
function shapeSentence(issue: z.core.$ZodIssue): string {
  if (issue.input === undefined) return SHAPE.missing;
  switch (issue.code) {
    case "unrecognized_keys":
      return SHAPE.unknownKey(issue.keys);
    case "invalid_value":
      return SHAPE.wanted(issue.values);
    case "invalid_type":
      return SHAPE.types[issue.expected] ?? issue.message;
    case "too_small":
      return tooSmall(issue.origin, Number(issue.minimum));
    case "too_big":
      return issue.origin === "string"
        ? SHAPE.longText(Number(issue.maximum))
        : SHAPE.most(Number(issue.maximum));
    case "invalid_union":
      return "options" in issue && Array.isArray(issue.options) ? SHAPE.wanted(issue.options) : issue.message;
    case "invalid_key":
      return issue.issues.map(shapeSentence).join("；");
    default:
      return issue.message;
  }
}

function tooSmall(origin: string, least: number): string {
  if (origin === "string") return SHAPE.emptyText;
  return origin === "array" ? SHAPE.emptyList : SHAPE.least(least);
}
