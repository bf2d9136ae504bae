/** What `release` gave to a reader, as the numbers that may be printed of it; reckoned here, not asked of the interface. */
import { Problem } from "../../../server/core/problem.ts";
import { DIMENSIONS, dimensionScores } from "../../../server/core/results/dimension-scores.ts";
import { focusScores } from "../../../server/core/results/focus-scores.ts";
import {
  HUNDRED,
  mul,
  parseRatio,
  printRatio,
  type Ratio,
  ratio,
  storeRatio,
  sub,
} from "../../../server/core/ratio.ts";
import { presentFirmness } from "../../../server/http/office/results/present-firmness.ts";
import { trialScheme } from "../../../server/core/scoring/trial-scheme.ts";
import {
  scoreClosed,
  scoreRound,
  type RoundStanding,
  type UnitStanding,
} from "../../../server/services/score-round.ts";
import { totalRound } from "../../../server/services/total-round.ts";
import {
  answering,
  FIRST,
  isDecided,
  PARENT,
  UNITS,
  type CrawlWorld,
  type Reader,
  type State,
} from "./crawl-world.ts";
import { triedPoints } from "./tried-points.ts";

/** Numbers by unit, and under "" those of the round as a whole; what was counted of a unit stands under `countedOf` too. */
export type ByUnit = ReadonlyMap<string, ReadonlySet<string>>;

/** Where the numbers stand that `release` counted, apart from those of scoring, whose settings are small numbers too. */
export const countedOf = (unit: string): string => `${unit} counted`;

const NUMBER = /(?<![\w.])\d+(?:\.\d+)?(?!\w|\.\d)/g;
export const numbersIn = (text: string): readonly string[] => text.match(NUMBER) ?? [];

/** @returns numbers by unit; nothing at all for keepers, and nothing of what is not closed but its turnout in steps */
export async function releasedTo(role: Reader, state: State, world: CrawlWorld): Promise<ByUnit> {
  const { server, earlier } = world;
  const [now, before] = await Promise.all([
    scoreRound(server.deps, server.round),
    scoreRound(server.deps, earlier.round),
  ]);
  const found = new Map<string, Set<string>>();
  const isReader = role === "office" || role === "group" || role === "viewer";
  const own = ({ unit }: UnitStanding) => isReader && (role !== "group" || unit.group === FIRST);
  for (const one of now.units.filter(own)) {
    const hasTotal = role !== "viewer" || isDecided(state);
    const past = before.units.find(({ unit }) => unit.id === one.unit.id);
    const numbers = new Set([...turnoutOf(one), ...ofUnit(one, now, hasTotal, role)]);
    if (role === "office" && state === "archived") for (const number of tried(one, now)) numbers.add(number);
    // The earlier round is closed and its grades are approved.
    if (past) for (const number of ofUnit(past, before, true, role)) numbers.add(number);
    for (const number of apart(now, before, one, { hasTotal, hasMean: role !== "group" }))
      numbers.add(number);
    found.set(one.unit.id, numbers);
    found.set(countedOf(one.unit.id), new Set([...turnoutOf(one), ...numbersOf(one.release?.result)]));
  }
  // A group has a mean of at least three units of other groups, which this round has not.
  const means =
    isReader && role !== "group" ? [...meansOf(now, state, role), ...meansOf(before, "approved", role)] : [];
  const totals = role === "office" ? await totalsOf(world) : [];
  found.set(
    "",
    new Set([...means.flatMap(({ printed }) => printed), ...(isReader ? peopleOf(now) : []), ...totals]),
  );
  return found;
}

/** What a meeting room sees, whoever sits there: how many have handed in, in steps, while the poll of its unit is open. */
export async function releasedToRooms({ server }: CrawlWorld): Promise<ByUnit> {
  const { units } = await scoreRound(server.deps, server.round);
  return new Map([
    ["", new Set<string>()],
    ...units.map((one) => {
      const isOpen = one.poll?.state === "open";
      return [one.unit.id, new Set(isOpen ? turnoutOf(one) : [])] as const;
    }),
  ]);
}

