/** Numbers and sentences of the papers about a round with paper, an open link, and a form without a score. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Block, DocumentContent } from "../../server/core/documents/document.ts";
import { shownCell } from "../../server/core/documents/shown-cell.ts";
import type { ResultsAnswer } from "../../server/http/office/answers-results.ts";
import { type MixedRound, startMixedRound } from "./mixed-round.ts";

let round: MixedRound;
let untyped: ResultsAnswer;
let results: ResultsAnswer;
beforeAll(async () => {
  round = await startMixedRound();
  untyped = await round.office.get(`/polls/${round.poll}/results`);
  await round.typeRollSheet();
  results = await round.office.get(`/polls/${round.poll}/results`);
});
afterAll(() => round.server.stop());

const documentOf = (key: string): Promise<DocumentContent> =>
  round.office.get(`/polls/${round.poll}/documents/${key}.json`);

const said = (block: Block): string =>
  block.block === "line" || block.block === "paragraph" ? block.pieces.map(({ text }) => text).join("") : "";

const paragraphOf = async (): Promise<string> =>
  (await documentOf("unit-report")).body.map(said).find((line) => line.includes("开展个别谈话"))!;

/** Form → column → cell as printed. */
async function resultSheetRows(): Promise<Record<string, Record<string, string>>> {
  const { body } = await documentOf("result-sheet");
  const tables = body.flatMap((block) => (block.block === "table" ? [block.table] : []));
  const titles = tables[0]!.head[0]!.map(({ text }) => text);
  return Object.fromEntries(
    tables[0]!.body.map((row) => [
      shownCell(row[0]!),
      Object.fromEntries(row.map((cell, at) => [titles[at]!, shownCell(cell)])),
    ]),
  );
}

describe("应参加, 发出, 收回 of each form", () => {
  it("are not known before somebody types the 登记表", () => {
    const issued = untyped.forms.map((form) => [form.issued, form.recovery]);
    expect(new Set(issued.map(String))).toEqual(new Set(["not-typed,", "no-bag,"]));
  });

  it("are those of the people who fill it, tickets and paper together", async () => {
    const rows = await resultSheetRows();
    const columns = ["应参加", "发出", "收回", "其中扫码", "纸质", "开放", "回收率", "参评率"];
    const of = (form: string) =>
      columns.map(
        (title) => rows[results.forms.find(({ instrument }) => instrument === form)!.title]![title],
      );
    expect(of("leadership-team")).toEqual(["45", "47", "45", "39", "6", "0", "95.7%", "100.0%"]);
    expect(of("leadership-members")).toEqual(["40", "42", "34", "34", "0", "0", "81.0%", "85.0%"]);
    expect(of("public-questionnaire")).toEqual(["—", "—", "12", "0", "0", "12", "—", "—"]);
  });

  it("are the same above each table, in the report, and in the answers of the server", async () => {
    const rows = await resultSheetRows();
    const lines = (await documentOf("unit-report")).body
      .map(said)
      .filter((line) => line.startsWith("单位："));
    expect(lines).toHaveLength(results.forms.length);
    for (const [at, form] of results.forms.entries()) {
      const row = rows[form.title]!;
      expect(lines[at]).toContain(`应参加：${row["应参加"]}　发出：${row["发出"]}　收回：${row["收回"]}`);
      expect(lines[at]).toMatch(new RegExp(`参评率：${row["参评率"]}$`));
      expect([form.title, form.eligible ?? "—", form.issued === "no-bag" ? "—" : form.issued]).toEqual([
        form.title,
        row["应参加"] === "—" ? "—" : Number(row["应参加"]),
        row["发出"] === "—" ? "—" : Number(row["发出"]),
      ]);
      const percent = (value: { printed: string } | null) => (value ? `${value.printed}%` : "—");
      expect([percent(form.participation), percent(form.recovery)]).toEqual([row["参评率"], row["回收率"]]);
    }
  });
});

