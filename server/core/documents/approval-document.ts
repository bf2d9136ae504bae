/** 表单送审稿: a form as people will see it with everything that is counted from it, to be signed. @source domain.md §2.1 */
import type { Instrument } from "../definition/instrument.ts";
import { KIND_NAMES } from "../definition/kind-names.ts";
import { text, words } from "./cells.ts";
import { approvalWords as said, bracketed } from "./approval-words.ts";
import { weightCell, weightsOf } from "./approval-weights.ts";
import { questionTable } from "./approval-questions.ts";
import type { Block, Cell, DocumentContent, Table } from "./document.ts";
import { documentWords } from "./document-words.ts";

/**
 * Texts stand as in the definition, its variables in brackets: 〔单位〕.
 *
 * @param instrument passed the checker
 * @param digest SHA-256 of the definition, hex
 */
export function approvalDocument(instrument: Instrument, digest: string): DocumentContent {
  const { id, version, title, introduction } = instrument;
  const scales = scaleTable(instrument);
  const parts = partTable(instrument);
  return {
    formatVersion: 1,
    kind: "approval",
    title: said.title(bracketed(title)),
    under: [said.version(version, id)],
    mark: documentWords.mark,
    orientation: "landscape",
    round: "",
    unit: null,
    scheme: null,
    sheetDigest: null,
    body: [
      line(said.facts(KIND_NAMES[instrument.kind], instrument)),
      heading(said.introduction),
      { block: "paragraph", pieces: [{ text: bracketed(introduction) || said.none, missing: false }] },
      heading(said.questions),
      { block: "table", table: questionTable(instrument) },
      ...(instrument.labelSets ?? []).map(({ title: set, labels }) =>
        line(
          said.labelSet(
            set,
            labels.map((label) => label.title),
          ),
        ),
      ),
      ...(scales ? [heading(said.scales), { block: "table", table: scales } as const] : []),
      heading(said.scoring),
      ...(parts ? [{ block: "table", table: parts } as const] : []),
      { block: "paragraph", pieces: [{ text: said.rule(instrument.scoring), missing: false }] },
      line(said.basis),
      line(said.digest(digest)),
    ],
    signatures: said.signatures,
    basis: [],
  };
}

const heading = (shown: string): Block => ({ block: "heading", level: 1, text: shown });
const line = (shown: string): Block => ({ block: "line", pieces: [{ text: shown, missing: false }] });

function scaleTable({ scales }: Instrument): Table | null {
  const names = Object.keys(scales);
  if (names.length === 0) return null;
  const rows = names.flatMap((name, scale) =>
    scales[name]!.options.map((option, at): readonly Cell[] => [
      ...(at === 0 ? [{ ...words(said.scale(scale + 1)), rows: scales[name]!.options.length }] : []),
      text(option.text),
      words(option.points === null ? said.noPoints : String(option.points)),
    ]),
  );
  return {
    sheet: said.scales,
    caption: "",
    columns: [
      { width: 12, align: "centre" },
      { width: 30, align: "left" },
      { width: 30, align: "centre" },
    ],
    head: [said.scaleColumns.map((column) => ({ text: column }))],
    body: rows,
    notes: [],
  };
}

function partTable(instrument: Instrument): Table | null {
  if (instrument.parts.length === 0) return null;
  const weights = weightsOf(instrument);
  const itemsOf = (part: string) =>
    Object.keys(instrument.items).filter((name) => instrument.items[name]?.part === part);
  return {
    sheet: said.parts,
    caption: "",
    columns: [
      { width: 36, align: "left" },
      { width: 12, align: "centre" },
      { width: 12, align: "centre" },
      { width: 14, align: "centre" },
    ],
    head: [said.partColumns.map((column) => ({ text: column }))],
    body: instrument.parts.map(({ id, title, weight }): readonly Cell[] => {
      const items = itemsOf(id);
      return [
        text(bracketed(title)),
        words(String(weight)),
        { kind: "count", value: items.length },
        weightCell(weights.get(items[0] ?? "") ?? null),
      ];
    }),
    notes: [],
  };
}
