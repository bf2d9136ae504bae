/** A table of marks: one row a question or leader, a box for each option; its head stands again on every page. */
import { paperWords as words } from "../core/documents/paper-words.ts";
import type { PaperMark } from "../core/documents/paper-form.ts";
import { MM } from "./draw-slip.ts";
import { BOX, CONDITION, type Look, type PaperPage, SHEET } from "./paper-page.ts";

interface Column {
  readonly title: string;
  readonly width: number;
  /** What stands in it; null = the box of an option. */
  readonly text: ((mark: PaperMark) => string) | null;
  readonly look: Look;
  /** Written once for all neighbouring rows about one leader. */
  readonly isShared?: true;
}

const HEAD: Look = { font: "bold", size: 10 };
const CELL: Look = { font: "regular", size: 10.5 };
const HINT: Look = { font: "regular", size: 8, colour: "#444444" };
const PAD = 1 * MM;
const ROW_MIN = BOX + 2 * MM;
const HEADING = { font: "bold", size: 10.5, height: 6.6 * MM } as const;
const OPTION_WIDTHS = { wide: 17 * MM, narrow: 14 * MM };

/** @param marks with the same options */
export function drawTable(page: PaperPage, marks: readonly PaperMark[]): void {
  const columns = columnsOf(marks);
  const groups = groupsOf(marks);
  page.makeRoom(headHeight(page, columns) + wholeHeight(page, groups[0] ?? [], columns));
  drawHead(page, columns);
  for (const group of groups) {
    if (page.makeRoom(wholeHeight(page, group, columns))) drawHead(page, columns);
    for (const heading of group[0]?.headings ?? []) drawHeading(page, heading);
    drawGroup(page, group, columns);
  }
  page.y += 3 * MM;
}

/** Rows that are not torn apart: all of one leader, else each by itself. */
function groupsOf(marks: readonly PaperMark[]): readonly (readonly PaperMark[])[] {
  const groups: PaperMark[][] = [];
  for (const mark of marks) {
    const last = groups.at(-1);
    if (mark.leader !== null && last?.[0]?.leader === mark.leader) last.push(mark);
    else groups.push([mark]);
  }
  return groups;
}

function columnsOf(marks: readonly PaperMark[]): readonly Column[] {
  const [first] = marks;
  const options = first?.options ?? [];
  const width = options.length > 5 ? OPTION_WIDTHS.narrow : OPTION_WIDTHS.wide;
  const boxes = options.map((title): Column => ({ title, width, text: null, look: CELL }));
  const room = SHEET.width - width * options.length;
  const number = 11 * MM;
  if (!first?.leader) {
    const content: Column = {
      title: words.columns.content,
      width: room - number,
      text: ({ title }) => title,
      look: CELL,
    };
    return [
      { title: words.columns.number, width: number, text: (mark) => mark.number, look: CELL },
      content,
      ...boxes,
    ];
  }
  // A condition stands below the item it is about.
  const hasItems = groupsOf(marks).some((group) => group.length > 1) || marks.some(hasCondition);
  const shared = { look: CELL, isShared: true as const };
  const name = (hasItems ? 18 : 22) * MM;
  const item = hasItems ? 34 * MM : 0;
  return [
    {
      title: words.columns.number,
      width: number,
      text: ({ leader }) => String(leader?.position ?? ""),
      ...shared,
    },
    { title: words.columns.name, width: name, text: ({ leader }) => leader?.name ?? "", ...shared },
    {
      title: words.columns.post,
      width: room - number - name - item,
      text: ({ leader }) => leader?.post ?? "",
      ...shared,
    },
    ...(hasItems
      ? [{ title: words.columns.item, width: item, text: ({ title }: PaperMark) => title, look: CELL }]
      : []),
    ...boxes,
  ];
}

const textHeight = (page: PaperPage, text: string, width: number, look: Look): number =>
  page.lines(text, width - 2 * PAD, look).length * look.size * 1.4;

const headHeight = (page: PaperPage, columns: readonly Column[]): number =>
  Math.max(...columns.map(({ title, width }) => textHeight(page, title, width, HEAD))) + 2 * PAD;

const hasCondition = ({ condition }: PaperMark): boolean => condition !== "";

interface Note {
  readonly text: string;
  readonly look: Look;
}

/** What stands below a title: its condition, its small print; about leaders that stands once, above the table. */
function notesBelow(mark: PaperMark, text: string): readonly Note[] {
  if (text !== mark.title) return [];
  const hint = mark.leader === null ? mark.hint : "";
  return [
    { text: mark.condition, look: CONDITION },
    { text: hint, look: HINT },
  ].filter((note) => note.text !== "");
}

