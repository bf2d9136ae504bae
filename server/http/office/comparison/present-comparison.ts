import { lookbackParagraph } from "../../../core/documents/lookback-paragraph.ts";
import { printRatio, type Ratio } from "../../../core/ratio.ts";
import { type Compared, type LookBackLine, withheldTotal } from "../../../core/results/look-back.ts";
import { type ComparedCell, compareDimensions } from "../../../core/results/compare-units.ts";
import { gradeTable } from "../../../core/results/grade-table.ts";
import type { UnitRank } from "../../../core/results/rank-units.ts";
import { othersUnsettled, roundMean, settlingOf } from "../../../core/results/round-mean.ts";
import type { RoundsBeside } from "../../../services/review/look-back-unit.ts";
import type { RoundStanding } from "../../../services/score-round.ts";
import type { AccountRow } from "../../../store/office.ts";
import type {
  ComparedAnswer,
  ComparisonAnswer,
  LookBackAnswer,
  PastAnswer,
  RanksAnswer,
} from "../answers-comparison.ts";
import { blindUnits, countedOutcomes } from "../blind-units.ts";
import { isAwaited } from "../read-round.ts";
import { maySee } from "../session.ts";

/** @param means printed means of the rounds, by id, that this account may see */
export const presentLookBack = (
  lines: readonly LookBackLine[],
  here: string,
  means: ReadonlyMap<string, string>,
): LookBackAnswer => ({
  lines: lines.map(({ round, name, grade, notComparable, total, forms }) => ({
    round: presentRound(round),
    name,
    grade,
    notComparable,
    total: total && presentCompared(total),
    roundMean: notComparable ? null : { before: means.get(round.id) ?? null, now: means.get(here) ?? null },
    forms: forms.map(presentCompared),
  })),
  paragraph: (lookbackParagraph(lines[0]) ?? []).map(({ text, missing }) => ({ text, missing })),
});

const presentRound = ({ id, title, thresholds: { floor, table, block } }: LookBackLine["round"]) => ({
  id,
  title,
  thresholds: { floor, table, block },
});

const presentCompared = ({ title, before, now, difference, withheld }: Compared): ComparedAnswer => ({
  title,
  before,
  now,
  difference: difference && presentDifference(difference),
  withheld: { before: withheld.before, now: withheld.now },
});

/** Rounds side by side: what was printed in each, for the units of the last. */
export const presentPast = ({ earlier, here, units }: RoundsBeside): PastAnswer => ({
  rounds: [...earlier, here].map(presentRound),
  rows: units.map(({ unit, own, lines }) => {
    const cells = earlier.map(({ id }) => {
      const line = lines.find(({ round }) => round.id === id);
      if (!line) return null;
      return {
        total: line.total?.before ?? null,
        withheld: line.total?.withheld.before ?? null,
        grade: line.grade,
        notComparable: line.notComparable,
      };
    });
    const now = own && {
      total: own.score.printed,
      withheld: withheldTotal(own),
      grade: own.grade,
      notComparable: null,
    };
    const last = lines.find(({ notComparable }) => notComparable === null);
    return {
      unit: { id: unit.id, name: unit.name, unitType: unit.unitType, group: unit.group },
      cells: [...cells, now],
      difference: last?.total?.difference ? presentDifference(last.total.difference) : null,
    };
  }),
});

/** Two decimals, with its sign. */
const presentDifference = (difference: Ratio): string =>
  `${difference.n > 0n ? "+" : ""}${printRatio(difference, 2)}`;

export const presentRanks = (ranks: readonly UnitRank[]): RanksAnswer =>
  ranks.map(({ unit, rank, of }) => ({ unit, rank, of }));

/** Units × dimensions as this account may see them: a group its own units, beside means of at least 3 of others. */
export function presentComparison(standing: RoundStanding, account: AccountRow): ComparisonAnswer {
  const outcomes = countedOutcomes(standing, account);
  const viewer = account.role === "group" ? account.group : null;
  const blind = blindUnits(standing, account);
  const { dimensions, cells, means } = compareDimensions(outcomes, viewer);
  const rows = gradeTable(standing.scheme.scheme, outcomes);
  const mean = roundMean(rows, viewer);
  const awaited = new Set(standing.units.filter(isAwaited).map(({ unit }) => unit.id));
  return {
    dimensions,
    rows: rows.flatMap(({ unit, level, withdrawn, printed }) => {
      if (!maySee(account, unit)) return [];
      const isBlind = blind.has(unit.id);
      return {
        unit: { id: unit.id, name: unit.name, unitType: unit.unitType, group: unit.group },
        level: isBlind ? ("open" as const) : level,
        withdrawn,
        isBlind,
        awaitsApproval: awaited.has(unit.id),
        total: isBlind ? null : printed,
        cells: isBlind ? [] : (cells.get(unit.id) ?? []).map((cell) => cell && presentCell(cell)),
      };
    }),
    means: {
      total: mean && { printed: printRatio(mean.mean, 1), units: mean.units },
      dimensions: means.map((one) => one && { printed: one.printed, units: one.units }),
      unsettled: othersUnsettled(rows.map(settlingOf), viewer),
    },
  };
}

const presentCell = ({ printed, difference, band }: ComparedCell) => ({
  printed,
  difference: difference && `${difference.n > 0n ? "+" : ""}${printRatio(difference, 1)}`,
  band,
});
