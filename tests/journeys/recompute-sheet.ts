/** The 得分推导表 calculated anew from its printed cells alone, as a reader with paper and pencil would. */
import { type Exact, exact, fail, isLess, minus, over, printed, times, total } from "./exact.ts";

/** Cells of one row by column, as they are printed; "" where nothing stands. */
export type PrintedRow = readonly string[];

interface Head {
  readonly points: readonly Exact[];
  readonly blocks: readonly { readonly weight: Exact; readonly ballots: number }[];
  readonly ballots: number;
}

interface Node {
  readonly number: string;
  readonly row: Cells;
  readonly head: Head | null;
  readonly children: Node[];
}

interface Cells {
  readonly number: string;
  readonly title: string;
  readonly weight: string;
  readonly middle: readonly string[];
  readonly aside: string;
  readonly value: string;
  readonly given: string;
}

const HUNDRED = exact("100");

const same = (what: string, found: string, wanted: string): void => {
  if (found !== wanted) fail(`${what}: ${found}, by hand ${wanted}`);
};

function cellsOf(row: PrintedRow): Cells {
  const [number = "", title = "", weight = ""] = row;
  const [aside = "", value = "", given = ""] = row.slice(-3);
  const middle = row.slice(3, -3).filter((one) => one !== "");
  return { number, title, weight, middle, aside, value, given };
}

/**
 * @param rows all rows of the sheet
 * @returns total and grade as they follow from the counts
 * @throws Error at the first cell that does not follow from the ones it is made of
 */
export function recompute(rows: readonly PrintedRow[]): { readonly total: string; readonly grade: string } {
  const from = rows.findIndex(([first]) => first === "序号");
  const body = rows
    .slice(from + 1)
    .map((row) => cellsOf(row))
    .filter(({ number }) => /^(\d+(\.\d+)*)?$/.test(number));
  const parts = treeOf(
    body.filter(({ number, weight, aside }) => number !== "" || weight !== "" || aside !== ""),
  );
  const earned = checkChildren(parts);
  const fullest = Math.max(...ballotsOf(parts));
  return checkOutcome(
    body.filter(({ number, title, aside }) => number === "" && title !== "" && aside === ""),
    { parts, earned, fullest },
  );
}

function treeOf(body: readonly Cells[]): readonly Node[] {
  const all = new Map<string, Node>();
  const roots: Node[] = [];
  let head: Head | null = null;
  for (const row of body) {
    if (row.number === "") {
      head = headOf(row);
      continue;
    }
    if (!row.number.includes(".")) head = null;
    const node: Node = { number: row.number, row, head, children: [] };
    const siblings = row.number.includes(".")
      ? (all.get(row.number.replace(/\.\d+$/, "")) ?? fail(`${row.number} hangs nowhere`)).children
      : roots;
    siblings.push(node);
    same("number", row.number.split(".").at(-1)!, String(siblings.length));
    all.set(row.number, node);
  }
  return roots;
}

function headOf({ title, middle, aside }: Cells): Head {
  const points = title.split("、").map((option) => exact(option.split(" ")[1] ?? ""));
  const ballots = Number(/^(\d+)份$/.exec(aside)?.[1] ?? fail(`no ballots: ${aside}`));
  const blocks = middle.flatMap((block) => {
    const [, weight, own] = /\n权重([\d./]+)，(\d+)份$/.exec(block) ?? [];
    return weight === undefined ? [] : [{ weight: exact(weight), ballots: Number(own) }];
  });
  if (blocks.length > 0)
    same("ballots", String(blocks.reduce((sum, one) => sum + one.ballots, 0)), String(ballots));
  return { points, blocks, ballots };
}

const ballotsOf = (nodes: readonly Node[]): readonly number[] =>
  nodes.flatMap(({ head, children }) => [...(head ? [head.ballots] : []), ...ballotsOf(children)]);

/** Checks siblings and everything below them; their sum. Weights add up to 100, or all are 1. */
function checkChildren(nodes: readonly Node[]): Exact {
  const present = total(nodes.map(({ row }) => exact(row.weight)));
  if (nodes.some(({ row }) => row.weight !== "1")) same("weights", printed(present, 9), printed(HUNDRED, 9));
  return total(
    nodes.map((node) => {
      const value = valueOf(node);
      same(`value of ${node.number}`, node.row.value, printed(value));
      const given = over(times(value, exact(node.row.weight)), present);
      same(`given of ${node.number}`, node.row.given, printed(given));
      checkFigures(node, nodes.length, present);
      return given;
    }),
  );
}