/** 试算 of the archived round, by the points that the crawl tries. */
function* tried(
  { release, assessment }: UnitStanding,
  { scheme: { scheme } }: RoundStanding,
): Iterable<string> {
  if (!release) return;
  yield* numbersOf(scoreClosed(trialScheme(scheme, triedPoints(scheme)), release, assessment).printed);
}

/** R9: of the round and of the unit with a sub-unit, once all of theirs are closed. */
async function totalsOf({ server }: CrawlWorld): Promise<readonly string[]> {
  const found: string[] = [];
  for (const parent of [null, PARENT]) {
    const totals = await totalRound(server.deps, server.round, parent).catch((refused: unknown) => {
      if (refused instanceof Problem && refused.code === "poll.results-while-open") return [];
      throw refused;
    });
    for (const total of totals) {
      found.push(...numbersOf(total));
      for (const { counts, valid } of total.items) found.push(...shares(counts ?? [], valid));
    }
  }
  return found;
}

/** R8: in steps of five of the whole poll while it is open, exact and by bag afterwards. */
function* turnoutOf({ unit, poll, release }: UnitStanding): Iterable<string> {
  const bags = poll!.plan!.batches.map(({ eligible }) => answering(unit.id, eligible));
  const all = bags.reduce((sum, one) => sum + one, 0);
  if (release) yield* [all, ...bags].map(String);
  else if (poll!.state === "open") yield String(5 * Math.floor(all / 5));
}

function* ofUnit(one: UnitStanding, round: RoundStanding, hasTotal: boolean, role: Reader): Iterable<string> {
  const { release, score, unit } = one;
  if (!release || !score) return;
  const { forms } = release.result;
  yield* numbersOf(release.result);
  yield* numbersOf(dimensionScores(forms));
  const instruments = (round.row.frozen?.instruments ?? []).map(({ instrument }) => instrument);
  yield* numbersOf(focusScores(forms, instruments));
  const eligible = unit.categories.reduce((sum, { eligible: people }) => sum + people, 0);
  yield* numbersOf(ratio(release.result.returned, eligible));
  for (const form of forms) {
    for (const plan of release.head.plan.forms.filter(({ instrument }) => instrument === form.instrument))
      yield* numbersOf(
        ratio(
          form.ballots,
          plan.blocks.reduce((sum, { eligible: people }) => sum + people, 0),
        ),
      );
    if (form.level !== "tables") continue;
    for (const { counts, valid, blocks } of form.items) {
      yield* shares(counts ?? [], valid);
      for (const block of blocks) {
        const rated = block.counts.reduce((sum, count) => sum + count, 0);
        yield* shares(block.counts, rated);
      }
    }
    for (const { counts, base, reported } of form.multis)
      yield* shares([...(counts ?? []), reported ?? 0], base);
    // 100－问题反映率
    if (form.problemRate) yield* numbersOf(sub(ratio(1), form.problemRate));
  }
  if (!hasTotal) {
    yield* numbersOf(score.opinion);
    yield* numbersOf(
      score.parts.filter(({ indicators }) => indicators.every(({ source }) => source === "form")),
    );
    return;
  }
  yield* numbersOf(score);
  if (role === "office") yield* numbersOf(presentFirmness(round.scheme.scheme, one, { role }));
  for (const { from } of round.scheme.scheme.grades)
    if (score.total) yield* numbersOf(sub(parseRatio(String(from)), parseRatio(printRatio(score.total, 2))));
}

