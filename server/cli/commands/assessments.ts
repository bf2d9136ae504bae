import { basename } from "node:path";
import type { Command } from "commander";
import { presentAssessment } from "../../http/office/assessments/present-assessment.ts";
import { readTables } from "../../imports/read-table.ts";
import { type Deps, KEEPER } from "../../services/deps.ts";
import { importAssessments, importPanels } from "../../services/import-assessments.ts";
import { reviewUnit } from "../../services/review/unit-standing.ts";
import type { UnitOfRound } from "../../services/review/take-step.ts";
import { cli } from "../../../web/text/cli.ts";
import { gapSentence, reviewStates } from "../../../web/text/review.ts";
import { readBytesFile } from "../file-problem.ts";
import { pollsOf } from "../polls-of.ts";
import { type Output, print } from "../print.ts";
import { READER } from "../reader.ts";
import { withServices } from "../with-services.ts";

export function addAssessmentCommands(program: Command): void {
  const assessment = program.command("assessment").description("研判、监督情况、工作量");
  assessment
    .command("import")
    .description("导入填好的评估录入表：全部行，有一处错就一行也不收")
    .requiredOption("--round <id>", "轮次")
    .requiredOption("--file <file>", "评估录入表（XLSX 或 CSV）")
    .option("--json", "输出 JSON")
    .action((options) =>
      withServices(async (deps) => {
        const tables = await readTables(await readBytesFile(options.file), basename(options.file));
        const units = await importAssessments(deps, KEEPER, options.round, tables, () => true);
        print(options, { units }, () => cli.assessmentsImported(units));
      }),
    );
  assessment
    .command("import-panel")
    .description("导入评委评分表：一行一位评委，全部行，有一处错就一行也不收（评委评分，不是匿名测评）")
    .requiredOption("--round <id>", "轮次")
    .requiredOption("--file <file>", "评委评分表（XLSX 或 CSV）：单位名称、评委、得分，可以有项目、回避")
    .option("--json", "输出 JSON")
    .action((options) =>
      withServices(async (deps) => {
        const tables = await readTables(await readBytesFile(options.file), basename(options.file));
        const units = await importPanels(deps, KEEPER, options.round, tables, () => true);
        print(options, { units }, () => cli.assessmentsImported(units));
      }),
    );
  assessment
    .command("show")
    .description("一个单位录入了什么、还缺什么、等次到了哪一步")
    .argument("<poll>")
    .option("--json", "输出 JSON")
    .action((poll: string, output: Output) =>
      withServices(async (deps) => printAssessment(deps, await placeOf(deps, poll), output)),
    );
}

/** The unit that a poll is about. @throws Problem poll.unknown */
export async function placeOf(deps: Deps, poll: string): Promise<UnitOfRound> {
  const [row] = await pollsOf(deps, poll, {});
  return { round: row!.round, unit: row!.unit };
}

export async function printAssessment(
  deps: Deps,
  { round, unit }: UnitOfRound,
  output: Output,
): Promise<void> {
  const answer = presentAssessment(await reviewUnit(deps, round, unit), READER, []);
  print(output, answer, () =>
    [
      cli.assessment(
        answer.unit.name,
        reviewStates[answer.state],
        answer.score?.total?.printed ?? "—",
        answer.score?.computed ?? "—",
      ),
      ...answer.gaps.map((gap) => `  ${gapSentence(gap)}`),
    ].join("\n"),
  );
}
