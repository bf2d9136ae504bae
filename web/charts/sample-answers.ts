/** Small answers for the tests of charts: one form of two items on 好/较好/一般/差/不了解. */
import type { ItemAnswer, MultiAnswer, TablesAnswer } from "../../server/http/office/answers-results.ts";

const LEVELS = [
  ["good", "好", "100"],
  ["fairly", "较好", "80"],
  ["average", "一般", "60"],
  ["poor", "差", "40"],
] as const;

export const qualityOptions: ItemAnswer["options"] = [
  ...LEVELS.map(([value, text, points]) => ({ value, text, points, dontKnow: false })),
  { value: "unknown", text: "不了解", points: null, dontKnow: true },
];

/** `counts` in the order of the options, 不了解 last. */
export function sampleItem(
  leaf: string,
  counts: readonly number[] | null,
  more: Partial<ItemAnswer> = {},
): ItemAnswer {
  const valid = (counts ?? []).slice(0, 4).reduce((sum, count) => sum + count, 0);
  const dontKnow = counts?.[4] ?? 0;
  return {
    leaf,
    item: leaf,
    title: leaf,
    part: null,
    weight: "1",
    dimension: null,
    focus: [],
    leader: null,
    options: qualityOptions,
    score: { printed: "90.00", exact: "90" },
    valid,
    abstained: dontKnow,
    dontKnow,
    blank: 0,
    counts,
    isPooled: false,
    blocks: [],
    ...more,
  };
}

/** Two problems, 没有发现, 不了解. */
export function sampleMulti(counts: readonly number[] | null, base: number): MultiAnswer {
  const option = (value: string, text: string) => ({ value, text, points: null, dontKnow: false });
  return {
    leaf: "q18",
    item: "q18",
    title: "见到过哪些现象",
    dimension: "style",
    focus: [],
    options: [
      option("a", "文山会海"),
      option("b", "推诿扯皮"),
      option("none", "没有发现"),
      option("unknown", "不了解"),
    ],
    none: 2,
    unknown: 3,
    base,
    counts,
    reported: counts && Math.max(counts[0] ?? 0, counts[1] ?? 0),
    dontKnow: counts?.[3] ?? 0,
    blank: 0,
  };
}

type Tables = TablesAnswer & {
  readonly instrument: string;
  readonly version: string;
  readonly digest: string;
  readonly title: string;
  readonly shortTitle: string;
  readonly ballots: number;
  readonly excluded: readonly string[];
};

export function sampleForm(more: Partial<Tables> = {}): Tables {
  return {
    instrument: "leadership-team",
    version: "1",
    digest: "00",
    title: "领导班子民主测评表",
    shortTitle: "领导班子表",
    ballots: 45,
    excluded: [],
    level: "tables",
    scoring: { rule: "items" },
    score: { printed: "90.00", exact: "90" },
    blocks: [],
    bySource: { ticket: 45 },
    valid: 45,
    invalid: 0,
    parts: [],
    items: [],
    multis: [],
    counts: [],
    leaders: [],
    problemRate: null,
    ...more,
  };
}

export const sampleLook = {
  font: "sans-serif",
  ink: "#12202a",
  ink2: "#40505a",
  ink3: "#586872",
  line: "#d9e1e4",
  surface: "#ffffff",
  brand: "#1d5670",
  levels: ["#17527a", "#7fb2d0", "#e4dcc6", "#b2541a"],
  onLevels: ["#ffffff", "#12202a", "#12202a", "#ffffff"],
  outside: "#93a1a8",
};
