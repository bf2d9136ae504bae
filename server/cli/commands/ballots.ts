import { basename } from "node:path";
import type { Command } from "commander";
import { answersFromTable, type TableMap, USUAL_COLUMNS } from "../../core/ballot/answers-from-table.ts";
import { withoutQuestions } from "../../core/definition/without-questions.ts";
import { Problem } from "../../core/problem.ts";
import { checkInstrumentFile } from "../../definitions/check-instrument-file.ts";
import { readTables } from "../../imports/read-table.ts";
import { importBallots } from "../../services/import-ballots.ts";
import { KEEPER } from "../../services/deps.ts";
import { cli } from "../../../web/text/cli.ts";
import { readBytesFile, readTextFile } from "../file-problem.ts";
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
      const map = readMap(options.map);
      const definition = await readTextFile(options.definition);
      const { instrument } = await checkInstrumentFile(definition, basename(options.definition));
      const [table] = await readTables(await readBytesFile(options.answers), basename(options.answers));
      const ballots = answersFromTable(instrument.survey, rowsOf(table?.rows ?? []), map);
      await withServices(async (deps) => {
        const outcome = await importBallots(deps, KEEPER, {
          title: options.title ?? instrument.title,
          scheme: options.scheme,
          instrument: {
            ...instrument,
            survey: withoutQuestions(instrument.survey, [map.unit, map.category]),
          },
          ballots,
        });
        print(options, outcome, () => cli.imported(outcome.round, outcome.units, outcome.ballots));
      });
    });
}

/** @throws Problem usage for a pair that is not NAME=COLUMN */
function readMap(text: string): TableMap {
  const map: { -readonly [name in keyof TableMap]: string } = { ...USUAL_COLUMNS };
  for (const pair of text.split(",")) {
    const [name, column, rest] = pair.split("=");
    if (!name || !column || rest !== undefined || !(name in map))
      throw new Problem("usage", { reason: cli.map(pair) });
    map[name as keyof TableMap] = column;
  }
  return map;
}

function rowsOf(rows: readonly (readonly string[])[]): { [column: string]: string }[] {
  const [head = [], ...body] = rows;
  return body.map((cells) => Object.fromEntries(head.map((column, i) => [column, cells[i] ?? ""])));
}
