import type { Command } from "commander";
import { z } from "zod";
import { MISSING_UNIT } from "../../core/ballot/answers-from-table.ts";
import { compileChecker } from "../../core/definition/checker.ts";
import type { FrozenForm } from "../../core/definition/frozen.ts";
import { Problem } from "../../core/problem.ts";
import { SAMPLE_LEADERS, SAMPLE_LEADERS_MAX } from "../../core/round/sample-context.ts";
import {
  type CountedBallot,
  type FormStatistics,
  formStatistics,
  itemStatistics,
  type ScaleMap,
} from "../../core/statistics/form-statistics.ts";
import { KEEPER } from "../../services/deps.ts";
import { pollStatistics } from "../../services/poll-statistics.ts";
import { cli } from "../../../web/text/cli.ts";
import { readFrozenTable } from "../answer-table.ts";
import { readJsonFile } from "../file-problem.ts";
import { print, printTallyWarning } from "../print.ts";
import { statisticsLines } from "../statistics-lines.ts";
import { withServices } from "../with-services.ts";

const scaleMap: z.ZodType<ScaleMap> = z.record(
  z.string().min(1).max(100),
  z.object({ items: z.array(z.string().min(1)).min(2), reverse: z.array(z.string()).optional() }),
);

export function addStatisticsCommand(program: Command): void {
  program
    .command("statistics")
    .description("统计量：有效数、均值、标准差、信度、组内一致性")
    .argument("[poll]")
    .option("--definition <file>", "定义文件（与 --answers 一起用，不需要数据文件夹）")
    .option("--answers <file>", "答卷表（CSV 或 XLSX，一人一行）")
    .option("--map <pairs>", "列的对应，例如 unit=unit,category=category", "unit=unit,category=category")
    .option("--scales <file>", "量表文件：名称、题目、反向题（与 --definition、--answers 一起用）")
    .option("--leaders <n>", `班子成员人数，第一位是正职，0 到 ${SAMPLE_LEADERS_MAX}`, String(SAMPLE_LEADERS))
    .option("--include <items...>", "用上哪几道选用题")
    .option("--by <column>", "unit 或 category：各组再分别描述")
    .option("--json", "输出 JSON")
    .action(async (poll: string | undefined, options) => {
      if (poll === undefined) {
        const scales = options.scales === undefined ? null : await readJsonFile(options.scales, scaleMap);
        if (!options.definition || !options.answers || !["unit", "category", undefined].includes(options.by))
          throw new Problem("usage", { reason: cli.pollOrFiles });
        const { all, by } = ofTable(await readFrozenTable(options), scales, options.by);
        print(options, { forms: [all], withheld: [], by }, () => statisticsLines(all).join("\n"));
        return;
      }
      if (options.scales !== undefined) throw new Problem("usage", { reason: cli.scalesOfFiles });
      await withServices(async (deps) => {
        const found = await pollStatistics(deps, KEEPER, poll);
        printTallyWarning(options);
        print(options, found, () =>
          [
            ...found.forms.flatMap(statisticsLines),
            ...found.withheld.map((title) => cli.statistics.withheld(title)),
          ].join("\n"),
        );
      });
    });
}

/** Everything together, and every group described by itself. */
function ofTable(
  { form, ballots }: Awaited<ReturnType<typeof readFrozenTable>>,
  scales: ScaleMap | null,
  by: "unit" | "category" | undefined,
): { readonly all: FormStatistics; readonly by: { readonly [group: string]: FormStatistics["items"] } } {
  const check = compileChecker(form);
  const counted = ballots.map(({ unit, category, answers }) => ({
    category,
    named: unit,
    unit: unit === MISSING_UNIT ? "" : unit,
    answers: check(answers).answers,
  }));
  const groups = new Map<string, CountedBallot[]>();
  for (const one of by === undefined ? [] : counted) {
    const group = by === "unit" ? one.named : one.category;
    groups.set(group, [...(groups.get(group) ?? []), one]);
  }
  return {
    all: formStatistics(form, counted, scales),
    by: Object.fromEntries([...groups].map(([group, own]) => [group, itemsOf(form, own)])),
  };
}

const itemsOf = (form: FrozenForm, ballots: readonly CountedBallot[]): FormStatistics["items"] =>
  itemStatistics(form, ballots, 0).items;
