/** Numbers as people type them on a Chinese keyboard: full-width signs, 。 for the point, a comma for it. */
const FULL_WIDTH = /[\uff01-\uff5e]/g;
const HALF_WIDTH_BELOW = 0xfee0;

/** Nothing that could be two numbers: 1,234 may be meant as a thousand. */
const GROUPED = /^[+-]?[1-9]\d{0,2},\d{3}$/;
const NUMBER = /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)$/;

/** More digits than a number holds exactly. */
const DIGITS_MAX = 15;

/** @returns null when the text is no number, or could be read as more than one */
export function typedNumber(text: string): number | null {
  const plain = text
    .replace(FULL_WIDTH, (sign) => String.fromCharCode(sign.charCodeAt(0) - HALF_WIDTH_BELOW))
    .replace(/。/g, ".")
    .replace(/\u2212/g, "-")
    .trim();
  if (!NUMBER.test(plain) || GROUPED.test(plain)) return null;
  if (plain.replace(/\D/g, "").length > DIGITS_MAX) return null;
  return Number(plain.replace(",", "."));
}
