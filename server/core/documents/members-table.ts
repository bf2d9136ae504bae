/** 班子成员民主测评汇总表, in 班子排序. @source domain.md §5.2 */
import { printRatio } from "../ratio.ts";
import type { Thresholds } from "../round/round.ts";
import type { ReleasedForm, ReleasedItem } from "../release/released.ts";
import { count, score, text } from "./cells.ts";
import type { Block, Cell, Column, DocumentContent, Table } from "./document.ts";
import { factsLine } from "./facts-line.ts";
import { isRated, levelsOf, ratedCells, ratedColumns, ratedHead, scoreRow } from "./rated-table.ts";
import { type Tables, titleOf } from "./team-table.ts";
import { unitDocument, type UnitFacts } from "./unit-facts.ts";
import { excludedNotes, withheldBlocks } from "./withheld-blocks.ts";

const BEFORE: readonly Column[] = [
  { width: 5, align: "centre" },
  { width: 12, align: "centre" },
  { width: 26, align: "left" },
];
const AFTER: readonly Column[] = [{ width: 12, align: "centre" }];

export function membersTable(facts: UnitFacts, form: ReleasedForm): DocumentContent {
  return unitDocument(facts, {
    kind: "members-table",
    title: `${titleOf(form.title)}汇总表`,
    orientation: "landscape",
    body: [factsLine(facts, form), ...memberBlocks(facts, form)],
  });
}

/** One table per question that is asked about every leader (总体评价; 德, 能 … in the long form), or the sentence for none. */
export function memberBlocks(facts: UnitFacts, form: ReleasedForm): readonly Block[] {
  const { thresholds } = facts.round;
  if (form.level !== "tables") return withheldBlocks(facts, form);
  const about = form.items.filter((item) => item.leader !== null && isRated(item));
  const questions = [...new Set(about.map(({ item }) => item))];
  const scored = questions.filter((question) =>
    about.some(({ item, weight }) => item === question && weight !== null),
  );
  return questions.map((question): Block => {
    const items = about.filter(({ item }) => item === question);
    const title = items[0]?.title ?? "";
    const caption = questions.length === 1 ? titleOf(form.title) : `${titleOf(form.title)}：${title}`;
    const isOnly = scored.length === 1 && scored[0] === question;
    return { block: "table", table: memberTable(form, items, { caption, sheet: title, thresholds, isOnly }) };
  });
}

interface Settings {
  readonly caption: string;
  readonly sheet: string;
  readonly thresholds: Thresholds;
  /** The score of the question is the leader's score. */
  readonly isOnly: boolean;
}

function memberTable(form: Tables, items: readonly ReleasedItem[], settings: Settings): Table {
  const levels = levelsOf(items[0]!);
  const rows = items.map((item, row): readonly Cell[] => {
    const leader = form.leaders.find(({ position }) => position === item.leader);
    return [
      count(row + 1),
      text(leader?.name ?? ""),
      text(leader?.post ?? ""),
      ...ratedCells(item, { row, column: BEFORE.length }, settings.thresholds.floor),
      text(leader?.isPrincipal ? "正职" : ""),
    ];
  });
  const total = settings.isOnly && form.score ? [totalRow(form, levels.length * 2 + 2)] : [];
  return {
    sheet: settings.sheet,
    caption: settings.caption,
    columns: ratedColumns(levels, BEFORE, AFTER),
    head: ratedHead(levels, ["序号", "姓名", "职务"], ["备注"]),
    body: [...rows, ...total],
    notes: [...ruleNotes(form), ...excludedNotes(form, settings.thresholds)],
  };
}

const totalRow = (form: Tables, covered: number): readonly Cell[] =>
  scoreRow([{ ...text("班子成员测评得分"), span: BEFORE.length }], covered, score(form.score), [text("")]);

/** How the form's one score comes of the leaders' scores. */
function ruleNotes({ scoring, leaders, score: own }: Tables): readonly string[] {
  if (scoring.rule !== "leaders" || own === null) return [];
  const hasBoth =
    leaders.some(({ isPrincipal }) => isPrincipal) && leaders.some(({ isPrincipal }) => !isPrincipal);
  const rule = hasBoth
    ? `得分＝正职平均分×${scoring.principal}%＋其他成员平均分×${scoring.others}%`
    : "得分＝各成员平均分";
  return [`${rule}＝${printRatio(own, 2)}。按班子排序排列，不按得分排名。`];
}
