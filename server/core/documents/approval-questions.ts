import { optionsKey, optionsOf } from "../definition/edit/edit-options.ts";
import { type OutlineEntry, outlineOf, type OutlineQuestion, plainText } from "../definition/edit/outline.ts";
import { focusName } from "../definition/focus-names.ts";
import type { Instrument, Item } from "../definition/instrument.ts";
import { textOf } from "../definition/survey-text.ts";
import { DIMENSION_NAMES } from "../results/dimension-names.ts";
import { weightCell, weightsOf } from "./approval-weights.ts";
import { approvalWords as said, bracketed } from "./approval-words.ts";
import { count, text } from "./cells.ts";
import type { Cell, Table } from "./document.ts";
import { documentWords } from "./document-words.ts";

const COLUMNS = 5;

/** 序号｜题目｜选项｜权重｜维度和聚焦, with pages and groups between, in the order people see them. */
export function questionTable(instrument: Instrument): Table {
  const weights = weightsOf(instrument);
  let number = 0;
  const rowOf = (entry: OutlineEntry): readonly Cell[] | null => {
    if (entry.entry === "group")
      return entry.title === "" ? null : [{ ...text(bracketed(entry.title)), span: COLUMNS, isStrong: true }];
    if (entry.type === "html")
      return [{ ...text(bracketed(plainText(textOf(entry.json["html"])))), span: COLUMNS }];
    number += 1;
    const item = instrument.items[entry.name] ?? {};
    return [
      count(number),
      text(questionText(entry, item)),
      text(optionTexts(instrument, entry, item)),
      weightCell(weights.get(entry.name) ?? null),
      text(meaning(instrument, item)),
    ];
  };
  return {
    sheet: said.questions,
    caption: "",
    columns: [
      { width: 6, align: "centre" },
      { width: 42, align: "left" },
      { width: 42, align: "left" },
      { width: 8, align: "centre" },
      { width: 38, align: "left" },
    ],
    head: [said.questionColumns.map((column) => ({ text: column }))],
    body: outlineOf(instrument.survey).flatMap((entry) => {
      const row = rowOf(entry);
      return row ? [row] : [];
    }),
    notes: [said.weightNote],
  };
}

function questionText({ title, json }: OutlineQuestion, item: Item): string {
  const description = textOf(json["description"]);
  const marks = [
    requiredWords(json),
    ...(item.optional ? [said.optional] : []),
    ...(item.repeat === undefined ? [] : [said.repeats[item.repeat]]),
    ...(textOf(json["visibleIf"]) === "" ? [] : [said.condition]),
    ...(item.omitBeside === undefined ? [] : [said.omitBeside(item.omitBeside)]),
  ];
  return `${bracketed(title)}${description === "" ? "" : `（${bracketed(description)}）`}〔${marks.join("，")}〕`;
}

/** A condition decides alone, as on the phone. */
function requiredWords(json: OutlineQuestion["json"]): string {
  if (textOf(json["requiredIf"]) !== "") return said.requiredIf;
  return json["isRequired"] === true ? said.required : said.free;
}

function optionTexts(instrument: Instrument, question: OutlineQuestion, item: Item): string {
  const { json, type } = question;
  const rows = json["rows"] === undefined ? [] : optionsOf(json, "rows", undefined).map((row) => row.text);
  const lead = rows.length === 0 ? "" : said.rows(rows.map(bracketed));
  const key = optionsKey(question);
  const scale = item.scale === undefined ? -1 : Object.keys(instrument.scales).indexOf(item.scale);
  if (key === null) return `${lead}${said.types[type] ?? said.otherType}`;
  const exclusive = new Set<string | undefined>([item.exclusive?.none, item.exclusive?.unknown]);
  const options = optionsOf(json, key, item).map(({ value, text: shown, tag }) => {
    const own = item.dimensions?.[String(value)];
    const labels = [...(tag === "" ? [] : [tag]), ...(own ? [DIMENSION_NAMES[own]] : [])];
    return said.option(bracketed(shown), labels, exclusive.has(String(value)));
  });
  const kind = type === "checkbox" ? said.many : said.one;
  return `${lead}${scale < 0 ? kind : said.byScale(scale + 1)}${options.join("；")}`;
}

function meaning(instrument: Instrument, { dimension, focus = [] }: Item): string {
  const names = focus.map((code) => focusName(instrument, code) ?? code);
  return [...(dimension ? [DIMENSION_NAMES[dimension]] : []), ...names].join("；") || documentWords.none;
}
