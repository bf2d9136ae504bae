/** 测评票发放回收登记表 as a document: counts only, nothing about answers. @source texts.zh.md §9.1 */
import type { RollSheet, RollSheetLine, RollSheetTyped } from "../results/roll-sheet.ts";
import { openBallots } from "../results/open-ballots.ts";
import type { Thresholds } from "../round/round.ts";
import { shortBasis } from "./counting-basis.ts";
import type { Piece } from "./pieces.ts";
import { count, sumCell, text, words } from "./cells.ts";
import type { Block, Cell, Column, DocumentContent } from "./document.ts";
import { documentWords } from "./document-words.ts";
import { rollSheetWords } from "./roll-sheet.ts";

export interface RollSheetFacts {
  readonly round: string;
  readonly unit: string;
  readonly scheme: DocumentContent["scheme"];
  readonly eligibleBasis: string;
  readonly thresholds: Thresholds;
  readonly sheet: RollSheet;
  readonly typed: RollSheetTyped | null;
  /** Digest of the closed file; null before close: then it is the blank sheet that is taken to the meeting. */
  readonly digest: string | null;
}

type NumberColumn = Exclude<keyof RollSheetLine, "name">;

const COLUMNS: readonly NumberColumn[] = [
  "eligible",
  "minted",
  "issued",
  "exchanged",
  "returned",
  "left",
  "used",
  "unused",
  "paperIssued",
  "paperReturned",
];
/** What stands in the table before the meeting, and after it while nobody has typed the counts of the paper. */
const BEFORE: ReadonlySet<NumberColumn> = new Set(["eligible"]);
const COUNTED: ReadonlySet<NumberColumn> = new Set(["eligible", "minted", "used"]);
const ALL: ReadonlySet<NumberColumn> = new Set(COLUMNS);
const FIRST = 1;

export function rollSheetDocument(facts: RollSheetFacts): DocumentContent {
  const { sheet, typed, digest } = facts;
  const known = digest === null ? BEFORE : typed === null ? COUNTED : ALL;
  return {
    formatVersion: 1,
    kind: "roll-sheet",
    title: rollSheetWords.title,
    under: [],
    // No content of any answer: the unit's own witness signs it.
    mark: { ...documentWords.mark, secrecy: "" },
    orientation: "landscape",
    round: facts.round,
    unit: facts.unit,
    scheme: facts.scheme,
    sheetDigest: null,
    body: [
      headLine(facts.unit, typed),
      {
        block: "table",
        table: {
          sheet: "登记表",
          caption: rollSheetWords.caption,
          columns: [
            { width: 30, align: "left" },
            ...COLUMNS.map((): Column => ({ width: 11, align: "centre" })),
          ],
          head: [rollSheetWords.columns.map((title) => ({ text: title }))],
          body: [...sheet.lines.map((line) => rowOf(line, known)), totalRow(sheet, known)],
          notes: [],
        },
      },
      ...linesUnder(facts).map((said): Block => ({ block: "line", pieces: said })),
    ],
    signatures: rollSheetWords.signatures,
    basis: [],
  };
}

const plain = (said: string): Piece => ({ text: said, missing: false });
const blank: Piece = { text: documentWords.blank, missing: true };

function headLine(unit: string, typed: RollSheetTyped | null): Block {
  const facts: readonly (readonly [string, string | number | null])[] = [
    [rollSheetWords.unit, unit],
    [rollSheetWords.meeting, typed?.meeting ?? null],
    [rollSheetWords.time, typed?.time ?? null],
    [rollSheetWords.place, typed?.place ?? null],
    [rollSheetWords.due, typed?.due ?? null],
    [rollSheetWords.present, typed?.present ?? null],
  ];
  const pieces = facts.flatMap(([name, value], at) => [
    plain(`${at === 0 ? "" : "　"}${name}：`),
    value === null || value === "" ? blank : plain(String(value)),
  ]);
  return { block: "line", pieces };
}

function lostPieces(typed: RollSheetTyped | null): readonly Piece[] {
  const lost = typed?.lost;
  return lost === undefined
    ? [plain("遗失 "), blank, plain(" 张。")]
    : [plain(`${rollSheetWords.lost(lost)}。`)];
}

const rowOf = (line: RollSheetLine, known: ReadonlySet<NumberColumn>): readonly Cell[] => [
  text(line.name),
  ...COLUMNS.map((column) => (known.has(column) ? count(line[column]) : words(""))),
];

function totalRow({ lines }: RollSheet, known: ReadonlySet<NumberColumn>): readonly Cell[] {
  return [
    { ...text(rollSheetWords.total), isStrong: true },
    ...COLUMNS.map((column, at): Cell => {
      if (!known.has(column)) return words("");
      const from = { row: 0, column: FIRST + at };
      return {
        ...sumCell(
          lines.map((line) => line[column]),
          from,
        ),
        isStrong: true,
      };
    }),
  ];
}

function linesUnder(facts: RollSheetFacts): readonly (readonly Piece[])[] {
  const { sheet, typed, digest } = facts;
  const basis = plain(shortBasis({ ...facts, open: openBallots(sheet.forms) }));
  if (digest === null) {
    const forms = sheet.forms.flatMap(({ shortTitle }, at) => [
      plain(`${at === 0 ? "各表收回数：" : " 份；"}${shortTitle} `),
      blank,
    ]);
    return [
      [...forms, plain(" 份。")],
      [plain(rollSheetWords.rules)],
      [...lostPieces(null), plain("平衡／不平衡，差 "), blank, plain(` 张。${rollSheetWords.note("")}`)],
      [plain("封存校验码："), blank, plain(`（复核时以此为准）　　${rollSheetWords.scope}`)],
      [basis],
    ];
  }
  const balance =
    sheet.imbalances.length === 0
      ? [rollSheetWords.balanced(sheet.total)]
      : sheet.imbalances.map(rollSheetWords.imbalance);
  const said = [
    rollSheetWords.forms(sheet.forms),
    rollSheetWords.rules,
    ...(typed === null ? [rollSheetWords.notTyped] : balance),
  ].map((line) => [plain(line)]);
  // One line for both: the sheet is signed as one page.
  const noted = [...lostPieces(typed), plain(rollSheetWords.note(typed?.note ?? ""))];
  const closed = plain(`${rollSheetWords.digest(digest)}　　${rollSheetWords.scope}`);
  return [...said, noted, [closed], [basis]];
}
