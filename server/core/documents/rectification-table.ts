/** 整改评估汇总表: one row a unit, from the form that evaluates rectification. @source domain.md §5.8, §2.9 */
import type { Released } from "../release/released.ts";
import type { PollResult } from "../release/release.ts";
import type { ReleasedForm, ReleasedItem } from "../release/released.ts";
import { count, percent, text, withheldCell, words } from "./cells.ts";
import type { Cell, Column, DocumentContent } from "./document.ts";
import { documentWords } from "./document-words.ts";
import { formScore } from "./form-score.ts";
import { isRated, levelsOf } from "./rated-table.ts";
import { titleOf } from "./team-table.ts";
import { noResultWords } from "./no-result-words.ts";
import type { Thresholds, Withdrawal } from "../round/round.ts";

export interface RectificationFacts {
  readonly grades: DocumentContent;
  readonly thresholds: Thresholds;
  readonly instrument: string;
  readonly title: string;
  /** In the order of the grade table; `result` null while the poll is open. */
  readonly units: readonly {
    readonly name: string;
    readonly group: string;
    /** 应参加 of the form; null before the seal and when outside raters fill it. */
    readonly eligible: number | null;
    readonly result: Released<PollResult> | null;
    readonly withdrawn: Withdrawal | null;
  }[];
}

const FIXED = 5;
const LEVELS_NOTE = "各档票数为总体评价一项；得分为各项按权重合成。按名册顺序排列，不按得分排名。";
const fewNote = ({ table }: Thresholds): string =>
  `已封存的单位收回份数都不足 ${table} 份，为保护填写人，不列各档票数；得分为各项按权重合成。按名册顺序排列，不按得分排名。`;

/** Without columns of levels while no unit has released tables of the form: scores, and the reason for what is not there. */
export function rectificationTable(facts: RectificationFacts): DocumentContent {
  const forms = facts.units.map(({ result }) =>
    result?.forms.find(({ instrument }) => instrument === facts.instrument),
  );
  const sample = forms.flatMap((form) => overallOf(form) ?? [])[0];
  const levels = sample ? levelsOf(sample).map(({ text: title }) => title) : [];
  const rows = levels.length > 0 ? 2 : 1;
  return {
    ...facts.grades,
    kind: "rectification-table",
    title: "巡察整改评估汇总表",
    sheetDigest: null,
    body: [
      {
        block: "table",
        table: {
          sheet: "整改评估汇总表",
          caption: titleOf(facts.title),
          columns: [
            ...[5, 26, 14, 8, 8].map((width, at): Column => ({ width, align: at === 1 ? "left" : "centre" })),
            ...levels.flatMap((): Column[] => [
              { width: 6, align: "centre" },
              { width: 8, align: "centre" },
            ]),
            ...[8, 7, 9].map((width): Column => ({ width, align: "centre" })),
            { width: 18, align: "left" },
          ],
          head: [
            [
              ...["序号", "被巡察党组织", "巡察组", "应参加", "有效"].map((title) => ({
                text: title,
                rows,
              })),
              ...levels.map((title) => ({ text: title, span: 2 })),
              ...["不了解", "弃权", "得分", "备注"].map((title) => ({ text: title, rows })),
            ],
            ...(levels.length > 0 ? [levels.flatMap(() => [{ text: "票" }, { text: "率" }])] : []),
          ],
          body: facts.units.map((unit, row) => rowOf(unit, forms[row], row, levels.length)),
          notes: [levels.length > 0 ? LEVELS_NOTE : fewNote(facts.thresholds)],
        },
      },
    ],
  };
}

/** 总体评价: rated, not scored. Without one the first rated item stands for it. */
function overallOf(form: ReleasedForm | undefined): ReleasedItem | null {
  if (form?.level !== "tables") return null;
  const rated = form.items.filter((item) => isRated(item) && item.leader === null);
  return rated.find(({ weight }) => weight === null) ?? rated[0] ?? null;
}

function rowOf(
  { name, group, eligible, withdrawn }: RectificationFacts["units"][number],
  form: ReleasedForm | undefined,
  row: number,
  levels: number,
): readonly Cell[] {
  const lead = [
    count(row + 1),
    text(name),
    text(group),
    eligible === null ? words(documentWords.none) : count(eligible),
  ];
  const blank = words(documentWords.none);
  if (!form) return [...lead, blank, words(noResultWords({ withdrawn }), levels * 2 + 3), text("")];
  const item = overallOf(form);
  const own = formScore(form);
  if (!item?.counts || form.level !== "tables") {
    return [...lead, blank, withheldCell(levels * 2 + 2), own, text(`收回 ${form.ballots} 份`)];
  }
  const votes = item.counts.filter((_, option) => !item.options[option]?.dontKnow);
  const of = votes.map((_, level) => ({ row, column: FIXED + level * 2 }));
  return [
    ...lead,
    count(form.valid),
    ...votes.flatMap((vote, level) => [
      count(vote),
      percent(vote, item.valid, { share: { part: of[level]!, of } }),
    ]),
    count(item.dontKnow),
    count(item.blank),
    own,
    text(""),
  ];
}
