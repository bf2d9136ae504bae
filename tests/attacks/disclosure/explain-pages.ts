/** What pages say, number by number: told to the reader by a call, made of what was told, or of a kind that is listed here. */
import type { RoundAnswer } from "../../../server/http/office/answers.ts";
import type { ItemAnswer, ResultsAnswer, TotalAnswer } from "../../../server/http/office/answers-results.ts";
import type { ScreenAnswer } from "../../../server/http/office/answers-screen.ts";
import { HUNDRED, mul, parseRatio, printRatio, ratio, sub } from "../../../server/core/ratio.ts";
import { blockMean } from "../../../web/charts/block-means.ts";
import { countStates, spanOf } from "../../../web/office/progress/count-states.ts";
import { deriveScore, type DerivationNode } from "../../../web/office/results/derivation.ts";
import type { Answers } from "./crawl-calls.ts";
import type { Said } from "./crawl-console.ts";
import { screenOf } from "./crawl-screens.ts";
import { UNITS, type CrawlWorld } from "./crawl-world.ts";
import { toldIn } from "./explain-answers.ts";
import { numbersIn, UNIT_NAMES, type ByUnit } from "./released-numbers.ts";

/** Numbers in the console's own sentences, by what they are. What they match is taken out of a line before it is read. */
const KINDS: readonly (readonly [what: string, words: RegExp])[] = [
  ["checksums and codes of forms", /校验码 ?[0-9a-f]+|“6＋X”/g],
  ["fingerprints of installations", /\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){4}\b/g],
  ["sizes of files, and of the phone that a form is shown on", /\d+(?:\.\d+)? (?:KB|MB|GB)|\d+×\d+/g],
  ["from how much to how much may be typed", /\d+ 至 \d+ 张|\d+–\d+ 分/g],
  ["items of a paper form that are left to be keyed", /还有 \d+ 项没有录/g],
  ["keys that a mark is typed with", /1 至 9、0/g],
  ["how large the steps of a turnout are", /按 \d+ 人一档/g],
  ["where the axis of a chart begins", /轴从 \d+ 起/g],
  ["lines of the record, which grows while it is read", /\d+ 条/g],
  ["addresses", /https?:\/\/\S+/g],
  ["days and hours", /\d{4} ?年(?:\d+月)?(?:\d+日)?|\d+月\d+日|\d{4}-\d\d-\d\d|\d{1,2}:\d\d(?::\d\d)?/g],
  ["versions of forms and schemes", /\d{4}\.\d+(?:-\d+)?/g],
  ["the number of a row, a page, a step, a sheet", /第 ?\d+ (?:个|张|页|行|步)|^\d+(?=\t|\.(?!\d))/g],
  [
    "how many units, groups, forms, steps, leaders there are",
    /\d+ (?:个(?:单位|组|表单|选项)|步|份表单|名|位|级)/g,
  ],
];

const nodesOf = (nodes: readonly DerivationNode[]): readonly DerivationNode[] =>
  nodes.flatMap((node) => [node, ...nodesOf(node.children)]);

const share = (count: number, base: number): string =>
  base === 0 ? "" : printRatio(mul(ratio(count, base), HUNDRED), 1);

const sharesOf = (items: readonly ItemAnswer[]): readonly string[] =>
  items.flatMap(({ counts, valid }) => (counts ?? []).map((count) => share(count, valid)));

/** What the big screen makes of its answer: from how many to how many, and whole minutes. */
function madeOfScreen({ turnout, minutes }: ScreenAnswer): readonly string[] {
  const { from, to } = spanOf(turnout);
  return [from, to, Math.ceil(minutes)].map(String);
}

