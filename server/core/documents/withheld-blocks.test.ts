import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { freezeForm } from "../definition/freeze-form.ts";
import type { Instrument } from "../definition/instrument.ts";
import { releasePoll } from "../release/release.ts";
import { DEFAULT_THRESHOLDS } from "../round/round.ts";
import { foldBallots } from "../tally/fold.ts";
import { withheldBlocks } from "./withheld-blocks.ts";

const FILE = new URL("../../../surveys/rectification/definition.json", import.meta.url);
const variables = { 轮次: "第三轮", 反馈日期: "2026年9月1日", 单位: "县水利局" };
const form = freezeForm(JSON.parse(readFileSync(FILE, "utf8")) as Instrument, {
  leaders: [],
  variables,
  include: [],
  kindsInRound: [],
});

const blockOf = (id: string, name: string, ballots: number) => {
  return { id, name, categories: [id], weight: id === "D" ? "0" : "100", isOutside: id === "D", ballots };
};

/** @param own how many people of the unit and how many outside raters answered */
function notesOf(own: number, outside: number): readonly string[] {
  const fold = foldBallots(form, "d");
  const rated = form.leaves.filter(({ kind }) => kind === "choice").length;
  const answers = [...Array<number | null>(rated).fill(0), null];
  for (let at = 0; at < own; at += 1) fold.add("C", answers, "ticket");
  for (let at = 0; at < outside; at += 1) fold.add("D", answers, "ticket");
  const blocks = [blockOf("C", "干部职工", own), blockOf("D", "服务对象", outside)];
  const result = releasePoll({
    poll: "p",
    forms: [{ form, digest: "d", tally: fold.finish(), blocks }],
    thresholds: DEFAULT_THRESHOLDS,
  });
  const [table] = withheldBlocks({ round: { thresholds: DEFAULT_THRESHOLDS }, result }, result.forms[0]!);
  if (table?.block !== "table") throw new Error("no table");
  return table.table.notes;
}

it("names outside raters who were too few where a form has one score, or none", () => {
  const said = "“服务对象”收回份数不足 10 份，为保护填写人，不计入、不显示。";
  expect(notesOf(6, 4)).toEqual([said]);
  expect(notesOf(3, 9)).toEqual([said]);
  expect(notesOf(6, 10)).toEqual([]);
});
