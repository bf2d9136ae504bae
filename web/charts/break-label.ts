/** Titles of rows beside a chart. */
const LINE_LENGTH = 17;
const LINES_MAX = 3;

const CLOSES = /[，。、；：？！”）》…]/;
const OPENS = /[“（《]/;

/**
 * Long titles break into at most three lines of about the same length: after a punctuation mark when one is near,
 * never before a closing mark and never after an opening one.
 */
export function breakLabel(label: string, length = LINE_LENGTH): readonly string[] {
  const letters = [...label];
  if (letters.length <= length) return [label];
  const lines = Math.min(LINES_MAX, Math.ceil(letters.length / length));
  const broken: string[] = [];
  let from = 0;
  for (let left = lines; left > 1; left -= 1) {
    const to = goodBreak(letters, from + Math.ceil((letters.length - from) / left));
    broken.push(letters.slice(from, to).join(""));
    from = to;
  }
  return [...broken, letters.slice(from).join("")].filter((line) => line !== "");
}

function goodBreak(letters: readonly string[], wanted: number): number {
  const allows = (place: number): boolean =>
    !CLOSES.test(letters[place] ?? "") && !OPENS.test(letters[place - 1] ?? "");
  const near = [0, 1, -1, 2, -2, 3].map((step) => wanted + step);
  return (
    near.find((place) => CLOSES.test(letters[place - 1] ?? "") && allows(place)) ??
    near.find(allows) ??
    wanted
  );
}