describe("the paragraph of the unit", () => {
  it("says of each form what the table below says, and how much of it was paper", async () => {
    const text = await paragraphOf();
    const { valid } = results.forms[0] as { valid?: number };
    expect(valid).toBe(44);
    expect(text).toContain(
      `应参加测评45人，发放${results.forms[0]!.title}47份、收回45份、有效44份（其中纸质6份），`,
    );
    expect(text).toContain(`发放${results.forms[1]!.title}42份、收回34份、有效34份，发放`);
    expect(text).toContain("，参评率100.0%。");
  });

  it("leaves out of its scores and problems what came by the open link, and tells it apart", async () => {
    const link = results.forms.find(({ raters }) => raters === "outside")!;
    const own = results.forms.filter(({ raters }) => raters === "own");
    const text = await paragraphOf();
    expect(text).toContain(
      `另有${link.title}由开放二维码收回12份，得分${link.score!.printed}分，不核对身份，单列参考，不计入得分。`,
    );
    expect(text.split("另有")[0]).not.toContain(link.score!.printed);
    const [, problems] = /比较集中的意见是：(.*?)。/.exec(text) ?? [];
    const options = own.flatMap((form) =>
      form.level === "tables" ? form.multis.flatMap((multi) => multi.options.map((one) => one.text)) : [],
    );
    const named = (problems ?? "").split("%），").map((one) => one.replace(/（[\d.]+(%）)?$/, ""));
    expect(named.length).toBeGreaterThan(0);
    for (const name of named) expect(options).toContain(name);
  });

  it("names the limit that allows least, with what it allows", async () => {
    const text = await paragraphOf();
    const { title, atMost } = results.score.caps.find(({ id }) => id === "interference")!;
    expect(text).toContain(`等次（因${title}，等次不高于${atMost}）。`);
    expect(atMost).toBe("较差");
  });
});

describe("a form whose rule makes no score", () => {
  it("says so, and never that too few answered", async () => {
    const aside = results.forms.find(({ instrument }) => instrument === "inspectors-aside")!;
    expect([aside.level, aside.score, aside.isScored]).toEqual(["tables", null, false]);
    expect((await resultSheetRows())[aside.title]!["得分"]).toBe("不计分");
    const { tables } = (await round.office.get(`/rounds/${round.server.round}/documents/data.json`)) as {
      tables: { rows: Record<string, string | number | null>[] }[];
    };
    const own = tables[0]!.rows.filter((row) => row["表单"] === "inspectors-aside");
    expect(own.find((row) => row["指标"] === "form")!["不显示的原因"]).toBe("不计分");
    expect(JSON.stringify(own)).not.toContain("人数少");
  });
});

it("the basis has the points of the frozen scales, the paper and what came by the open link", async () => {
  const { basis } = await documentOf("unit-report");
  const link = results.forms.find(({ raters }) => raters === "outside")!;
  const own = results.forms[0]!;
  const item = own.level === "tables" ? own.items[0]! : null;
  const priced = item!.options.filter(({ points }) => points !== null);
  const scale = `${priced.map(({ text }) => text).join("、")}分别计 ${priced.map(({ points }) => points).join("、")} 分`;
  expect(basis.find((line) => line.startsWith("计分："))).toContain(scale);
  expect(basis.join("\n")).toContain("和不合规的纸质表");
  const open = `开放二维码收回的${link.shortTitle} 12 份不核对身份，单列参考，不计入得分。`;
  expect(basis).toContain(open);
  expect(basis).toContain("换发 0 张，交回作废 0 张，遗失 1 张（遗失票不能指认，最多影响 1 票）。");
  expect(basis.find((line) => line.startsWith("票种："))).toMatch(/。班子成员(?:不)?参加成员测评。$/);
  for (const key of ["roll-sheet", "derivation"])
    expect(JSON.stringify((await documentOf(key)).body), key).toContain(open);
  expect(JSON.stringify((await documentOf("roll-sheet")).body)).toContain("遗失 1 张（遗失票不能指认");
  const papers = `/rounds/${round.server.round}/documents`;
  expect(((await round.office.get(`${papers}/grade-table.json`)) as { basis: string[] }).basis).toContain(
    open,
  );
  expect(JSON.stringify(await round.office.get(`${papers}/archive-list.json`))).toContain(open);
});