function rowHeight(page: PaperPage, mark: PaperMark, columns: readonly Column[]): number {
  const heights = columns.map(({ text, width, look, isShared }) => {
    if (text === null || isShared) return 0;
    const notes = notesBelow(mark, text(mark));
    const below = notes.reduce((sum, note) => sum + textHeight(page, note.text, width, note.look), 0);
    return textHeight(page, text(mark), width, look) + below + 2 * PAD;
  });
  return Math.max(ROW_MIN, ...heights);
}

/** Of rows that stay together; what they share may need more room than the rows themselves. */
function heightOf(page: PaperPage, group: readonly PaperMark[], columns: readonly Column[]): number {
  const rows = group.reduce((sum, mark) => sum + rowHeight(page, mark, columns), 0);
  const shared = columns.map(({ text, width, look, isShared }) =>
    text !== null && isShared && group[0] ? textHeight(page, text(group[0]), width, look) + 2 * PAD : 0,
  );
  return Math.max(rows, ...shared);
}

/** With the headings that stand over it. */
const wholeHeight = (page: PaperPage, group: readonly PaperMark[], columns: readonly Column[]): number =>
  heightOf(page, group, columns) + (group[0]?.headings.length ?? 0) * HEADING.height;

/** A row of its own through all columns. */
function drawHeading(page: PaperPage, heading: string): void {
  page.write([heading], SHEET.left + PAD, page.y + (HEADING.height - HEADING.size * 1.4) / 2, HEADING);
  for (const x of [SHEET.left, SHEET.right]) page.line(x, page.y, x, page.y + HEADING.height);
  page.y += HEADING.height;
}

function drawHead(page: PaperPage, columns: readonly Column[]): void {
  const height = headHeight(page, columns);
  page.doc.rect(SHEET.left, page.y, SHEET.width, height).fill("#eeeeee");
  let x = SHEET.left;
  for (const { title, width } of columns) {
    const lines = page.lines(title, width - 2 * PAD, HEAD);
    const top = page.y + (height - lines.length * HEAD.size * 1.4) / 2;
    lines.forEach((line, i) => page.centred(line, x, x + width, top + i * HEAD.size * 1.4, HEAD));
    x += width;
  }
  frame(page, columns, height);
  page.y += height;
}

function drawGroup(page: PaperPage, group: readonly PaperMark[], columns: readonly Column[]): void {
  const height = heightOf(page, group, columns);
  const rows = group.map((mark) => rowHeight(page, mark, columns));
  const extra = (height - rows.reduce((sum, one) => sum + one, 0)) / group.length;
  const top = page.y;
  group.forEach((mark, i) => {
    drawRow(page, mark, columns, { height: rows[i]! + extra, isFirst: i === 0, shared: height });
    page.y += rows[i]! + extra;
  });
  page.y = top;
  frame(page, columns, height);
  page.y = top + height;
}

interface RowPlace {
  readonly height: number;
  readonly isFirst: boolean;
  /** Height of the cells that all rows of the group share. */
  readonly shared: number;
}

function drawRow(page: PaperPage, mark: PaperMark, columns: readonly Column[], place: RowPlace): void {
  let x = SHEET.left;
  for (const column of columns) {
    if (column.text === null) page.box(x + column.width / 2, page.y + place.height / 2);
    else if (!column.isShared || place.isFirst) {
      drawText(page, mark, column, x, column.isShared ? place.shared : place.height);
    }
    if (!column.isShared && !place.isFirst) page.line(x, page.y, x + column.width, page.y);
    x += column.width;
  }
}

function drawText(page: PaperPage, mark: PaperMark, column: Column, x: number, height: number): void {
  const { text, width, look } = column;
  const words = text?.(mark) ?? "";
  const lines = page.lines(words, width - 2 * PAD, look);
  const notes = notesBelow(mark, words);
  const below = notes.reduce((sum, note) => sum + textHeight(page, note.text, width, note.look), 0);
  let y = page.y + (height - lines.length * look.size * 1.4 - below) / 2;
  if (words === mark.title) {
    y += page.write(lines, x + PAD, y, look);
    for (const note of notes)
      y += page.write(page.lines(note.text, width - 2 * PAD, note.look), x + PAD, y, note.look);
    return;
  }
  lines.forEach((line, i) => page.centred(line, x, x + width, y + i * look.size * 1.4, look));
}

function frame(page: PaperPage, columns: readonly Column[], height: number): void {
  const bottom = page.y + height;
  page.line(SHEET.left, page.y, SHEET.right, page.y);
  page.line(SHEET.left, bottom, SHEET.right, bottom);
  let x = SHEET.left;
  page.line(x, page.y, x, bottom);
  for (const { width, text } of columns) {
    x += width;
    const isBetweenBoxes = text === null && x < SHEET.right - 1;
    if (!isBetweenBoxes) page.line(x, page.y, x, bottom);
  }
}
