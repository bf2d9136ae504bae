import { Command, Help } from "commander";
import { cliHelp } from "../../web/text/cli-help.ts";
import { addAccountCommands } from "./commands/accounts.ts";
import { addArchiveCommands } from "./commands/archives.ts";
import { addAssessmentCommands } from "./commands/assessments.ts";
import { addAuditCommands } from "./commands/audit.ts";
import { addBallotCommands } from "./commands/ballots.ts";
import { addCheckCommands } from "./commands/check.ts";
import { addFormCommands } from "./commands/forms.ts";
import { addInstallationCommands } from "./commands/installations.ts";
import { addLinkCommands } from "./commands/links.ts";
import { addMoveCommand } from "./commands/move.ts";
import { addParcelCommands } from "./commands/parcels.ts";
import { addOfficeCommands } from "./commands/offices.ts";
import { addPaperCommands } from "./commands/paper.ts";
import { addPollCommands } from "./commands/polls.ts";
import { addRegisterCommands } from "./commands/register.ts";
import { addRestoreCommand } from "./commands/restore.ts";
import { addResultCommands } from "./commands/results.ts";
import { addReviewCommands } from "./commands/reviews.ts";
import { addRoundCommands } from "./commands/rounds.ts";
import { addScoreCommand } from "./commands/score.ts";
import { addStatisticsCommand } from "./commands/statistics.ts";
import { addSelfCheckCommand } from "./commands/self-check.ts";
import { addStoreCommands } from "./commands/stores.ts";
import { addVerifyCommands } from "./commands/verify.ts";

/** All commands. What is wrong with a call is thrown, and said in one place. */
export function createProgram(): Command {
  const program = inChinese(new Command("plumbline").description("准绳：巡察民主测评与问卷"));
  program
    .command("serve")
    .description("启动服务")
    .action(async () => (await import("./serve.ts")).serve());
  program
    .command("demo")
    .description("演示：一轮巡察从名册到等次表")
    .option("--fresh", "不接着上次的演示，重新开始")
    .option("--continue", "接着上次的演示")
    .option("--exit", "写完文件就结束，不留着服务")
    .action(async (options) => (await import("./demo/demo.ts")).demo(options));
  addCheckCommands(program);
  addFormCommands(program);
  addRoundCommands(program);
  addRegisterCommands(program);
  addPollCommands(program);
  addLinkCommands(program);
  addPaperCommands(program);
  addParcelCommands(program);
  addBallotCommands(program);
  addResultCommands(program);
  addAssessmentCommands(program);
  addReviewCommands(program);
  addScoreCommand(program);
  addStatisticsCommand(program);
  addArchiveCommands(program);
  addVerifyCommands(program);
  addAccountCommands(program);
  addAuditCommands(program);
  addInstallationCommands(program);
  addStoreCommands(program);
  addOfficeCommands(program);
  addRestoreCommand(program);
  addMoveCommand(program);
  addSelfCheckCommand(program);
  return program;
}

/** Comes before the commands are added: they take these settings over from their parent. */
function inChinese(program: Command): Command {
  return program
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .configureHelp({
      styleTitle: (title) => cliHelp.titles[title] ?? title,
      styleUsage: (usage) =>
        usage.replace("[options]", cliHelp.options).replace("[command]", cliHelp.command),
      subcommandTerm: (command) => new Help().subcommandTerm(command).replace("[options]", cliHelp.options),
      optionDescription: (option) =>
        option.defaultValue === undefined
          ? option.description
          : `${option.description}${cliHelp.preset(String(option.defaultValue))}`,
    })
    .helpOption("-h, --help", cliHelp.help)
    .helpCommand("help [command]", cliHelp.helpOf);
}
