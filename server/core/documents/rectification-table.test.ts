/** 整改评估汇总表 from the shipped form, counted and released as the product does it. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { freezeForm } from "../definition/freeze-form.ts";
import type { FrozenForm } from "../definition/frozen.ts";
import type { Instrument } from "../definition/instrument.ts";
import { printRatio } from "../ratio.ts";
import { releasePoll } from "../release/release.ts";
import { DEFAULT_THRESHOLDS } from "../round/round.ts";
import { foldBallots } from "../tally/fold.ts";
import type { Cell, DocumentContent } from "./document.ts";
import { rectificationTable } from "./rectification-table.ts";

const FILE = new URL("../../../surveys/rectification/definition.json", import.meta.url);
const shipped = JSON.parse(readFileSync(FILE, "utf8")) as Instrument;
const variables = { 轮次: "第三轮", 反馈日期: "2026年9月1日", 单位: "县水利局" };
const formOf = (id: string): FrozenForm =>
  freezeForm({ ...shipped, id }, { leaders: [], variables, include: [], kindsInRound: [] });

/** @param ballots the same option of every item on each of them */
function released(form: FrozenForm, ballots: readonly (number | null)[]) {
  const fold = foldBallots(form, "d");
  const rated = form.leaves.filter(({ kind }) => kind === "choice").length;
  for (const option of ballots) fold.add("C", [...Array<number | null>(rated).fill(option), null], "ticket");
  const block = { id: "C", name: "C", categories: ["C"], weight: "100", isOutside: false };
  return releasePoll({
    poll: "p",
    forms: [{ form, digest: "d", tally: fold.finish(), blocks: [{ ...block, ballots: ballots.length }] }],
    thresholds: DEFAULT_THRESHOLDS,
  });
}

const GRADES: DocumentContent = {
  kind: "grade-table",
  title: "",
  round: "第三轮",
  unit: null,
  scheme: null,
  basis: [],
  body: [],
  signatures: [],
  sheetDigest: "x",
} as unknown as DocumentContent;

/** Two 满意, six 基本满意, two 不满意, one 不了解, one blank. */
const TWELVE = [0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 3, null];
const unit = (name: string, result: ReturnType<typeof released> | null) => {
  return { name, group: "县委第一巡察组", eligible: 14, result, withdrawn: null };
};

function tableOf(id: string, units: readonly ReturnType<typeof unit>[]) {
  const document = rectificationTable({
    grades: GRADES,
    thresholds: DEFAULT_THRESHOLDS,
    instrument: id,
    title: shipped.title,
    units,
  });
  const [block] = document.body;
  if (block?.block !== "table") throw new Error("no table");
  return block.table;
}

const shown = (cell: Cell): string | number => {
  if (cell.kind === "count") return cell.value;
  if (cell.kind === "score" || cell.kind === "percent") return JSON.stringify(cell);
  return "text" in cell ? cell.text : "";
};

describe.each(["rectification", "own-rectification"])("of the form %s", (id) => {
  const form = formOf(id);

  it("counts 总体评价 by level, apart from 不了解 and 弃权, and scores by weight", () => {
    const table = tableOf(id, [unit("县水利局党组", released(form, TWELVE))]);
    expect(table.head[0]!.map(({ text }) => text)).toEqual([
      "序号",
      "被巡察党组织",
      "巡察组",
      "应参加",
      "有效",
      "满意",
      "基本满意",
      "不满意",
      "不了解",
      "弃权",
      "得分",
      "备注",
    ]);
    const [row] = table.body;
    const votes = row!.flatMap((cell) => (cell.kind === "count" ? [cell.value] : []));
    expect(votes).toEqual([1, 14, 10, 2, 6, 2, 1, 1]);
    // (2·100 + 6·70 + 2·30) ÷ 10
    const score = released(form, TWELVE).forms[0]!.score!;
    expect(printRatio(score, 2)).toBe("68.00");
    expect(row!.map(shown).join()).toContain("68");
  });

  it("withholds levels below ten ballots, keeps every unit's place, and says what is still open", () => {
    const few = released(form, [0, 0, 0, 1, 1, 2]);
    const table = tableOf(id, [unit("甲", few), unit("乙", null), unit("丙", released(form, TWELVE))]);
    const lines = table.body.map((row) => row.map(shown).join("｜"));
    expect(lines[0]).toContain("人数少，不予显示");
    expect(lines[0]).toContain("收回 6 份");
    // The first unit has a score and no levels: the columns are headed by the first unit that has them.
    const alone = tableOf(id, [unit("丙", released(form, TWELVE))]);
    expect(table.head).toEqual(alone.head);
    expect(printRatio(few.forms[0]!.score!, 2)).toBe("78.33");
    expect(table.body[0]!.map(({ kind }) => kind)).toContain("score");
    expect(lines[1]).toMatch(/^2｜乙｜.*｜—｜/);
    expect(lines[2]).toMatch(/^3｜丙｜/);
    for (const row of table.body)
      expect(row.reduce((sum, { span }) => sum + (span ?? 1), 0)).toBe(table.columns.length);
  });

  it("has scores and says why there are no levels while no unit has tables", () => {
    const few = released(form, [0, 0, 0, 1, 1, 2]);
    const table = tableOf(id, [unit("甲", few), unit("乙", released(form, [0, 0, 1])), unit("丙", null)]);
    expect(table.head.map((row) => row.map(({ text }) => text))).toEqual([
      ["序号", "被巡察党组织", "巡察组", "应参加", "有效", "不了解", "弃权", "得分", "备注"],
    ]);
    const lines = table.body.map((row) => row.map(shown).join("｜"));
    expect(lines[0]).toContain('"printed":"78.33"');
    expect(lines[0]).toContain("收回 6 份");
    expect(lines[1]).toMatch(/^2｜乙｜.*｜人数少，不予显示｜人数少，不予显示｜/);
    expect(lines[2]).toMatch(/^3｜丙｜.*尚未封存/);
    expect(table.notes[0]).toContain("收回份数都不足 10 份，为保护填写人，不列各档票数");
    for (const row of table.body)
      expect(row.reduce((sum, { span }) => sum + (span ?? 1), 0)).toBe(table.columns.length);
  });
});