function valueOf({ number, row, head, children }: Node): Exact {
  if (children.length > 0) return checkChildren(children);
  const [first = ""] = row.middle;
  if (/^(合并 )?\d+(\/\d+)+(=[\d.]+)?$/.test(first))
    return ratedValue(row, head ?? fail(`${number} has no head`));
  const rate = /^100 − 100 × 反映问题 (\d+) ÷ 基数 (\d+)$/.exec(first);
  if (rate) {
    const [, reported, base] = rate;
    const aside = row.aside.split("/").reduce((sum, n) => sum + Number(n), 0);
    same(`base of ${number}`, String(Number(base) + aside), String(head?.ballots));
    return minus(HUNDRED, over(times(HUNDRED, exact(reported!)), exact(base!)));
  }
  const kept = /^\((\S+) − min\((\S+) × (\d+), (\S+)\)\) × 100 ÷ \S+$/.exec(first);
  if (kept) {
    const [most, each, cases, again] = kept.slice(1).map((one) => exact(one));
    const full = times(each!, cases!);
    if (isLess(most!, again!) || isLess(again!, most!)) fail(`limit of ${number}`);
    return over(times(HUNDRED, minus(most!, isLess(most!, full) ? most! : full)), most!);
  }
  // 研判: what people entered is where it begins.
  return exact(/^(\S+) ÷ \d+/.exec(first)?.[1] ?? fail(`${number}: ${first}`));
}

function ratedValue({ number, middle, aside }: Cells, { points, blocks, ballots }: Head): Exact {
  const votes = middle.map((one) =>
    one
      .replace(/合并 |=.*/g, "")
      .split("/")
      .map(Number),
  );
  const sumOf = (own: readonly number[]): number => own.reduce((sum, n) => sum + n, 0);
  const all = sumOf(votes.flat()) + sumOf(aside.split("/").map(Number));
  same(`ballots of ${number}`, String(all), String(ballots));
  const mean = (own: readonly number[]): Exact =>
    over(total(own.map((n, at) => times(exact(String(n)), points[at]!))), exact(String(sumOf(own))));
  if (votes.length === 1) return mean(votes[0]!);
  for (const [at, own] of votes.entries()) {
    if (sumOf(own) > blocks[at]!.ballots) fail(`${number}: more votes than ballots`);
    same(`mean of ${number}`, middle[at]!.split("=")[1] ?? "", printed(mean(own)));
  }
  const weights = blocks.map(({ weight }) => weight);
  return over(total(votes.map((own, at) => times(mean(own), weights[at]!))), total(weights));
}

/** The formula that stands beside a number says the same as the numbers themselves. */
function checkFigures({ number, row, children }: Node, siblings: number, present: Exact): void {
  const [first = ""] = row.middle;
  const share = /^(\S+) × (\S+) ÷ (\S+)$/.exec(first);
  if (children.length > 0 && !share) fail(`${number} has no formula`);
  if (share) {
    same(`figures of ${number}`, `${share[1]} × ${share[2]}`, `${row.value} × ${row.weight}`);
    same(`figures of ${number}`, printed(exact(share[3]!)), printed(present));
  }
  const mean = /^\S+ ÷ (\d+)(；|$)/.exec(first);
  if (mean) same(`terms of ${number}`, mean[1]!, String(siblings));
  const kept = /^\((\S+) − .* ÷ (\S+)$/.exec(first);
  if (kept) {
    const weight = over(times(HUNDRED, exact(kept[1]!)), exact(kept[2]!));
    same(`weight of ${number}`, printed(weight), printed(exact(row.weight)));
  }
}

interface Earned {
  readonly parts: readonly Node[];
  readonly earned: Exact;
  readonly fullest: number;
}

function checkOutcome(
  rows: readonly Cells[],
  { parts, earned, fullest }: Earned,
): { readonly total: string; readonly grade: string } {
  const named = (title: string): readonly Cells[] => rows.filter((row) => row.title === title);
  const one = (title: string): Cells => named(title)[0] ?? fail(`no ${title}`);
  const turnout = one("参评率");
  const [, returned, eligible] =
    /^收回 (\d+) ÷ 应参加 (\d+)；/.exec(turnout.middle[0] ?? "") ?? fail("no turnout");
  same("returned", returned!, String(fullest));
  const share = printed(over(exact(returned!), exact(eligible!)), 3);
  same("turnout", exact(turnout.value) && printed(exact(turnout.value), 3), share);

  const lost = named("专项扣分").map(({ value, given }) => {
    same("deduction", given, `-${value}`);
    return exact(value);
  });
  const sum = minus(earned, total(lost));
  const row = one("总分");
  same("total", row.given, printed(sum));
  const terms = parts.map((part) => part.row.given).join(" + ");
  same(
    "figures of the total",
    row.middle[0]!,
    lost.length > 0 ? `${terms} − ${printed(total(lost))}` : terms,
  );
  const bands = one("测算等次")
    .middle[0]!.split("；")
    .map((band) => band.split(" ≥ "));
  const reached = bands.findIndex(([, least]) => !isLess(exact(row.given), exact(least!)));
  const limits = named("等次限制情形").flatMap(({ middle, value }) => {
    const [, atMost, decision] = /；等次不高于(\S+?)；(\S+?)；/.exec(middle[0]!) ?? fail("no limit");
    same("limit", value, decision === "已确认" ? atMost! : "—");
    return decision === "已确认" ? [bands.findIndex(([grade]) => grade === atMost)] : [];
  });
  const grade = bands[Math.max(reached, ...limits)]![0]!;
  same("grade", one("测算等次").value, grade);
  return { total: row.given, grade };
}
