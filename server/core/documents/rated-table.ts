/** Tables of rated items: votes and share per level, 不了解, 弃权, score. @source domain.md §5.1, §5.2 */
import type { ReleasedItem, ReleasedOption } from "../release/released.ts";
import { count, percent, score, text, words } from "./cells.ts";
import type { Cell, Column, HeadCell } from "./document.ts";
import { documentWords } from "./document-words.ts";

/** Levels of a scale, best to worst: the options that are in the base. */
export const levelsOf = (item: ReleasedItem): readonly ReleasedOption[] =>
  item.options.filter(({ dontKnow }) => !dontKnow);

/** Items of one scale each, in the order of the form. */
export function byScale(items: readonly ReleasedItem[]): readonly (readonly ReleasedItem[])[] {
  const groups = new Map<string, ReleasedItem[]>();
  for (const item of items) {
    const scale = JSON.stringify(
      item.options.map(({ value, text: shown, points }) => [value, shown, points]),
    );
    groups.set(scale, [...(groups.get(scale) ?? []), item]);
  }
  return [...groups.values()];
}

/** Items with an order of merit; a plain choice is counted elsewhere. */
export const isRated = (item: ReleasedItem): boolean =>
  item.options.every(({ points, dontKnow }) => points !== null || dontKnow);

/** Two rows of head: 票 and 率 under each level. */
export function ratedHead(
  levels: readonly ReleasedOption[],
  before: readonly string[],
  after: readonly string[],
): readonly (readonly HeadCell[])[] {
  const tall = (title: string): HeadCell => ({ text: title, rows: 2 });
  return [
    [
      ...before.map(tall),
      ...levels.map((level): HeadCell => ({ text: level.text, span: 2 })),
      ...["不了解", "弃权", "得分", ...after].map(tall),
    ],
    levels.flatMap((): HeadCell[] => [{ text: "票" }, { text: "率" }]),
  ];
}

export const ratedColumns = (
  levels: readonly ReleasedOption[],
  before: readonly Column[],
  after: readonly Column[],
): readonly Column[] => [
  ...before,
  ...levels.flatMap((): Column[] => [
    { width: 6, align: "centre" },
    { width: 9, align: "centre" },
  ]),
  { width: 8, align: "centre" },
  { width: 7, align: "centre" },
  { width: 9, align: "centre" },
  ...after,
];

/**
 * Votes, shares of the valid votes, 不了解, 弃权, score of one item.
 *
 * @param at where the first of these cells stands
 * @param floor below it the votes of the levels are one number (R5)
 */
export function ratedCells(
  item: ReleasedItem,
  at: { readonly row: number; readonly column: number },
  floor: number,
): readonly Cell[] {
  const levels = levelsOf(item);
  const aside = [count(item.dontKnow), count(item.blank), score(item.score)];
  if (item.counts === null) {
    return [words(documentWords.tooFew(item.valid, floor), levels.length * 2), ...aside];
  }
  const votes = item.counts.filter((_, option) => !item.options[option]?.dontKnow);
  const place = (level: number) => ({ row: at.row, column: at.column + level * 2 });
  const of = votes.map((_, level) => place(level));
  return [
    ...votes.flatMap((vote, level) => [
      count(vote),
      percent(vote, item.valid, { share: { part: place(level), of } }),
    ]),
    ...aside,
  ];
}

/** A row that has a score and nothing else: 小计, 综合得分. */
export const scoreRow = (
  label: readonly Cell[],
  covered: number,
  own: Cell,
  after: readonly Cell[] = [],
): readonly Cell[] => [
  ...label.map((cell): Cell => ({ ...cell, isStrong: true })),
  { ...text(""), span: covered },
  { ...own, isStrong: true },
  ...after,
];
