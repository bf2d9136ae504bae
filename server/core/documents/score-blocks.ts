/** How one unit's score comes of its parts: values, points, deductions, total, grades. */
import { printRatio, type Ratio, ZERO } from "../ratio.ts";
import { approvedGrade, proposedGrade, type ReviewStanding } from "../review/review.ts";
import type { UnitScore } from "../scoring/unit-score.ts";
import { score, text, words } from "./cells.ts";
import type { Block, Cell } from "./document.ts";
import { documentWords } from "./document-words.ts";
import { LEFT_OUT } from "./score-words.ts";

/** Points as people write them: up to two decimals, no trailing zeros. */
const points = (value: Ratio): string => printRatio(value, 2).replace(/\.?0+$/, "");

export function scoreBlocks(own: UnitScore, review: ReviewStanding): readonly Block[] {
  const { parts, deducted, added, total, printed } = own;
  const rows: (readonly Cell[])[] = parts.map((part) => [
    text(part.title),
    text(points(part.points)),
    part.value === null
      ? words(part.leftOut === null ? documentWords.none : LEFT_OUT[part.leftOut])
      : score(part.value),
    score(part.earned),
  ]);
  const isTotal = total !== null && printed !== null;
  if (isTotal && deducted.n > ZERO.n) rows.push(adjustment("专项扣分", `－${points(deducted)}`));
  if (isTotal && added.n > ZERO.n) rows.push(adjustment("加分（不提高等次）", `＋${points(added)}`));
  rows.push([
    { ...text(isTotal ? "总分" : "测评问卷参考分"), isStrong: true, span: 3 },
    { ...(isTotal ? ({ kind: "score", printed } as const) : score(own.opinion)), isStrong: true },
  ]);
  return [
    {
      block: "table",
      table: {
        sheet: "得分构成",
        caption: "得分构成",
        columns: [
          { width: 36, align: "left" },
          { width: 12, align: "centre" },
          { width: 22, align: "centre" },
          { width: 16, align: "centre" },
        ],
        head: [["部分", "分值", "得分（百分制）", "计入总分"].map((title) => ({ text: title }))],
        body: rows,
        notes: gradeNotes(own, review),
      },
    },
  ];
}

const adjustment = (title: string, value: string): readonly Cell[] => [
  { ...text(title), span: 3 },
  words(value),
];

function gradeNotes({ computed, caps }: UnitScore, review: ReviewStanding): readonly string[] {
  const grade = (title: string, value: string | null): string => `${title}：${value ?? documentWords.none}`;
  const confirmed = caps.filter((cap) => cap.confirmed === true);
  return [
    [
      grade("测算等次", computed),
      grade("建议等次", proposedGrade(review)),
      grade("审定等次", approvedGrade(review)),
    ].join("　"),
    ...confirmed.map(({ title, atMost }) => `等次限制情形：${title}，等次不高于${atMost}。`),
  ];
}
