import { type LevelledForm, type WithheldScore, withheldScore } from "../results/withheld-score.ts";
import type { Thresholds } from "../round/round.ts";

/** @param people where more ballots came back than people were eligible: as many as the threshold took them for */
const few = (limit: number, people: number | undefined): string =>
  people === undefined
    ? `收回份数不足 ${limit} 份`
    : `收回份数多于应参加人数，按 ${people} 人计，不足 ${limit} 人`;

/** What stands where something is not shown, on paper and in the console. @source texts.zh.md §6 */
export const withheldWords = {
  cell: "人数少，不予显示",
  unit: ({ floor }: Thresholds, people?: number) =>
    `${few(floor, people)}，为保护填写人，不计算测评得分；` +
    "等次由巡察组依据研判和监督情况提出，并经领导小组审定（须注明）。",
  distribution: ({ table }: Thresholds, people?: number) =>
    `${few(table, people)}，只显示总体得分，不显示各档票数。`,
  text: ({ table }: Thresholds) => `收回份数不足 ${table} 份，文字意见不予显示。`,
  /** Outside raters beside the unit's own people who are too few to be counted. @param name of their category */
  excluded: (name: string, { table }: Thresholds) =>
    `“${name}”收回份数不足 ${table} 份，为保护填写人，不计入、不显示。`,
  /** Of questions whose blocks could not be scored apart. */
  pooled: ({ floor }: Thresholds) => `有的计票组有效评价不足 ${floor} 份的项，各组合并计算得分。`,
  /** In place of one score. */
  score: (why: WithheldScore, limits: Thresholds, people?: number): string =>
    ({
      outside: `${few(limits.floor, people)}，为保护填写人，不显示得分和各档票数。`,
      form: `${few(limits.floor, people)}，为保护填写人，不计算这张表的得分，不显示各档票数。`,
      unit: withheldWords.unit(limits, people),
    })[why],
  /**
   * Of one form that has no tables: the grade rests on forms that are scored and that the unit's own people fill, on no
   * other, and on judgement and facts alone only where none of them has a score.
   *
   * @param all forms of the unit, this one among them
   */
  form(form: LevelledForm, all: readonly LevelledForm[], limits: Thresholds): string {
    const { people } = form;
    if (!form.isScored)
      return `${few(form.level === "none" ? limits.floor : limits.table, people)}，为保护填写人，不显示各档票数。`;
    const why = withheldScore(form, all);
    return why === null
      ? withheldWords.distribution(limits, people)
      : withheldWords.score(why, limits, people);
  },
} as const;
