/** The released numbers of one poll in long form: a row a number. */
import { HUNDRED, mul, printRatio, type Ratio } from "../ratio.ts";
import type { FormResult, ReleasedForm, ReleasedItem, ReleasedMulti } from "../release/released.ts";
import { count, percent, score, text, words } from "./cells.ts";
import type { Measure } from "./data-words.ts";
import type { Cell } from "./document.ts";
import { isScoredForm } from "./form-score.ts";
import { documentWords } from "./document-words.ts";

type Tables = Extract<FormResult, { level: "tables" }>;

/** What a row may say; what it leaves out is a blank cell. */
export interface DataRow {
  readonly measure: Measure;
  readonly form?: string;
  readonly item?: string;
  readonly about?: string;
  readonly block?: string;
  readonly option?: string;
  readonly n?: number;
  /** `n` of these in percent, or a share of 0–1 that was released as such. */
  readonly of?: number | Ratio;
  readonly score?: Ratio;
  readonly reason?: string;
}

const BLANK = text("");

/** In the order of `DATA_COLUMNS`. */
export const dataCells = (unit: string, row: DataRow): readonly Cell[] => [
  text(unit),
  text(row.measure),
  text(row.form ?? ""),
  text(row.item ?? ""),
  text(row.about ?? ""),
  text(row.block ?? ""),
  text(row.option ?? ""),
  row.n === undefined ? BLANK : count(row.n),
  shareCell(row),
  row.score === undefined ? BLANK : score(row.score),
  row.reason === undefined ? BLANK : words(row.reason),
];

function shareCell({ n = 0, of }: DataRow): Cell {
  if (of === undefined) return BLANK;
  return typeof of === "number"
    ? percent(n, of)
    : { kind: "percent", printed: printRatio(mul(of, HUNDRED), 1) };
}

const withheld = { reason: documentWords.withheld };
const scored = (value: Ratio | null) => (value === null ? withheld : { score: value });

/** Everything that was released about one form, and nothing else: there is nothing else. */
export function formRows(form: ReleasedForm): readonly DataRow[] {
  const own: readonly DataRow[] = [
    { measure: "collected", n: form.ballots },
    { measure: "form", ...(isScoredForm(form) ? scored(form.score) : { reason: documentWords.notScored }) },
  ];
  return [...own, ...blockRows(form), ...(form.level === "tables" ? tableRows(form) : [])].map((row) => ({
    ...row,
    form: form.instrument,
  }));
}

const blockRows = (form: ReleasedForm): readonly DataRow[] =>
  form.level === "none"
    ? []
    : form.blocks.map(({ name, ballots }): DataRow => ({ measure: "block", block: name, n: ballots }));

function tableRows(form: Tables): readonly DataRow[] {
  const { valid, invalid, parts, leaders, items, multis, counts, problemRate } = form;
  const blocks = new Map(form.blocks.map(({ id, name }) => [id, name]));
  const names = new Map(leaders.map(({ position, name }) => [position, name]));
  return [
    { measure: "valid", n: valid },
    { measure: "invalid", n: invalid },
    ...parts.map((part): DataRow => ({ measure: "part", option: part.title, ...scored(part.score) })),
    ...leaders.map(({ name, score: own }): DataRow => ({ measure: "leader", about: name, ...scored(own) })),
    ...(problemRate === null ? [] : [{ measure: "problem-rate", of: problemRate } as const]),
    ...items.flatMap((item) =>
      itemRows(item, blocks).map((row): DataRow => {
        // The codebook names a question once, whoever it is about.
        if (item.leader === null) return { ...row, item: item.leaf };
        return { ...row, item: item.item, about: names.get(item.leader) ?? "" };
      }),
    ),
    ...multis.flatMap((multi) => multiRows(multi).map((row): DataRow => ({ ...row, item: multi.leaf }))),
    ...counts.flatMap(({ leaf, values, blank }): DataRow[] => [
      ...Object.entries(values)
        .toSorted(([a], [b]) => Number(a) - Number(b))
        .map(([option, n]): DataRow => ({ measure: "value", item: leaf, option, n })),
      { measure: "blank", item: leaf, n: blank },
    ]),
  ];
}

/** Levels of one item, whole and by block; one row with the reason where they are withheld. */
function itemRows(item: ReleasedItem, blocks: ReadonlyMap<string, string>): readonly DataRow[] {
  const { valid, blank, counts, options } = item;
  const own: DataRow = { measure: "item", n: valid, ...(item.score && { score: item.score }) };
  const aside: DataRow = { measure: "blank", n: blank };
  if (counts === null) return [own, { measure: "level", ...withheld }, aside];
  const levels = counts.map((n, at): DataRow => {
    const { text: option, dontKnow } = options[at]!;
    return { measure: "level", option, n, ...(!dontKnow && valid > 0 && { of: valid }) };
  });
  return [
    own,
    ...levels,
    aside,
    ...item.blocks.flatMap(({ block: id, counts: votes, mean }): DataRow[] => {
      const block = blocks.get(id) ?? id;
      return [
        ...votes.map((n, at): DataRow => ({ measure: "block-level", block, option: options[at]!.text, n })),
        { measure: "block-mean", block, ...scored(mean) },
      ];
    }),
  ];
}

function multiRows({ counts, options, unknown, base, dontKnow, blank }: ReleasedMulti): readonly DataRow[] {
  const aside: readonly DataRow[] = [
    { measure: "base", n: base },
    { measure: "unknown", n: dontKnow },
    { measure: "blank", n: blank },
  ];
  if (counts === null) return [{ measure: "tick", ...withheld }, ...aside];
  const ticks = counts.flatMap((n, at): DataRow[] =>
    at === unknown ? [] : [{ measure: "tick", option: options[at]!.text, n, ...(base > 0 && { of: base }) }],
  );
  return [...ticks, ...aside];
}
