/** 届: the term of the committee that a round belongs to. Coverage is counted within one term. */

const DIGITS = "零一二三四五六七八九";
const TERM = /第?(?<number>\d{1,2}|[一二三四五六七八九十]{1,3})届/;
const ROUND = /第(?:\d{1,2}|[一二三四五六七八九十]{1,3})轮/;

/**
 * The term that a text names first: "十五届县委第三轮巡察" and "第15届" are 15.
 *
 * @returns 1–99, null when it names none
 */
export function readTerm(text: string): number | null {
  const written = TERM.exec(text.normalize("NFKC"))?.groups?.["number"];
  if (written === undefined) return null;
  const term = /^\d+$/.test(written) ? Number(written) : readNumeral(written);
  return term === 0 ? null : term;
}

/** 十五届 */
export function termName(term: number): string {
  const [tens, ones] = [Math.floor(term / 10), term % 10];
  const ten = tens === 0 ? "" : `${tens === 1 ? "" : DIGITS[tens]}十`;
  return `${ten}${ones === 0 ? "" : DIGITS[ones]}届`;
}

/** 第三轮 where a title says so, else the title itself. */
export const roundName = (title: string): string => ROUND.exec(title)?.[0] ?? title;

/** 一 … 九十九; null for anything else. */
function readNumeral(written: string): number | null {
  const [before = "", after = ""] = written.split("十");
  const hasTen = written.includes("十");
  const digit = (text: string): number => (text === "" ? 0 : DIGITS.indexOf(text));
  if (before.length > 1 || after.length > 1 || (hasTen && written.split("十").length > 2)) return null;
  return hasTen ? (before === "" ? 1 : digit(before)) * 10 + digit(after) : digit(before);
}
