/** 得分推导表: two pages, and enough to calculate the grade by hand from the votes that stand on them. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PrintedDocument } from "../../server/core/documents/document.ts";
import { versionOf } from "../../server/core/assessment/version-of.ts";
import type { Unit } from "../../server/core/roster/unit.ts";
import { streamDocument } from "../../server/exports/document-files.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { makeDocument } from "../../server/services/documents/document-list.ts";
import { unitDocuments } from "../../server/services/documents/unit-documents.ts";
import { decideCap } from "../../server/services/review/decide-cap.ts";
import { saveAssessment } from "../../server/services/save-assessment.ts";
import { scoreRound } from "../../server/services/score-round.ts";
import type { ResultsAnswer } from "../../server/http/office/answers-results.ts";
import { OfficeClient } from "./office-client.ts";
import { startClosedRound } from "./closed-round.ts";
import { printedRows } from "./printed-cells.ts";
import { type PrintedRow, recompute } from "./recompute-sheet.ts";
import { testAssessment, testUnit, type TestServer } from "./start-server.ts";
import { orSkipped } from "../or-skipped.ts";

const has = (program: string, asked: string): boolean => spawnSync(program, [asked]).status === 0;
const canPrint = has("soffice", "--version") && has("pdfinfo", "-v");
if (!canPrint)
  process.stderr.write("SKIPPED, NOT PASSED: soffice or pdfinfo is not installed, no page is counted.\n");

const FOLDER = join(import.meta.dirname, "..", "artifacts", "derivation");

const NAMES = [
  "林向东",
  "陈志远",
  "周敏",
  "赵建国",
  "欧阳海燕",
  "孙立",
  "钱文",
  "李和平",
  "吴晓",
  "郑州",
  "王五一",
  "冯春",
];
const withLeaders = (unit: Unit, count: number, principals: number): Unit => ({
  ...unit,
  leaders: NAMES.slice(0, count).map((name, at) => {
    const post = at < principals ? "党组书记、局长" : "党组成员、副局长";
    return { name, post, since: "2022-03", isPrincipal: at < principals };
  }),
});

/** The usual unit of three blocks and five leaders; a large team; two blocks and two principals; nobody but one block. */
const UNITS = [
  withLeaders(testUnit("usual", "县水利局党组", [10, 14, 30]), 5, 1),
  withLeaders(testUnit("large", "县教育局党组", [12, 14, 20]), 12, 1),
  withLeaders(testUnit("joined", "城关镇党委", [4, 9, 14]), 4, 2),
  withLeaders(testUnit("single", "县档案馆党支部", [3, 3, 7]), 3, 1),
];

const REASONS = [
  "学习贯彻及时，请示报告规范",
  "议事决策规范",
  "压力传导不够到位",
  "深入一线多，群众反映好",
  "组织生活正常",
  "程序规范",
];
/** @param cases of the kind that is limited to five */
const entryOf = (cases: number) => ({
  ...testAssessment,
  judgement: Object.fromEntries(
    Object.keys(testAssessment.judgement ?? {}).map((dimension, at) => [
      dimension,
      { score: ["93", "88.5", "79.25", "91", "84", "90"][at]!, reason: REASONS[at]! },
    ]),
  ),
  supervision: { petitions: 2, cases: 1, audit: 1, rectification: cases, daily: 3 },
  deductions: [{ points: "1.5", reason: "报送材料不实一次" }],
  facts: ["member-case"],
});
const isAltered = (unit: string): boolean => ["usual", "joined"].includes(unit);

let server: TestServer;
const documents = new Map<string, PrintedDocument>();

beforeAll(async () => {
  server = await startClosedRound({ units: UNITS, climate: 0.7 });
  const { deps, round } = server;
  for (const { id } of UNITS)
    await saveAssessment(deps, KEEPER, round, id, entryOf(isAltered(id) ? 3 : 9), null);
  for (const { unit, assessment } of (await scoreRound(deps, round)).units) {
    const decision = { confirmed: true, reason: "已立案", basedOn: versionOf(assessment) };
    await decideCap(deps, KEEPER, { round, unit: unit.id, cap: "member-case" }, decision);
  }
  const standing = await scoreRound(deps, round);
  for (const unit of standing.units) {
    const listed = await unitDocuments(deps, standing, unit);
    const sheet = listed.find(({ key }) => key === "derivation")!;
    documents.set(unit.unit.id, await makeDocument(sheet, "2026-11-28"));
  }
}, 300_000);
afterAll(() => server.stop());

async function bytesOf(unit: string, format: "pdf" | "docx" | "xlsx"): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of streamDocument(documents.get(unit)!, format)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const ids = UNITS.map(({ id }) => id);

