/** What is brought in by the acts of `import-acts.ts`: tables as they are read from a file, ballots, a form. */
import type { ImportedBallot } from "../../../server/core/ballot/answers-from-table.ts";
import type { Instrument } from "../../../server/core/definition/instrument.ts";
import { layOut } from "../../../server/services/find-form.ts";

export const HISTORY = [
  ["单位名称", "单位类型", "前身单位", "届次", "年份", "轮次", "情况"],
  ["县水利局党组", "县直", "县水务局党组", "", "", "", ""],
  ["县水务局党组", "县直", "", "十四届", "2019", "第二轮", "已巡察"],
  ["县交通局党组", "县直", "", "十五届", "2023", "第一轮", "已巡察"],
];
/** Rows that stand then. */
export const HISTORY_LINES = HISTORY.length - 1;

/** Of the two units of `unitsAssessed`. */
export const ASSESSED = [
  ["单位名称", "专项扣分", "专项扣分理由"],
  ["县水利局党组", "1", "逾期整改"],
  ["县交通局党组", "2", "逾期整改"],
];
export const JUDGED = [
  ["单位名称", "评委", "得分"],
  ...["县水利局党组", "县交通局党组"].flatMap((unit) =>
    ["90", "85", "80"].map((score, at) => [unit, `评委${at + 1}`, score]),
  ),
];

/** Of the round that comes with its roster. */
export const ROUND_ID = "brought-round";

export const BALLOTS_TITLE = "别处收集的答卷";
const BROUGHT_UNITS = ["县水利局党组", "县交通局党组"];
/** A unit's. */
export const BROUGHT_BALLOTS = 8;

/** Of a form that was used elsewhere: its words stand in it, and no variables. */
export function broughtAnswers(shipped: Instrument): {
  readonly instrument: Instrument;
  readonly ballots: readonly ImportedBallot[];
} {
  const instrument = JSON.parse(JSON.stringify(shipped).replaceAll(/\{\{[^}]*\}\}/g, "本单位")) as Instrument;
  const rated = Object.keys(instrument.items).filter((name) => /^t(0\d|1[0-6])$/.test(name));
  const answers = Object.fromEntries(rated.map((name) => [name, "fairly"]));
  const ballots = BROUGHT_UNITS.flatMap((unit) =>
    Array.from({ length: BROUGHT_BALLOTS }, () => ({ unit, category: "C", answers })),
  );
  return { instrument, ballots };
}

/** A form of the office's own, as its file says it. */
export function ownForm(shipped: Instrument): {
  readonly id: string;
  readonly version: string;
  readonly text: string;
} {
  const [id, version] = ["own-form", "1"];
  return { id, version, text: layOut({ ...shipped, id, version, title: "自己的表" }) };
}

/** The stack of paper on which two people agree, and its sheets. */
export const AGREED = "agreed";
export const AGREED_SHEETS = 20;