/** Every number that the pages may make of one released answer: its derivation, shares of its counts, distances. */
function madeOf(results: ResultsAnswer): readonly string[] {
  const nodes = nodesOf(deriveScore(results)).flatMap(({ value, weight, earned }) => [value, weight, earned]);
  const shares = results.forms.flatMap((form) => {
    if (form.level !== "tables") return [];
    return [
      ...sharesOf(form.items),
      ...form.multis.flatMap(({ counts, base }) => (counts ?? []).map((count) => share(count, base))),
      ...form.counts.flatMap(({ values }) => {
        const all = Object.values(values).reduce((sum, one) => sum + one, 0);
        return Object.values(values).map((count) => share(count, all));
      }),
      ...form.blocks.map(({ id }) => blockMean(form, id) ?? ""),
    ];
  });
  const { total, grades } = results.score;
  const distances = grades.flatMap(({ from }) => {
    if (!total) return [];
    const apart = sub(parseRatio(from), parseRatio(total.printed));
    return [printRatio(apart, 2), printRatio(sub(ratio(0), apart), 2)];
  });
  const dimensions = results.dimensions.flatMap(({ score }) =>
    score ? printRatio(parseRatio(score.exact), 1) : [],
  );
  return [...nodes, ...shares, ...distances, ...dimensions].flatMap((text) => numbersIn(text ?? ""));
}

/** What the calls of one reader told, by the unit it is about; what is about none stands under "". */
function toldBy(answers: Answers, polls: ReadonlyMap<string, string>, isRound: boolean): ByUnit {
  const found = new Map<string, Set<string>>(
    ["", ...UNITS.map(({ id }) => id)].map((unit) => [unit, new Set()]),
  );
  for (const { unit, place, text } of toldIn(answers, polls))
    if (!isRound || /^(?:rounds|polls|screens|definitions)/.test(place))
      for (const number of numbersIn(text)) found.get(unit)!.add(number);
  for (const [path, answer] of answers) {
    // The sentence above a round's table adds up what its rows tell, in steps while they are open.
    if (/\/rounds\/[^/]+$/.test(path)) {
      const { eligible, returned } = countStates((answer as RoundAnswer).units);
      for (const sum of [eligible, returned.from, returned.to]) found.get("")!.add(String(sum));
    }
    const screen = [...polls].find(([, poll]) => path === `/api/screens/${poll}`);
    if (screen) for (const number of madeOfScreen(answer as ScreenAnswer)) found.get(screen[0])!.add(number);
    if (/\/totals(?:\?|$)/.test(path))
      for (const { items } of answer as readonly TotalAnswer[])
        for (const number of sharesOf(items).flatMap(numbersIn)) found.get("")!.add(number);
    if (!path.endsWith("/results")) continue;
    const results = answer as ResultsAnswer;
    for (const number of madeOf(results)) found.get(results.unit.id)!.add(number);
  }
  return found;
}

/** @returns address, number and line of every number that no call told and that is of no listed kind */
export function unexplainedOn(
  said: Said,
  answers: Answers,
  { server }: Pick<CrawlWorld, "server">,
): readonly string[] {
  const ofRound = toldBy(answers, server.polls, true);
  const ofAll = toldBy(answers, server.polls, false);
  const found = new Set<string>();
  for (const [hash, words] of said) {
    const isRound = hash.startsWith(`#/rounds/${server.round}`) || hash.startsWith(screenOf(""));
    const told = isRound ? ofRound : ofAll;
    const own = isRound ? UNITS.find(({ id }) => hash.endsWith(`/${id}`))?.id : undefined;
    for (const line of words.split("\n")) {
      const named = [...UNIT_NAMES].filter(([name]) => line.includes(name)).map(([, id]) => id);
      const units = own ? [own] : named.length === 1 ? named : [...told.keys()];
      const rest = numbersIn(KINDS.reduce((text, [, words]) => text.replace(words, " "), line));
      for (const number of rest)
        if (Number(number) !== 0 && !["", ...units].some((unit) => told.get(unit)!.has(number)))
          found.add(`${hash}: ${number} in ${line.slice(0, 80)}`);
    }
  }
  return [...found];
}
