import type { FormScoring } from "../../../core/definition/instrument.ts";
import { HUNDRED, mul, printRatio, type Ratio, storeRatio } from "../../../core/ratio.ts";
import type {
  FormResult,
  ReleasedBlock,
  ReleasedForm,
  ReleasedItem,
  ReleasedMulti,
  ReleasedOption,
} from "../../../core/release/released.ts";
import { isScoredForm } from "../../../core/documents/form-score.ts";
import type { FormSheets } from "../../../core/results/form-sheets.ts";
import type { Exact } from "../answers.ts";
import type {
  BlockAnswer,
  FormAnswer,
  ItemAnswer,
  MultiAnswer,
  OptionAnswer,
  SheetsAnswer,
  TablesAnswer,
} from "../answers-results.ts";

type Tables = Extract<FormResult, { level: "tables" }>;

export const exact = (value: Ratio, decimals = 2): Exact => ({
  printed: printRatio(value, decimals),
  exact: storeRatio(value),
});
export const exactOrNull = (value: Ratio | null, decimals = 2): Exact | null =>
  value ? exact(value, decimals) : null;

/** A share of 0–1 and above in percent. */
export const percent = (share: Ratio | null): Exact | null => share && exact(mul(share, HUNDRED), 1);

export const presentSheets = (form: ReleasedForm, sheets: FormSheets): SheetsAnswer => ({
  raters: form.raters,
  isScored: isScoredForm(form),
  eligible: sheets.eligible,
  issued: sheets.issued,
  participation: percent(sheets.participation),
  recovery: percent(sheets.recovery),
});

/** One released form, field by field; nothing that `release` did not give. */
export function presentForm(form: ReleasedForm, scoring: FormScoring): FormAnswer {
  const base = {
    instrument: form.instrument,
    version: form.version,
    digest: form.digest,
    title: form.title,
    shortTitle: form.shortTitle,
    ballots: form.ballots,
    excluded: form.excluded,
  };
  if (form.level === "none") return { ...base, level: "none", score: null };
  if (form.level === "score") {
    return { ...base, level: "score", score: exactOrNull(form.score), blocks: form.blocks.map(presentBlock) };
  }
  return { ...base, ...presentTables(form, scoring) };
}

function presentTables(form: Tables, scoring: FormScoring): TablesAnswer {
  return {
    level: "tables",
    score: exactOrNull(form.score),
    blocks: form.blocks.map(presentBlock),
    bySource: form.bySource,
    scoring,
    valid: form.valid,
    invalid: form.invalid,
    parts: form.parts.map(({ id, title, weight, score }) => ({
      id,
      title,
      weight,
      score: exactOrNull(score),
    })),
    items: form.items.map(presentItem),
    multis: form.multis.map(presentMulti),
    counts: form.counts.map(({ leaf, title, values, blank }) => ({ leaf, title, values, blank })),
    leaders: form.leaders.map(({ position, name, post, isPrincipal, score }) => ({
      position,
      name,
      post,
      isPrincipal,
      score: exactOrNull(score),
    })),
    problemRate: form.problemRate && exact(mul(form.problemRate, HUNDRED), 1),
  };
}

const presentBlock = (block: ReleasedBlock): BlockAnswer => ({
  id: block.id,
  name: block.name,
  categories: block.categories,
  weight: storeRatio(block.weight),
  ballots: block.ballots,
  isOutside: block.isOutside,
});

const presentOption = ({ value, text, points, dontKnow, tag, dimension }: ReleasedOption): OptionAnswer => ({
  value,
  text,
  points,
  dontKnow,
  ...(tag !== undefined && { tag }),
  ...(dimension !== undefined && { dimension }),
});

export const presentItem = (item: ReleasedItem): ItemAnswer => ({
  leaf: item.leaf,
  item: item.item,
  title: item.title,
  part: item.part,
  weight: item.weight,
  dimension: item.dimension,
  focus: item.focus,
  leader: item.leader,
  options: item.options.map(presentOption),
  score: exactOrNull(item.score),
  valid: item.valid,
  abstained: item.abstained,
  dontKnow: item.dontKnow,
  blank: item.blank,
  counts: item.counts,
  isPooled: item.isPooled,
  blocks: item.blocks.map(({ block, counts, mean }) => ({ block, counts, mean: exactOrNull(mean) })),
});

export const presentMulti = (multi: ReleasedMulti): MultiAnswer => ({
  leaf: multi.leaf,
  item: multi.item,
  title: multi.title,
  dimension: multi.dimension,
  focus: multi.focus,
  options: multi.options.map(presentOption),
  none: multi.none,
  unknown: multi.unknown,
  base: multi.base,
  counts: multi.counts,
  reported: multi.reported,
  dontKnow: multi.dontKnow,
  blank: multi.blank,
});
