/** Statistics of one form as lines of text. */
import type { FormStatistics } from "../core/statistics/form-statistics.ts";
import { cli } from "../../web/text/cli.ts";

const text = cli.statistics;
const short = (value: number | null): string => (value === null ? "—" : value.toFixed(3));

export const statisticsLines = ({
  title,
  ballots,
  items,
  scales,
  raters,
}: FormStatistics): readonly string[] => [
  text.form(title, ballots),
  ...items.flatMap((item) => [
    text.item(item.title, item.valid, item.missing),
    ...(item.mean === null ? [] : [text.moments(short(item.mean), short(item.sd), short(item.median))]),
    ...(item.counts === null ? [text.few] : [text.counts(item.counts)]),
  ]),
  ...scales.flatMap(({ scale, items: own, complete, alpha, byUnit }) => [
    text.scale(scale, own.length, complete, short(alpha)),
    ...(byUnit ? [text.byUnit(byUnit.units, short(byUnit.icc1), short(byUnit.icc2))] : []),
  ]),
  ...raters.map((one) => text.raters(one.column, one.targets, one.raters, short(one.icc2), short(one.icc2k))),
];
