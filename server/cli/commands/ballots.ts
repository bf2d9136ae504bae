import type { Command } from "commander";
import { importBallots } from "../../services/import-ballots.ts";
import { KEEPER } from "../../services/deps.ts";
import { cli } from "../../../web/text/cli.ts";
import { readAnswerTable } from "../answer-table.ts";
import { print } from "../print.ts";
import { withServices } from "../with-services.ts";

export function addBallotCommands(program: Command): void {
  program
    .command("ballots")
    .description("答卷")
    .command("import")
    .description("导入别处收集的答卷，成为一个可以封存、计票的轮次")
    .requiredOption("--definition <file>", "定义文件（SurveyJS JSON）")
    .requiredOption("--answers <file>", "答卷表（CSV 或 XLSX，一人一行）")
    .option("--map <pairs>", "列的对应，例如 unit=unit,category=category", "unit=unit,category=category")
    .option("--title <title>", "轮次名称")
    .option("--scheme <id>", "评估办法", "political-ecology")
    .option("--json", "输出 JSON")
    .action(async (options) => {
      const { instrument, ballots } = await readAnswerTable(options);
      await withServices(async (deps) => {
        const outcome = await importBallots(deps, KEEPER, {
          title: options.title ?? instrument.title,
          scheme: options.scheme,
          instrument,
          ballots,
        });
        print(options, outcome, () => cli.imported(outcome.round, outcome.units, outcome.ballots));
      });
    });
}