describe("the cells of the workbook", () => {
  it.each(ids)("give total and grade by hand, exactly as printed: %s", async (unit) => {
    const rows = printedRows(await bytesOf(unit, "xlsx"));
    const standing = await scoreRound(server.deps, server.round);
    const { score } = standing.units.find((one) => one.unit.id === unit)!;
    expect(recompute(rows)).toEqual({ total: score?.printed, grade: score?.computed });
  });

  it("hold blocks, pools and the votes of a single block as they were counted", async () => {
    const texts = await Promise.all(ids.map(async (unit) => printedRows(await bytesOf(unit, "xlsx")).flat()));
    const blocks = (text: readonly string[]) =>
      text.filter((cell) => /\n权重[\d./]+，\d+份$/.test(cell)).length;
    expect(texts.map(blocks)).toEqual([3 + 2 + 3, 3 + 2 + 3, 2 + 0 + 2, 0]);
    expect(texts[3]).toContain("全体");
  });

  it.each(["usual", "joined", "large"])(
    "are the votes, means and scores that the API gives: %s",
    async (unit) => {
      const office = await OfficeClient.signIn(server, `对照${unit}`);
      const { forms }: ResultsAnswer = await office.get(`/polls/${server.polls.get(unit)}/results`);
      const rows = printedRows(await bytesOf(unit, "xlsx"));
      const rated = forms.flatMap((form) => (form.level === "tables" ? form.items : []));
      const scored = rated.filter(
        ({ leader, weight, blocks }) => leader === null && weight !== null && blocks.length > 0,
      );
      expect(scored.length).toBeGreaterThan(20);
      for (const item of scored) {
        const row = rows.find(([, title]) => title === item.title)!;
        const votes = item.blocks.map(({ counts, mean }) => {
          const own = counts.filter((_, at) => !item.options[at]!.dontKnow);
          return `${own.join("/")}=${mean!.printed}`;
        });
        const aside = `${item.dontKnow}/${item.blank}`;
        expect(
          row
            .slice(3)
            .filter((cell) => cell !== "")
            .slice(0, votes.length + 2),
        ).toEqual([...votes, aside, item.score!.printed]);
      }
    },
  );

  it.each(ids.filter(isAltered))("do not survive a change of any number: %s", async (unit) => {
    const rows = printedRows(await bytesOf(unit, "xlsx"));
    const head = rows.findIndex(([first]) => first === "序号");
    const unnoticed: string[] = [];
    let changes = 0;
    for (const [row, cells] of rows.entries()) {
      if (row <= head || !cells.slice(1).some((cell) => cell !== "") || cells[0]?.startsWith("制表人"))
        continue;
      for (const [column, cell] of cells.entries()) {
        for (const changed of changesOf(cell)) {
          changes += 1;
          const other = rows.with(row, cells.with(column, changed));
          if (isAccepted(other)) unnoticed.push(`${cell} → ${changed}`);
        }
      }
    }
    expect(changes).toBeGreaterThan(700);
    expect(unnoticed).toEqual([]);
  });
});

/** What the scheme says and no calculation gives. */
const RULES = /^(良好|合计)|^(.*；)?合计不超过|不低于|^100－问题反映率$/;

const PRICES = /^\S+ \d+(、\S+ \d+)+$/;

/** Every number of a cell made one greater in its last digit; a grade made another one. */
function changesOf(cell: string): readonly string[] {
  if (cell === "较好" || cell === "较差") return ["良好"];
  const calculated = cell.split("；")[0]!;
  if (RULES.test(calculated) || !/\d/.test(calculated)) return [];
  const rest = cell.slice(calculated.length);
  const numbers = [...calculated.matchAll(/\d+(\.\d+)?/g)];
  // What an option is worth that perhaps nobody chose changes nothing; the best one has votes.
  return (PRICES.test(cell) ? numbers.slice(0, 1) : numbers).map(({ 0: number, index }) => {
    const digits = String(Number(number.replace(".", "")) + 1).padStart(number.replace(".", "").length, "0");
    const point = number.includes(".") ? digits.length - number.split(".")[1]!.length : digits.length;
    const more = point === digits.length ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
    return calculated.slice(0, index) + more + calculated.slice(index + number.length) + rest;
  });
}

function isAccepted(rows: readonly PrintedRow[]): boolean {
  try {
    recompute(rows);
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!canPrint)(
  orSkipped(canPrint, "the sheet for print", "soffice (LibreOffice) or a reader of PDF is not installed"),
  () => {
    const pages = (file: string): number =>
      Number(
        /^Pages:\s+(\d+)$/m.exec(execFileSync("pdfinfo", [join(FOLDER, file)], { encoding: "utf8" }))?.[1],
      );

    beforeAll(async () => {
      rmSync(FOLDER, { recursive: true, force: true });
      mkdirSync(FOLDER, { recursive: true });
      for (const unit of ids)
        for (const format of ["pdf", "docx", "xlsx"] as const)
          writeFileSync(join(FOLDER, `${unit}-${format}.${format}`), await bytesOf(unit, format));
      const files = ids.flatMap((unit) => [
        join(FOLDER, `${unit}-docx.docx`),
        join(FOLDER, `${unit}-xlsx.xlsx`),
      ]);
      const profile = `-env:UserInstallation=file://${join(FOLDER, "profile")}`;
      spawnSync("soffice", [profile, "--headless", "--convert-to", "pdf", "--outdir", FOLDER, ...files]);
    }, 300_000);
    afterAll(() => rmSync(join(FOLDER, "profile"), { recursive: true, force: true }));

    it.each(["pdf", "docx", "xlsx"])("is two pages for a usual unit: %s", (format) => {
      expect(["usual", "joined", "single"].map((unit) => [unit, pages(`${unit}-${format}.pdf`)])).toEqual([
        ["usual", 2],
        ["joined", 2],
        ["single", 2],
      ]);
    });

    it.each(["pdf", "docx", "xlsx"])("is three pages at most for a team of twelve: %s", (format) => {
      expect(pages(`large-${format}.pdf`)).toBeLessThanOrEqual(3);
    });

    it("is set in letters of 8.5 points and no smaller but for the name in its foot", () => {
      const xml = execFileSync(
        "pdftohtml",
        ["-xml", "-stdout", "-zoom", "3", join(FOLDER, "usual-pdf.pdf")],
        {
          encoding: "utf8",
        },
      );
      const sizes = [...xml.matchAll(/<fontspec [^>]*size="(\d+)"[^>]*color="#000000"/g)].map(([, size]) =>
        Number(size),
      );
      expect(Math.min(...sizes)).toBe(26);
    });
  },
);
