/** What is wrong with a field of the envelope, in words of a person who writes forms, not of the schema library. */
import type { z } from "zod";

const KINDS: Readonly<Record<string, string>> = {
  string: "文字（写在引号里）",
  number: "数字",
  boolean: "true 或 false",
  array: "列表（写在 [ ] 里）",
  object: "一组字段（写在 { } 里）",
  record: "一组字段（写在 { } 里）",
};

/** @returns a sentence without full stop; for every issue that zod can raise about JSON */
export function envelopeSentence(issue: z.core.$ZodRawIssue): string {
  if (issue.input === undefined && issue.code !== "invalid_key") return "缺少这一项，必须填写";
  switch (issue.code) {
    case "invalid_type":
      return `应填${KINDS[issue.expected] ?? "另一种值"}`;
    case "invalid_value":
      return `只能填：${issue.values.map(String).join("、")}`;
    case "too_small":
      return tooSmall(issue.origin, Number(issue.minimum), issue.inclusive ?? false);
    case "too_big":
      return tooBig(issue.origin, Number(issue.maximum));
    case "invalid_union":
      return issue.discriminator === "rule" ? "没有这种计分规则" : "应填数字或文字";
    case "invalid_key":
      return "字段名应为 1 到 100 个字";
    default:
      return "这一项填得不对";
  }
}

function tooSmall(origin: string, minimum: number, isInclusive: boolean): string {
  if (origin === "string") return minimum <= 1 ? "不能空着" : `至少 ${minimum} 个字`;
  if (origin === "array") return `至少 ${minimum} 项`;
  return isInclusive ? `不能小于 ${minimum}` : `应大于 ${minimum}`;
}

function tooBig(origin: string, maximum: number): string {
  if (origin === "string") return `最多 ${maximum} 个字`;
  if (origin === "array") return `最多 ${maximum} 项`;
  return `不能大于 ${maximum}`;
}
