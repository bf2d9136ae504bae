import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { digestOf } from "../definition/canonical.ts";
import { questionsOf } from "../definition/edit/outline.ts";
import type { Instrument } from "../definition/instrument.ts";
import { parseRatio, printRatio, sum } from "../ratio.ts";
import { approvalDocument } from "./approval-document.ts";
import { weightsOf } from "./approval-weights.ts";
import type { Block, Table } from "./document.ts";
import { nameLine, sealDocument, underLines } from "./seal-document.ts";

const SURVEYS = new URL("../../../surveys/", import.meta.url);
const shipped = readdirSync(SURVEYS, { recursive: true, encoding: "utf8" })
  .filter((path) => /^[a-z-]+\/[a-z-]+\.json$/.test(path) && !path.startsWith("schemes"))
  .map((path) => JSON.parse(readFileSync(new URL(path, SURVEYS), "utf8")) as Instrument)
  .filter(({ survey }) => survey !== undefined);
const team = shipped.find(({ id }) => id === "leadership-team")!;
const staff = shipped.find(({ id }) => id === "staff-questionnaire")!;

const tablesOf = (body: readonly Block[]): readonly Table[] =>
  body.flatMap((block) => (block.block === "table" ? [block.table] : []));
const said = (instrument: Instrument): string =>
  JSON.stringify(approvalDocument(instrument, digestOf(instrument)));

describe("approvalDocument", () => {
  it.each(shipped.map((form) => [form.id, form] as const))("shows every question of %s once", (_, form) => {
    const { body } = approvalDocument(form, digestOf(form));
    const [questions] = tablesOf(body);
    const asked = questionsOf(form.survey).filter(({ type }) => type !== "html");
    expect(questions!.body.filter((row) => row.length === 5)).toHaveLength(asked.length);
    expect(JSON.stringify(body)).not.toMatch(/\{\{|undefined|\[object/);
    for (const table of tablesOf(body))
      for (const row of table.body)
        expect(row.reduce((width, cell) => width + (cell.span ?? 1), 0)).toBeLessThanOrEqual(
          table.columns.length,
        );
  });

  it("states weights that add up to 100, scales with their points, tags and what excludes others", () => {
    const weights = [...weightsOf(team).values()].filter((weight) => weight !== null);
    expect(printRatio(sum(weights.map((weight) => parseRatio(weight))), 2)).toBe("100.00");
    expect(said(team)).toContain("6.25");
    expect(said(team)).toContain("不计分，不进分母");
    expect(said(staff)).toContain("［形式主义］");
    expect(said(staff)).toContain("当面一套、背后一套，或搞小圈子［政治纪律，执行政治纪律］");
    expect(said(staff)).toContain("（与其他选项互斥）");
    expect(said(staff)).toContain("与民主评议同用时不出现");
  });

  it("is named by version and the whole digest, says whose basis holds, and is signed by three", () => {
    const digest = digestOf(team);
    expect(said(team)).toContain("统计口径和显示界限由采用它的轮次固定");
    const document = sealDocument(approvalDocument(team, digest), "2026-11-20");
    expect(underLines(document)).toEqual(["版本 2026.1（编号 leadership-team）"]);
    expect(said(team)).toContain(`表单校验码 ${digest.match(/.{8}/g)!.join(" ")}`);
    expect(nameLine(document)).toBe(`本材料校验码 ${document.checksum}`);
    expect(document.signatures).toEqual(["拟稿：", "审核：", "批准：", "日期：　　　年　　月　　日"]);
  });
});