/** Printed numbers less those of the earlier round, and less the mean of the round. */
function* apart(
  now: RoundStanding,
  before: RoundStanding,
  one: UnitStanding,
  may: { readonly hasTotal: boolean; readonly hasMean: boolean },
): Iterable<string> {
  const past = before.units.find(({ unit }) => unit.id === one.unit.id);
  const between = (a: Ratio, b: Ratio, decimals: number): readonly string[] =>
    numbersOf(sub(parseRatio(printRatio(a, decimals)), parseRatio(printRatio(b, decimals))));
  if (may.hasTotal && one.score?.total && past?.score?.total)
    yield* between(one.score.total, past.score.total, 2);
  for (const form of one.release?.result.forms ?? []) {
    const old = past?.release?.result.forms.find(({ instrument }) => instrument === form.instrument);
    if (form.score && old?.score) yield* between(form.score, old.score, 2);
  }
  if (!may.hasMean) return;
  for (const { dimension, mean } of meansOf(now, "approved", "office")) {
    const own = dimensionScores(one.release?.result.forms ?? []).find(
      (found) => found.dimension === dimension,
    );
    if (own?.score) yield* between(own.score, mean, 1);
  }
}

interface Mean {
  readonly dimension: string | null;
  readonly mean: Ratio;
  readonly printed: readonly string[];
}

/** Means of printed scores: of each dimension, and of the totals where they are told. */
function meansOf({ units }: RoundStanding, state: State, role: Reader): readonly Mean[] {
  const meanOf = (dimension: string | null, printed: readonly string[]): readonly Mean[] => {
    if (printed.length === 0) return [];
    const total = printed.reduce((sum, one) => sum + Math.round(Number(one) * 100), 0);
    const mean = ratio(total, 100 * printed.length);
    return [{ dimension, mean, printed: numbersOf(mean) }];
  };
  const totals = units.flatMap(({ score }) => (score?.total ? [printRatio(score.total, 2)] : []));
  const scores = units.map(({ release }) => dimensionScores(release?.result.forms ?? []));
  return [
    ...(role === "viewer" && !isDecided(state) ? [] : meanOf(null, totals)),
    ...DIMENSIONS.flatMap((one) =>
      meanOf(
        one,
        scores.flatMap((all) => {
          const score = all.find(({ dimension }) => dimension === one)?.score;
          return score ? [printRatio(score, 1)] : [];
        }),
      ),
    ),
  ];
}

/** Of the paragraph of a round: people asked and people who answered in its closed units, and their share. */
function* peopleOf({ units }: RoundStanding): Iterable<string> {
  for (const group of [null, FIRST]) {
    const closed = units.filter(({ unit, release }) => release && (group === null || unit.group === group));
    const returned = closed.reduce((sum, { release }) => sum + release!.result.returned, 0);
    for (const asked of [closed, units]) {
      const eligible = asked.reduce(
        (sum, { unit }) => sum + unit.categories.reduce((all, one) => all + one.eligible, 0),
        0,
      );
      yield* [String(eligible), String(returned), ...shares([returned], eligible)];
    }
  }
}

const shares = (counts: readonly number[], base: number): readonly string[] =>
  base === 0 ? [] : counts.map((count) => printRatio(mul(ratio(count, base), HUNDRED), 1));

/** Every number in a released value: integers as they stand, ratios as they are printed, in points and in percent. */
function numbersOf(value: unknown): readonly string[] {
  if (typeof value === "number") return [String(Math.abs(value))];
  if (typeof value === "string") return numbersIn(value);
  if (typeof value !== "object" || value === null) return [];
  if (isRatio(value)) {
    const size = value.n < 0n ? { n: -value.n, d: value.d } : value;
    const percent = mul(size, HUNDRED);
    return [
      storeRatio(size),
      storeRatio(percent),
      ...[1, 2].flatMap((decimals) => [printRatio(size, decimals), printRatio(percent, decimals)]),
    ];
  }
  return Object.values(value).flatMap(numbersOf);
}

const isRatio = (value: object): value is Ratio => "n" in value && typeof value.n === "bigint";

/** All units of the round by name, for lines that name one. */
export const UNIT_NAMES: ReadonlyMap<string, string> = new Map(UNITS.map(({ id, name }) => [name, id]));
