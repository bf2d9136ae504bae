/** Rich text of a form: a few tags without attributes; everything else could load, link or run something. */
import type { Faults } from "./faults.ts";
import type { JsonValue } from "./instrument.ts";
import { isJsonObject } from "./survey-text.ts";

const TAG = /^<\/?(?:p|br|b|strong|i|em|u|s|ul|ol|li|h[1-6]|hr|div|span|small|sub|sup|blockquote)\s*\/?>$/i;

/** Also walks localised texts. */
export function checkRichText(value: JsonValue | undefined, path: string, faults: Faults): void {
  if (isJsonObject(value)) {
    for (const [key, text] of Object.entries(value)) checkRichText(text, `${path}.${key}`, faults);
    return;
  }
  if (typeof value !== "string") return;
  const pieces = value.match(/<[^>]*>?/g) ?? [];
  if (pieces.some((piece) => !TAG.test(piece)))
    faults.add(path, "只能是文字和不带属性的简单标签，不能有图片、链接、脚本或框架");
}
