import { lookbackParagraph } from "../../../core/documents/lookback-paragraph.ts";
import { printRatio } from "../../../core/ratio.ts";
import type { Compared, LookBackLine } from "../../../core/results/look-back.ts";
import type { UnitRank } from "../../../core/results/rank-units.ts";
import type { ComparedAnswer, LookBackAnswer, RanksAnswer } from "../answers-comparison.ts";

export const presentLookBack = (lines: readonly LookBackLine[]): LookBackAnswer => ({
  lines: lines.map(({ round, name, grade, notComparable, total, forms }) => ({
    round: { id: round.id, title: round.title },
    name,
    grade,
    notComparable,
    total: total && presentCompared(total),
    forms: forms.map(presentCompared),
  })),
  paragraph: (lookbackParagraph(lines[0]) ?? []).map(({ text, missing }) => ({ text, missing })),
});

const presentCompared = ({ title, before, now, difference }: Compared): ComparedAnswer => ({
  title,
  before,
  now,
  difference: difference && `${difference.n > 0n ? "+" : ""}${printRatio(difference, 2)}`,
});

export const presentRanks = (ranks: readonly UnitRank[]): RanksAnswer =>
  ranks.map(({ unit, rank, of }) => ({ unit, rank, of }));
