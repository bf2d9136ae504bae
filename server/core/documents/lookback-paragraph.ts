import type { LookBackLine } from "../results/look-back.ts";
import { listed, pieces, type Piece } from "./pieces.ts";

/**
 * 前后对照 of one unit with its last round; null when there is none.
 *
 * @source texts.zh.md §10 report.lookback
 */
export function lookbackParagraph(line: LookBackLine | undefined): readonly Piece[] | null {
  if (!line) return null;
  const { round, notComparable, forms, up, down } = line;
  if (notComparable === "scheme") return pieces`与${round.title}相比：两次办法不同，不作比较。`;
  if (notComparable === "unit-type") return pieces`与${round.title}相比：两次单位类型不同，不作比较。`;
  const scores = forms.flatMap(({ title, before, now }) =>
    before !== null && now !== null ? [pieces`${title}得分由${before}分变为${now}分`] : [],
  );
  const moves = [
    ...(up ? [pieces`提高较多的是“${up.title}”`] : []),
    ...(down ? [pieces`下降较多的是“${down.title}”`] : []),
  ];
  if (scores.length === 0) return null;
  const ends = moves.length > 0 ? pieces`；${listed(moves, "，")}` : [];
  return pieces`与${round.title}相比（评估办法版本相同），${listed(scores, "，")}${ends}。`;
}
